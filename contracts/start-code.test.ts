import assert from "node:assert/strict";
import { test } from "node:test";
import { readStartCode, startLength, startLetters, writeStartCode } from "./start-code.ts";

test("a start code is read however it is typed, and written in four groups", () => {
  const code = "BCDFGHJKMNPQRSTV";
  for (const typed of [
    "BCDF-GHJK-MNPQ-RSTV",
    "bcdf ghjk mnpq rstv",
    " BCDFGHJKMNPQRSTV\n",
    "bcdf–ghjk—mnpq.rstv",
  ])
    assert.equal(readStartCode(typed), code);
  assert.equal(writeStartCode(code), "BCDF-GHJK-MNPQ-RSTV");
  assert.equal(readStartCode(writeStartCode(code)), code);
});

test("anything else is none: another length, a letter that is left out, the secret of a link", () => {
  for (const typed of [
    "",
    "BCDF-GHJK-MNPQ-RST",
    "BCDF-GHJK-MNPQ-RSTVB",
    "BCDF-GHJK-MNPQ-RSTL",
    "A".repeat(16),
    "b".repeat(43),
  ])
    assert.equal(readStartCode(typed), null, typed);
});

test("it takes as many tries as a random number of 67 bits", () => {
  assert.equal(new Set(startLetters).size, startLetters.length);
  assert.ok(startLength * Math.log2(startLetters.length) > 67);
});
