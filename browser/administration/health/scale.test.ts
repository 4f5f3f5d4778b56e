import assert from "node:assert/strict";
import { test } from "node:test";
import { roundUp } from "./scale.ts";

test("a scale ends at a round number that is enough", () => {
  for (const [most, end] of [
    [0, 1],
    [1, 1],
    [3, 4],
    [7, 10],
    [10, 10],
    [41, 50],
    [101, 200],
    [2300, 4000],
  ] as const)
    assert.equal(roundUp(most), end, String(most));
});
