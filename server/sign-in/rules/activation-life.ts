import type { ActivationCodeRow, ActivationEnd, ActivationRow } from "../store/access-tables.ts";

/** How long a link to a first access lives, and what its codes may cost. */
export const activationRules = {
  lifeMs: 7 * 86_400_000,
  /** OWASP ASVS 2.7: at most 10 minutes. */
  codeMs: 600_000,
  codeTries: 5,
  resendAfterMs: 60_000,
  /** In all, over both contacts: enough for a slow day, too few to flood a phone. */
  mostCodes: 12,
};

/** Why a link to a first access opens nothing at `now`; null while it does. */
export function findActivationEnd(
  row: Pick<ActivationRow, "ended_at" | "end_reason" | "expires_at">,
  now: number,
): ActivationEnd | "expired" | null {
  if (row.ended_at !== null) return row.end_reason ?? "used";
  return now >= row.expires_at ? "expired" : null;
}

/** Whether a code that was sent can still be answered. */
export function isCodeAlive(code: ActivationCodeRow, now: number): boolean {
  return code.proved_at === null && code.tries_left > 0 && now < code.expires_at;
}
