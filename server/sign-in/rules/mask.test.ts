import assert from "node:assert/strict";
import { test } from "node:test";
import { maskEmail } from "./mask.ts";

test("a masked address keeps its domain and never its name", () => {
  assert.equal(maskEmail("n.faure@valdebrume.example"), "n…e@valdebrume.example");
  assert.equal(maskEmail("élo@valdebrume.example"), "é…@valdebrume.example");
  assert.equal(maskEmail("a@valdebrume.example"), "a…@valdebrume.example");
});
