import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { createSeededChance } from "./chance.ts";
import { createSealing, parseSealingKeys, SealBroken } from "./sealing.ts";

const chance = createSeededChance("sealing");
const one = Buffer.alloc(32, 1);
const two = Buffer.alloc(32, 2);
const place = { table: "directory_persons", column: "email_sealed", row: "p1" };

test("what is sealed opens again at its own place", () => {
  const sealing = createSealing(new Map([[1, one]]), chance);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (plain) => {
      assert.deepEqual(sealing.open(place, sealing.seal(place, plain)), Buffer.from(plain));
    }),
  );
});

test("it opens in no other table, column or row, and not when one bit moved", () => {
  const sealing = createSealing(new Map([[1, one]]), chance);
  const sealed = sealing.seal(place, Buffer.from("n.faure@valdebrume.example"));
  for (const other of [
    { ...place, table: "x" },
    { ...place, column: "x" },
    { ...place, row: "p2" },
  ])
    assert.throws(() => sealing.open(other, sealed), SealBroken);
  for (let at = 0; at < sealed.length; at++) {
    const moved = Buffer.from(sealed);
    moved[at] = (moved[at] ?? 0) ^ 1;
    assert.throws(() => sealing.open(place, moved), SealBroken, `byte ${at}`);
  }
  assert.throws(() => sealing.open(place, Buffer.alloc(0)), SealBroken);
});

test("a newer key seals, the older still opens, and derived keys do not move", () => {
  const before = createSealing(new Map([[1, one]]), chance);
  const after = createSealing(
    new Map([
      [1, one],
      [2, two],
    ]),
    chance,
  );
  const sealed = before.seal(place, Buffer.from("ancien"));
  assert.equal(after.open(place, sealed).toString(), "ancien");
  assert.equal(after.seal(place, Buffer.from("neuf"))[0], 2);
  assert.deepEqual(after.derive("audit"), before.derive("audit"));
  assert.notDeepEqual(after.derive("audit"), after.derive("one-time code"));
  assert.throws(() => createSealing(new Map([[2, two]]), chance).open(place, sealed), SealBroken);
});

test("a key file is read with its versions, or refused in a sentence", () => {
  const base64 = one.toString("base64");
  assert.deepEqual(parseSealingKeys(`${base64}\n`), new Map([[1, one]]));
  assert.deepEqual(
    parseSealingKeys(`# clés\n1:${base64}\n2:${two.toString("base64")}`),
    new Map([
      [1, one],
      [2, two],
    ]),
  );
  for (const wrong of ["", "# rien", "abc", `300:${base64}`, `1:${base64.slice(4)}`])
    assert.equal(typeof parseSealingKeys(wrong), "string", wrong);
});
