import assert from "node:assert/strict";
import { test } from "node:test";
import { day, minutesAgo, momentOf } from "./moments.ts";

const words = { today: "Aujourd’hui", yesterday: "Hier" };
const now = Date.UTC(2027, 0, 2, 8, 2);

test("a moment is of today, of yesterday or of a day, in Paris", () => {
  const said = (at: number) => momentOf(at, now, words, "fr");
  assert.equal(said(now - 60_000), "Aujourd’hui, 9\u00a0h\u00a001");
  assert.equal(said(Date.UTC(2027, 0, 1, 23, 30)), "Aujourd’hui, 0\u00a0h\u00a030");
  assert.equal(said(Date.UTC(2027, 0, 1, 22, 59)), "Hier, 23\u00a0h\u00a059");
  assert.equal(said(Date.UTC(2026, 11, 31, 12, 5)), "31\u00a0décembre, 13\u00a0h\u00a005");
  assert.equal(momentOf(Date.UTC(2026, 11, 31, 12, 5), now, words, "en"), "31\u00a0December, 13:05");
  assert.equal(day(Date.UTC(2026, 9, 4), "fr"), "4\u00a0octobre");
});

test("the first two minutes are now", () => {
  assert.deepEqual(
    [0, 119_999, 120_000, 12 * 60_000].map((ms) => minutesAgo(now - ms, now)),
    [0, 0, 2, 12],
  );
});
