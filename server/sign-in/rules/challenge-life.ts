import type { ChallengeRow } from "../store/tables.ts";
import type { SignInSettings } from "./settings.ts";

/** Why a challenge takes no more code at `now`; null while it does. */
export function findChallengeEnd(
  challenge: Pick<ChallengeRow, "used_at" | "tries_left" | "expires_at">,
  now: number,
): "code-used" | "too-many-codes" | "code-expired" | null {
  if (challenge.used_at !== null) return "code-used";
  if (challenge.tries_left <= 0) return "too-many-codes";
  return now >= challenge.expires_at ? "code-expired" : null;
}

/** When a code sent at `now` ends: some minutes after its last sending, and never later than some minutes in all. */
export function findExpiry(
  begunAt: number,
  now: number,
  { codeMinutes, codeMostMinutes }: Pick<SignInSettings, "codeMinutes" | "codeMostMinutes">,
): number {
  return Math.min(now + codeMinutes * 60_000, begunAt + codeMostMinutes * 60_000);
}
