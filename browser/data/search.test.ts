import { test } from "node:test";
import assert from "node:assert/strict";
import { filterOf, isEmptySearch } from "./search.ts";

const nothing = { text: "", from: "", after: "", before: "", accountId: null };

test("only what was said is asked", () => {
  assert.deepEqual(filterOf({ ...nothing, text: " bilan " }), { text: "bilan" });
  assert.deepEqual(filterOf({ ...nothing, from: "castaing" }), { from: "castaing" });
  assert.equal(isEmptySearch({ ...nothing, text: "  " }), true);
  assert.equal(isEmptySearch({ ...nothing, after: "2026-11-22" }), false);
});

test("days begin and end in Paris, in winter and in summer, the last one included", () => {
  assert.deepEqual(filterOf({ ...nothing, after: "2026-11-22", before: "2026-11-22" }), {
    after: "2026-11-21T23:00:00Z",
    before: "2026-11-22T23:00:00Z",
  });
  assert.deepEqual(filterOf({ ...nothing, after: "2026-07-01", before: "2026-07-31" }), {
    after: "2026-06-30T22:00:00Z",
    before: "2026-07-31T22:00:00Z",
  });
});
