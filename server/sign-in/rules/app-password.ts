import { writeBase32 } from "../totp.ts";
import type { AppPasswordRow } from "../store/tables.ts";

/**
 * Bytes of the secret of an application password: 160 bits of chance. No slow hash stands before it: argon2 is for what
 * people choose, which can be guessed; nobody tries 2^160 secrets, however fast each try.
 */
export const appSecretBytes = 20;

/** Programs of one person. */
export const mostAppPasswords = 10;

/** Wrong secrets of a day that are written down, for one login, password or network; the next ones are only refused. */
export const mostRefusals = 10;

/** The last use is kept to the hour: a program asks every few seconds. */
const touchEveryMs = 3_600_000;

/** As a person reads it: `cad-` and eight groups of four letters, in base32. */
export function writeAppSecret(bytes: Uint8Array): string {
  const groups = writeBase32(bytes).toLowerCase().match(/.{4}/g) ?? [];
  return ["cad", ...groups].join("-");
}

/** The 32 letters of a secret as it was typed, blanks, dashes and case aside; null for anything else. */
export function readAppSecret(typed: string): string | null {
  const [, letters] = /^cad([a-z2-7]{32})$/.exec(typed.toLowerCase().replace(/[\s-]/g, "")) ?? [];
  return letters ?? null;
}

/** Why a password opens nothing any more at `now`; null while it does. */
export function findAppPasswordEnd(
  { ended_at, expires_at }: Pick<AppPasswordRow, "ended_at" | "expires_at">,
  now: number,
): "removed" | "expired" | null {
  if (ended_at !== null) return "removed";
  return now >= expires_at ? "expired" : null;
}

/** Whether a use at `now` is worth a write. */
export function isUseDue({ used_at }: Pick<AppPasswordRow, "used_at">, now: number): boolean {
  return used_at === null || now >= used_at + touchEveryMs;
}

/** Whether it is the first use of its day (UTC), which leaves a trace. */
export function isFirstOfDay({ used_at }: Pick<AppPasswordRow, "used_at">, now: number): boolean {
  const day = (at: number) => Math.floor(at / 86_400_000);
  return used_at === null || day(used_at) < day(now);
}
