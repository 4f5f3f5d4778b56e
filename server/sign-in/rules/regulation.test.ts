import assert from "node:assert/strict";
import { test } from "node:test";
import {
  findCodeWait,
  findPasswordWait,
  findSpentCodes,
  isBurst,
  regulationDefaults as rules,
  type Try,
} from "./regulation.ts";

const minute = 60_000;
const hour = 60 * minute;
const start = 1_790_000_000_000;
/** A browser known for the login. */
const desk = "b1";

/** Plays a person (or a thief) who always tries as soon as it is allowed. */
function tryOnAndOn(until: number): number[] {
  const tries: Try[] = [];
  let now = start;
  while (now < until) {
    const wait = findPasswordWait(tries, now, rules, null);
    if (wait === null) tries.push({ kind: "wrong", at: now++, browser: null });
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

test("a right password forgives consecutive failures but not the day's, twenty-five in a known browser", () => {
  const tries: Try[] = [];
  let now = start;
  for (let round = 0; round < 6; round++) {
    for (let wrong = 0; wrong < 4; wrong++) tries.push({ kind: "wrong", at: now++, browser: desk });
    assert.equal(findPasswordWait(tries, now, rules, desk), null);
    tries.push({ kind: "right", at: now++, browser: desk });
  }
  tries.push({ kind: "wrong", at: now++, browser: desk });
  assert.equal(findPasswordWait(tries, now, rules, desk), start + 24 * hour);
  assert.equal(findPasswordWait(tries, start + 24 * hour, rules, desk), null);
});

test("strangers have fifteen of the day's failures, and wait for none but their own", () => {
  const strange: Try[] = [];
  for (let round = 0; round < 4; round++) {
    for (let wrong = 0; wrong < 4; wrong++) strange.push({ kind: "wrong", at: start, browser: null });
    strange.push({ kind: "right", at: start, browser: null });
  }
  const [fifteen, now] = [strange.filter(({ kind }) => kind === "wrong").slice(0, 15), start + 12 * hour];
  assert.equal(findPasswordWait(strange.slice(0, -2), now, rules, null), start + 24 * hour);
  assert.equal(findPasswordWait(fifteen, now, rules, desk), null);
  // Ten are left to the browsers that the login knows, whatever strangers do.
  for (let wrong = 0; wrong < 4; wrong++) fifteen.push({ kind: "wrong", at: now, browser: desk });
  assert.equal(findPasswordWait(fifteen, now, rules, desk), null);
  assert.equal(findPasswordWait([...fifteen, ...fifteen], now, rules, desk), start + 24 * hour);
});

test("a known browser waits for its own failures, not for those of another one", () => {
  const tries = Array.from({ length: 5 }, (): Try => ({ kind: "wrong", at: start, browser: desk }));
  assert.equal(findPasswordWait(tries, start, rules, desk), start + rules.firstWaitMs);
  assert.equal(findPasswordWait(tries, start, rules, "another"), null);
  assert.equal(findPasswordWait(tries, start, rules, null), null);
});

test("with many known browsers too, never more than twenty-five failures of a login in 24 hours", () => {
  const tries: Try[] = [];
  const browsers = [null, desk, "laptop", "ward", "night"];
  for (let now = start; now < start + 48 * hour; now += 10 * minute)
    for (const browser of browsers)
      if (findPasswordWait(tries, now, rules, browser) === null)
        tries.push({ kind: "wrong", at: now, browser });
  for (const { at: first } of tries)
    assert.ok(tries.filter(({ at }) => at >= first && at < first + 24 * hour).length <= 25);
  assert.ok(tries.length > 45);
});

test("a burst is told once a day, whoever the failures came from", () => {
  const tries = Array.from({ length: 5 }, (_, index): Try => ({
    kind: "wrong",
    at: start,
    browser: index < 3 ? null : desk,
  }));
  assert.equal(isBurst("wrong", tries.slice(1), start, rules), false);
  assert.equal(isBurst("wrong", tries, start, rules), true);
  assert.equal(isBurst("wrong-code", tries, start, rules), false);
  const told: Try[] = [...tries, { kind: "told", at: start, browser: null }];
  assert.equal(isBurst("wrong", told, start + hour, rules), false);
});

test("a tenth code in an hour is the last", () => {
  const tries = Array.from({ length: 10 }, (_, index): Try => ({
    kind: "right",
    at: start + index * minute,
    browser: null,
  }));
  assert.equal(findCodeWait(tries.slice(1), start + 10 * minute, rules, null), null);
  assert.equal(findCodeWait(tries, start + 10 * minute, rules, null), start + hour);
  assert.equal(findCodeWait(tries, start + hour, rules, null), null);
});

test("the day's wrong codes stop the codes, and leave the passwords alone: strangers' first, then everybody's", () => {
  const wrong = (length: number, browser: string | null) =>
    Array.from({ length }, (): Try => ({ kind: "wrong-code", at: start, browser }));
  const strange = wrong(15, null);
  assert.equal(findSpentCodes(strange.slice(1), start, rules), null);
  assert.equal(findSpentCodes(strange, start, rules), "strangers");
  assert.equal(findCodeWait(strange, start + hour, rules, null), start + 24 * hour);
  assert.equal(findCodeWait(strange, start + hour, rules, desk), null);
  assert.equal(findPasswordWait(strange, start + hour, rules, null), null);
  const all = [...strange, ...wrong(10, desk)];
  assert.equal(findSpentCodes(all, start, rules), "everybody");
  assert.equal(findCodeWait(all, start + hour, rules, desk), start + 24 * hour);
});
