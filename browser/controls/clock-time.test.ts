import assert from "node:assert/strict";
import { test } from "node:test";
import { clockTime } from "./clock-time.ts";

test("hours are those of Paris, in winter and in summer, whatever the machine's zone", () => {
  assert.equal(clockTime(Date.UTC(2026, 10, 22, 8, 2), "fr"), "9\u00a0h\u00a002");
  assert.equal(clockTime(Date.UTC(2026, 6, 1, 22, 30), "fr"), "0\u00a0h\u00a030");
  assert.equal(clockTime(Date.UTC(2026, 10, 22, 8, 2), "en"), "9:02");
});
