import assert from "node:assert/strict";
import { test } from "node:test";
import { daysAgo, formatDay, formatFull, formatMoment, formatShort } from "./dates.ts";

const words = { today: "Aujourd’hui", yesterday: "Hier", yesterdayShort: "hier" };
/** Tuesday 17 November 2026, 10 h 00 in Paris. */
const now = Date.UTC(2026, 10, 17, 9, 0);
const shortly = (ms: number) => formatShort(ms, now, words, "fr").replaceAll("\u00a0", " ");
const moment = (ms: number) => formatMoment(ms, now, words, "fr").replaceAll("\u00a0", " ");

test("a day begins at midnight in Paris", () => {
  assert.equal(daysAgo(Date.UTC(2026, 10, 16, 23, 30), now), 0);
  assert.equal(daysAgo(Date.UTC(2026, 10, 16, 22, 30), now), 1);
  // Across the change of hour of 25 October.
  assert.equal(daysAgo(Date.UTC(2026, 9, 24, 22, 30), Date.UTC(2026, 9, 26, 10)), 1);
});

test("a line of the list says it shorter the nearer it is", () => {
  assert.equal(shortly(Date.UTC(2026, 10, 17, 7, 30)), "8 h 30");
  assert.equal(shortly(Date.UTC(2026, 10, 16, 10)), "hier");
  assert.equal(shortly(Date.UTC(2026, 10, 13, 10)), "ven.");
  assert.equal(shortly(Date.UTC(2026, 9, 17, 10)), "17 oct.");
  assert.equal(shortly(Date.UTC(2025, 10, 17, 10)), "17/11/2025");
});

test("an open message gives its time too", () => {
  assert.equal(moment(Date.UTC(2026, 10, 16, 16, 5)), "hier, 17 h 05");
  assert.equal(moment(Date.UTC(2026, 10, 13, 9, 15)), "ven. 13, 10 h 15");
  assert.equal(
    formatFull(Date.UTC(2026, 10, 16, 9, 15), "fr").replaceAll("\u00a0", " "),
    "lundi 16 novembre 2026, 10 h 15",
  );
});

test("the day above the list", () => {
  assert.equal(formatDay(now, now, words, "fr"), "Aujourd’hui");
  assert.equal(formatDay(now - 86_400_000, now, words, "fr"), "Hier");
  assert.equal(formatDay(Date.UTC(2026, 10, 9, 10), now, words, "fr"), "Lundi 9 novembre");
  assert.equal(formatDay(Date.UTC(2025, 10, 9, 10), now, words, "fr"), "Novembre 2025");
});
