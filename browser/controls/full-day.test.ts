import assert from "node:assert/strict";
import { test } from "node:test";
import { fullDay } from "./full-day.ts";

test("a day in Paris, in both languages, on one line", () => {
  const newYear = Date.UTC(2026, 11, 31, 23);
  assert.equal(fullDay(newYear, "fr"), "1er\u00a0janvier\u00a02027");
  assert.equal(fullDay(newYear - 1, "fr"), "31\u00a0décembre\u00a02026");
  assert.equal(fullDay(newYear, "en"), "1\u00a0January\u00a02027");
});
