import assert from "node:assert/strict";
import { test } from "node:test";
import { scrollFor, tallest, windowOf } from "./window.ts";

test("only the lines around those that show are drawn", () => {
  const drawn = windowOf(128, 74, { scrollTop: 740, height: 592 });
  assert.deepEqual(drawn, { first: 4, last: 24, top: 296, full: 9472 });
});

test("a short list is drawn whole", () => {
  assert.deepEqual(windowOf(3, 74, { scrollTop: 0, height: 592 }), { first: 0, last: 3, top: 0, full: 222 });
  assert.deepEqual(windowOf(0, 74, { scrollTop: 0, height: 592 }), { first: 0, last: 0, top: 0, full: 0 });
});

test("a million lines end with the last one, at the bottom of the box", () => {
  const full = tallest;
  const drawn = windowOf(1_000_000, 74, { scrollTop: full - 592, height: 592 });
  assert.equal(drawn.last, 1_000_000);
  const bottom = drawn.top + (drawn.last - drawn.first) * 74;
  assert.ok(Math.abs(bottom - full) < 1, `${bottom}`);
});

test("a line is brought into view by the shortest way", () => {
  const view = { scrollTop: 740, height: 592 };
  assert.equal(scrollFor(12, 128, 74, view), null);
  assert.equal(scrollFor(9, 128, 74, view), 666);
  assert.equal(scrollFor(18, 128, 74, view), 814);
  const far = scrollFor(999_999, 1_000_000, 74, view);
  assert.equal(far, tallest - 592);
});
