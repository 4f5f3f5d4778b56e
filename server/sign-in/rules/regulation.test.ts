import assert from "node:assert/strict";
import { test } from "node:test";
import { findCodeWait, findPasswordWait, regulationDefaults as rules, type Try } from "./regulation.ts";

const minute = 60_000;
const hour = 60 * minute;
const start = 1_790_000_000_000;

/** Plays a person (or a thief) who always tries as soon as it is allowed. */
function tryOnAndOn(until: number): number[] {
  const tries: Try[] = [];
  let now = start;
  while (now < until) {
    const wait = findPasswordWait(tries, now, rules);
    if (wait === null) tries.push({ kind: "wrong", at: now++ });
    else now = wait;
  }
  return tries.map(({ at }) => at);
}

test("five wrong passwords are free, then each wait is over a minute and longer than the last", () => {
  const at = tryOnAndOn(start + 20 * hour);
  const waits = at.slice(1).map((time, index) => time - (at[index] ?? 0));
  assert.ok(waits.slice(0, 4).every((wait) => wait < 1000));
  assert.ok(waits.slice(4).every((wait) => wait > minute));
  assert.deepEqual(
    waits.slice(4),
    waits.slice(4).sort((one, other) => one - other),
  );
});

test("never more than ten consecutive failures, nor twenty-five failures, in any 24 hours", () => {
  const at = tryOnAndOn(start + 30 * 24 * hour);
  for (const first of at)
    assert.ok(at.filter((time) => time >= first && time < first + 24 * hour).length <= 10);
  assert.ok(at.length > 100, "the login is never locked for good");
});

test("a right password forgives consecutive failures but not the day's", () => {
  const tries: Try[] = [];
  let now = start;
  for (let round = 0; round < 6; round++) {
    for (let wrong = 0; wrong < 4; wrong++) tries.push({ kind: "wrong", at: now++ });
    assert.equal(findPasswordWait(tries, now, rules), null);
    tries.push({ kind: "right", at: now++ });
  }
  tries.push({ kind: "wrong", at: now++ });
  assert.equal(findPasswordWait(tries, now, rules), start + 24 * hour);
  assert.equal(findPasswordWait(tries, start + 24 * hour, rules), null);
});

test("a tenth code in an hour is the last", () => {
  const tries = Array.from({ length: 10 }, (_, index): Try => ({
    kind: "right",
    at: start + index * minute,
  }));
  assert.equal(findCodeWait(tries.slice(1), start + 10 * minute, rules), null);
  assert.equal(findCodeWait(tries, start + 10 * minute, rules), start + hour);
  assert.equal(findCodeWait(tries, start + hour, rules), null);
});

test("twenty-five wrong codes in a day stop the codes, and leave the passwords alone", () => {
  const tries = Array.from({ length: 25 }, (_, index): Try => ({ kind: "wrong-code", at: start + index }));
  assert.equal(findCodeWait(tries, start + hour, rules), start + 24 * hour);
  assert.equal(findPasswordWait(tries, start + hour, rules), null);
});
