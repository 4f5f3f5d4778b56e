import assert from "node:assert/strict";
import { test } from "node:test";
import { createSeededChance } from "../../foundations/chance.ts";
import { openText, sealText } from "./kept-text.ts";

const chance = createSeededChance("kept text");
const key = chance.bytes(32);
const kept = (text: string) => openText(key, "m1", sealText(key, "m1", text, chance));

test("a text is kept on one line, whole when it is short", () => {
  assert.deepEqual(kept(" Une\r\n\tquetsche  été "), { line: "Une quetsche été", isWhole: true });
  assert.deepEqual(kept(""), { line: "", isWhole: true });
});

test("a long one is cut before a word, and says so", () => {
  const { line, isWhole } = kept("été ".repeat(2000));
  assert.equal(isWhole, false);
  assert.match(line, /^(été )+été$/);
  assert.ok(Buffer.byteLength(line) > 4000 && Buffer.byteLength(line) <= 4096);
  assert.deepEqual(kept("é".repeat(5000)), { line: "", isWhole: false });
});

test("it opens under its own mailbox's key, for its own message, unaltered, or not at all", () => {
  const sealed = sealText(key, "m1", "quetsche", chance);
  assert.ok(!sealed.includes("quetsche"));
  assert.throws(() => openText(chance.bytes(32), "m1", sealed));
  assert.throws(() => openText(key, "m2", sealed));
  for (let at = 0; at < sealed.length; at++) {
    const altered = Buffer.from(sealed);
    altered[at]! ^= 1;
    assert.throws(() => openText(key, "m1", altered), `octet ${at}`);
  }
  assert.throws(() => openText(key, "m1", sealed.subarray(0, 20)));
  assert.notDeepEqual(sealText(key, "m1", "quetsche", chance), sealed, "no nonce twice");
});
