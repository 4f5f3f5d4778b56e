import type { PasskeyAnswer } from "../../../contracts/passkeys.ts";
import { refuse } from "../../../contracts/refusals.ts";
import { challengeOf } from "../passkeys/verify.ts";
import { hashToken } from "../tokens.ts";
import type { Visitor } from "../visitor.ts";
import type { Step } from "./step.ts";

/** A whole sign-in by passkey. */
export interface PasskeyGiven {
  answer: PasskeyAnswer;
  /** The secret of the browser's door cookie. */
  browser: string;
  /** SHA-256 of the session cookie this browser still holds. */
  previousTokenHash: Uint8Array | null;
  visitor: Visitor;
}

export interface PasskeyTaken extends PasskeyGiven {
  /** What was signed, as the store uses it up. */
  challenge: { text: string; hash: Uint8Array; endsAt: number };
}

/** This browser was asked so, less than 10 minutes ago; that it has not answered yet is seen where it is used up. */
export const takePasskey: Step<PasskeyGiven, PasskeyTaken> = async ({ passkeys, clock, settings }, given) => {
  if (!settings.methods.includes("passkey")) return refuse("not-found");
  const text = challengeOf(given.answer);
  const endsAt = passkeys.challenges.read(text, { browser: given.browser }, clock.now());
  if (endsAt === null) return refuse("passkey-expired");
  return { ...given, challenge: { text, hash: hashToken(text), endsAt } };
};
