import type { ChallengeRow } from "../store/tables.ts";

/** Why a challenge takes no more code at `now`; null while it does. */
export function findChallengeEnd(
  challenge: Pick<ChallengeRow, "used_at" | "tries_left" | "expires_at">,
  now: number,
): "code-used" | "too-many-codes" | "code-expired" | null {
  if (challenge.used_at !== null) return "code-used";
  if (challenge.tries_left <= 0) return "too-many-codes";
  return now >= challenge.expires_at ? "code-expired" : null;
}
