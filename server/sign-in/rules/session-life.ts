import type { EndReason, SessionRow } from "../store/tables.ts";

type Life = Pick<
  SessionRow,
  "touched_at" | "locked_at" | "ends_at" | "ended_at" | "idle_ms" | "rule_idle_ms"
>;

/** How long a session may be silent before it is locked, and locked before it ends, in milliseconds. */
export interface LifeRules {
  idleMs: number;
  lockMs: number;
}

/**
 * Where a session stands at `now`, whether anybody wrote it down or not. A silent one is locked (RIE EXI 26): it opens
 * again with one factor while its two were given less than four hours ago, which is its whole life (RIE-PS 10, 13).
 */
export function findState(
  session: Life,
  now: number,
  rules: LifeRules,
): "open" | "locked" | "ended" | EndReason {
  if (session.ended_at !== null) return "ended";
  if (now >= session.ends_at) return "over";
  const lockedAt = findLock(session, now, rules);
  if (lockedAt === null) return "open";
  return now >= lockedAt + rules.lockMs ? "idle" : "locked";
}

/** Since when a session is locked, in milliseconds since 1970; null while it is not. */
export function findLock(session: Life, now: number, { idleMs }: LifeRules): number | null {
  if (session.locked_at !== null) return session.locked_at;
  const silentAt = session.touched_at + idleOf(session, idleMs);
  return now >= silentAt ? silentAt : null;
}

/** How long a session may be silent where it was opened, in its structure, in milliseconds. */
export function idleOf(
  { idle_ms: own, rule_idle_ms: rule }: Pick<SessionRow, "idle_ms" | "rule_idle_ms">,
  idleMs: number,
): number {
  return Math.min(own ?? idleMs, rule ?? idleMs, idleMs);
}

/** A session is touched at most this often: a mailbox being read makes many requests. */
const touchEveryMs = 60_000;

/** Whether a request of the person at `now` is worth a write. */
export function isTouchDue(session: Life, now: number): boolean {
  return now >= session.touched_at + touchEveryMs;
}
