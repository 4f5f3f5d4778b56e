import { refuse } from "../../../contracts/refusals.ts";
import { readDigits } from "../one-time-code.ts";
import type { Method } from "../../../contracts/sign-in.ts";
import type { Step } from "./step.ts";

/** What a browser answers to a challenge. */
export interface Answered {
  challengeId: string;
  method: Method;
  browserHash: Uint8Array;
  /** As typed. */
  code: string;
  /** SHA-256 of the session cookie this browser still holds. */
  previousTokenHash: Uint8Array | null;
}

export interface DigitsRead extends Answered {
  digits: string;
}

/** Six digits, however they are spaced; anything else costs no try. */
export const readCode: Step<Answered, DigitsRead> = async (_, given) => {
  const digits = readDigits(given.code);
  return digits === null ? refuse("code-malformed") : { ...given, digits };
};
