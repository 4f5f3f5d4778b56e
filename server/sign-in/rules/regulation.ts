import type { TryKind } from "../store/tables.ts";

/**
 * How many tries a login is given: pure, and the same for logins that do not exist. PGSSI-S, référentiel
 * d'identification électronique v1.0, EXI 25: back-off of more than a minute after 5 failures, at most 25 failures
 * in 24 hours, or a lock after at most 10. Each browser known for the login has waits of its own, and all the others
 * together have theirs: whoever knows no more than a login cannot lock its person out of a browser of hers.
 */
export interface Regulation {
  /** Consecutive wrong passwords before a wait begins. */
  freeFailures: number;
  /** The first wait; it doubles with each failure after it. */
  firstWaitMs: number;
  /** Consecutive wrong passwords in 24 hours, beyond which nothing is looked at. */
  consecutiveFailures: number;
  /** Wrong passwords in 24 hours, right ones between them or not; wrong codes have as many of their own. */
  dailyFailures: number;
  /** Those of them that browsers unknown to the login may use up: the rest is left to those it knows. */
  strangeFailures: number;
  /** Codes sent in an hour. OWASP ASVS 2.8 and NIST 800-63B ask for a limit without naming one. */
  codesPerHour: number;
  /** The shortest time between two sendings of one code to one place. */
  resendAfterMs: number;
  /** Codes sent again, or for something else than a sign-in, in an hour. */
  resendsPerHour: number;
}

export const regulationDefaults: Regulation = {
  freeFailures: 5,
  firstWaitMs: 65_000,
  consecutiveFailures: 10,
  dailyFailures: 25,
  strangeFailures: 15,
  codesPerHour: 10,
  resendAfterMs: 60_000,
  resendsPerHour: 5,
};

/** One past try, as regulation sees it. */
export interface Try {
  kind: TryKind;
  at: number;
  /** The browser known for the login that it came from; null for every other. */
  browser: string | null;
}

const hour = 3_600_000;
/** How far back regulation looks; older tries are forgotten. */
export const regulationSpanMs = 24 * hour;

/** From when the next password of a browser is looked at, in milliseconds since 1970; null when that is now. */
export function findPasswordWait(
  tries: readonly Try[],
  now: number,
  rules: Regulation,
  browser: string | null,
): number | null {
  const own = ownOf(tries, browser);
  const right = (["right", "unlocked"] as const).map((kind) =>
    timesOf(kind, own, now - regulationSpanMs).at(-1),
  );
  const lastRight = Math.max(...right.map((at) => at ?? -Infinity));
  const consecutive = timesOf("wrong", own, now - regulationSpanMs).filter((at) => at > lastRight);
  const over = consecutive.length - rules.freeFailures;
  const backOff = over >= 0 ? (consecutive.at(-1) ?? 0) + rules.firstWaitMs * 2 ** over : 0;
  return later(
    now,
    backOff,
    findRoom(consecutive, rules.consecutiveFailures, regulationSpanMs),
    findDailyRoom("wrong", tries, now, rules, browser),
  );
}

/** From when another code may be sent to somebody who knows the password; null when that is now. */
export function findCodeWait(
  tries: readonly Try[],
  now: number,
  rules: Regulation,
  browser: string | null,
): number | null {
  return later(
    now,
    findRoom(timesOf("right", ownOf(tries, browser), now - hour), rules.codesPerHour, hour),
    findDailyRoom("wrong-code", tries, now, rules, browser),
  );
}

/** From when a code may be sent again, beyond the one that a password brought; null when that is now. */
export function findResendWait(
  tries: readonly Try[],
  now: number,
  rules: Regulation,
  browser: string | null,
): number | null {
  return later(
    now,
    findRoom(timesOf("resent", ownOf(tries, browser), now - hour), rules.resendsPerHour, hour),
    findDailyRoom("wrong-code", tries, now, rules, browser),
  );
}

/** For whom the wrong codes of 24 hours are used up, whichever challenges they were tried on. */
export type Spent = "everybody" | "strangers" | null;

export function findSpentCodes(tries: readonly Try[], now: number, rules: Regulation): Spent {
  if (findLoginRoom("wrong-code", tries, now, rules) > now) return "everybody";
  return findStrangersRoom("wrong-code", tries, now, rules) > now ? "strangers" : null;
}

/** Whether that concerns a browser known for the login, or (null) any other. */
export function isSpentFor(spent: Spent, browser: string | null): boolean {
  return spent === "everybody" || (spent === "strangers" && browser === null);
}

/** Whether the failures of 24 hours are so many that the person should hear of them, and has not yet. */
export function isBurst(kind: Failure, tries: readonly Try[], now: number, rules: Regulation): boolean {
  const since = now - regulationSpanMs;
  const told = timesOf(kind === "wrong" ? "told" : "told-codes", tries, since).length > 0;
  return !told && timesOf(kind, tries, since).length >= rules.freeFailures;
}

function ownOf(tries: readonly Try[], browser: string | null): readonly Try[] {
  return tries.filter((one) => one.browser === browser);
}

type Failure = "wrong" | "wrong-code";

function findDailyRoom(
  kind: Failure,
  tries: readonly Try[],
  now: number,
  rules: Regulation,
  browser: string | null,
): number {
  const all = findLoginRoom(kind, tries, now, rules);
  return browser === null ? Math.max(all, findStrangersRoom(kind, tries, now, rules)) : all;
}

function findLoginRoom(kind: Failure, tries: readonly Try[], now: number, rules: Regulation): number {
  return findRoom(timesOf(kind, tries, now - regulationSpanMs), rules.dailyFailures, regulationSpanMs);
}

function findStrangersRoom(kind: Failure, tries: readonly Try[], now: number, rules: Regulation): number {
  const strange = timesOf(kind, ownOf(tries, null), now - regulationSpanMs);
  return findRoom(strange, rules.strangeFailures, regulationSpanMs);
}

/** When fewer than `most` of these times are younger than `span`. */
function findRoom(times: number[], most: number, span: number): number {
  const leaving = times.at(-most);
  return times.length >= most && leaving !== undefined ? leaving + span : 0;
}

function timesOf(kind: TryKind, tries: readonly Try[], since: number): number[] {
  return tries
    .filter((one) => one.kind === kind && one.at > since)
    .map(({ at }) => at)
    .sort((one, other) => one - other);
}

function later(now: number, ...times: number[]): number | null {
  const latest = Math.max(...times);
  return latest > now ? latest : null;
}
