import assert from "node:assert/strict";
import { test } from "node:test";
import { createSeededChance } from "./chance.ts";
import { newId } from "./ids.ts";

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
