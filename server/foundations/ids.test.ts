import assert from "node:assert/strict";
import { test } from "node:test";
import { createSeededChance } from "./chance.ts";
import { newId, newIdAt } from "./ids.ts";

test("an id is its kind and 24 letters of base32, and no two are alike", () => {
  const chance = createSeededChance("ids");
  const ids = Array.from({ length: 2000 }, () => newId(chance, "m"));
  for (const id of ids) assert.match(id, /^m[a-z2-7]{24}$/);
  assert.equal(new Set(ids).size, ids.length);
});

test("every bit of chance is in the id", () => {
  const ids = Array.from({ length: 120 }, (_, bit) => {
    const bytes = Buffer.alloc(15);
    bytes[bit >> 3] = 0x80 >> (bit & 7);
    return newId({ bytes: () => bytes }, "m");
  });
  assert.equal(new Set(ids).size, 120);
});

test("ids of an instant sort by it, whatever their chance, and no two are alike", () => {
  const chance = createSeededChance("instants");
  const instants = [
    -1,
    0,
    1,
    31,
    32,
    1_000_000_007,
    Date.UTC(2026, 10, 22),
    Date.UTC(2026, 10, 22) + 1,
    2 ** 44,
  ];
  const ids = instants.map((at) => newIdAt(chance, at, "m"));
  for (const id of ids) assert.match(id, /^m[a-z2-7]{24}$/);
  assert.deepEqual(ids.slice(1).toSorted(), ids.slice(1));
  const of = (at: number) => newIdAt(chance, at, "m").slice(0, 10);
  assert.equal(of(-1), of(0));
  assert.equal(of(2 ** 60), of(2 ** 45));
  const many = Array.from({ length: 2000 }, () => newIdAt(chance, 7, "m"));
  assert.equal(new Set(many).size, many.length);
  assert.equal(new Set(many.map((id) => id.slice(0, 10))).size, 1);
});
