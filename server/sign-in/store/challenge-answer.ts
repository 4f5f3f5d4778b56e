import type { Method } from "../../../contracts/sign-in.ts";
import type { PasskeyState } from "../passkeys/verify.ts";
import type { Regulation } from "../rules/regulation.ts";
import type { Spare } from "../steps/read-code.ts";

/** One answer to a challenge, already compared: what is left is to consume it, once. */
export interface ChallengeAnswer {
  challengeId: string;
  /** The journey that it was compared on. */
  method: Method;
  browserHash: Uint8Array;
  right: boolean;
  /** The application that showed it, and in which step; null for a code that was sent. */
  app: { id: string; step: number } | null;
  /** The passkey that signed, and how it is now; null for a code. */
  passkey: { id: string; state: PasskeyState } | null;
  /** The spare code that was typed in the place of the challenge's own. */
  spare?: Spare | undefined;
  /** For the row of a wrong code. */
  tryId: string;
  rules: Regulation;
  at: number;
}
