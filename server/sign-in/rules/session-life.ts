import type { EndReason, SessionRow } from "../store/tables.ts";

type Life = Pick<SessionRow, "touched_at" | "ends_at" | "ended_at" | "idle_ms">;

/** Why a session no longer counts at `now`; null while it lives. RIE EXI 26: a silent session ends by itself. */
export function findEnd(session: Life, now: number, idleMs: number): EndReason | "ended" | null {
  if (session.ended_at !== null) return "ended";
  if (now >= session.ends_at) return "over";
  return now >= session.touched_at + idleOf(session, idleMs) ? "idle" : null;
}

/** How long a session may be silent where it was opened, in milliseconds. */
export function idleOf({ idle_ms: own }: Pick<SessionRow, "idle_ms">, idleMs: number): number {
  return own === null ? idleMs : Math.min(own, idleMs);
}

/** A session is touched at most this often: a mailbox being read makes many requests. */
const touchEveryMs = 60_000;

/** Whether a request of the person at `now` is worth a write. */
export function isTouchDue(session: Life, now: number): boolean {
  return now >= session.touched_at + touchEveryMs;
}
