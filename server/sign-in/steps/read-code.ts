import { refuse } from "../../../contracts/refusals.ts";
import type { PasskeyAnswer } from "../../../contracts/passkeys.ts";
import type { PasskeyState } from "../passkeys/verify.ts";
import { readDigits } from "../one-time-code.ts";
import type { NewNotice } from "../store/notices.ts";
import type { Narrowing } from "../rules/policy.ts";
import type { ChallengeRow } from "../store/tables.ts";
import type { Visitor } from "../visitor.ts";
import type { Step } from "./step.ts";

/** What a browser answers to a challenge. */
export interface Answered {
  challenge: ChallengeRow;
  /** What the structure of its person takes away from the operator's policy. */
  narrowing: Narrowing | null;
  browserHash: Uint8Array;
  /** As typed. */
  code: string;
  /** What a passkey answered, where one was asked. */
  passkey: PasskeyAnswer | null;
  /** SHA-256 of the session cookie this browser still holds. */
  previousTokenHash: Uint8Array | null;
  visitor: Visitor;
}

export interface DigitsRead extends Answered {
  digits: string;
}

export interface Compared extends Answered {
  right: boolean;
  /** The application that showed these digits, and in which step; null when they were sent. */
  app: { id: string; step: number } | null;
  /** The passkey that signed, and how it is now; null when none did. */
  signed: { id: string; state: PasskeyState } | null;
  /** The spare code that was typed instead. */
  spare?: Spare | undefined;
}

/** A spare code by what finds it. */
export interface Spare {
  personId: string;
  kind: "recovery" | "rescue";
  prefix: string;
  /** Kept when it is used. */
  notice: NewNotice;
}

/** Second factor: the digits against what they should be. What wrong ones cost is counted where they are consumed. */
export type Compare = Step<DigitsRead, Compared>;

/** Six digits, however they are spaced; anything else costs no try. */
export const readCode: Step<Answered, DigitsRead> = async (_, given) => {
  const digits = readDigits(given.code);
  return digits === null ? refuse("code-malformed") : { ...given, digits };
};
