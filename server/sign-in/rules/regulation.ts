import type { TryKind } from "../store/tables.ts";

/**
 * How many tries a login is given: pure, and the same for logins that do not exist. PGSSI-S, référentiel
 * d'identification électronique v1.0, EXI 25: back-off of more than a minute after 5 failures, at most 25 failures
 * in 24 hours, or a lock after at most 10.
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
  codesPerHour: 10,
  resendAfterMs: 60_000,
  resendsPerHour: 5,
};

/** One past try, as regulation sees it. */
export interface Try {
  kind: TryKind;
  at: number;
}

const hour = 3_600_000;
/** How far back regulation looks; older tries are forgotten. */
export const regulationSpanMs = 24 * hour;

/** From when the next password is looked at, in milliseconds since 1970; null when that is now. */
export function findPasswordWait(tries: readonly Try[], now: number, rules: Regulation): number | null {
  const wrong = timesOf("wrong", tries, now - regulationSpanMs);
  const right = (["right", "unlocked"] as const).map((kind) =>
    timesOf(kind, tries, now - regulationSpanMs).at(-1),
  );
  const lastRight = Math.max(...right.map((at) => at ?? -Infinity));
  const consecutive = wrong.filter((at) => at > lastRight);
  const over = consecutive.length - rules.freeFailures;
  const backOff = over >= 0 ? (consecutive.at(-1) ?? 0) + rules.firstWaitMs * 2 ** over : 0;
  return later(
    now,
    backOff,
    findRoom(consecutive, rules.consecutiveFailures, regulationSpanMs),
    findRoom(wrong, rules.dailyFailures, regulationSpanMs),
  );
}

/** From when another code may be sent to somebody who knows the password; null when that is now. */
export function findCodeWait(tries: readonly Try[], now: number, rules: Regulation): number | null {
  return later(
    now,
    findRoom(timesOf("right", tries, now - hour), rules.codesPerHour, hour),
    roomForCode(tries, now, rules),
  );
}

/** From when a code may be sent again, beyond the one that a password brought; null when that is now. */
export function findResendWait(tries: readonly Try[], now: number, rules: Regulation): number | null {
  return later(
    now,
    findRoom(timesOf("resent", tries, now - hour), rules.resendsPerHour, hour),
    roomForCode(tries, now, rules),
  );
}

/** Whether a login has had all its wrong codes of 24 hours, whichever challenges they were tried on. */
export function hasSpentCodes(tries: readonly Try[], now: number, rules: Regulation): boolean {
  return findSpentCodesEnd(tries, now, rules) !== null;
}

/** From when there may be a second factor again, after too many wrong ones; null when that is now. */
export function findSpentCodesEnd(tries: readonly Try[], now: number, rules: Regulation): number | null {
  return later(now, roomForCode(tries, now, rules));
}

function roomForCode(tries: readonly Try[], now: number, rules: Regulation): number {
  return findRoom(
    timesOf("wrong-code", tries, now - regulationSpanMs),
    rules.dailyFailures,
    regulationSpanMs,
  );
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
