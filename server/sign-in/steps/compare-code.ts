import type { DigitsRead } from "./read-code.ts";
import type { Step } from "./step.ts";

export interface Compared extends DigitsRead {
  right: boolean;
}

/** Second factor: the digits against the challenge's own. What a wrong one costs is counted where it is consumed. */
export const compareCode: Step<DigitsRead, Compared> = async ({ codes }, given) => {
  return { ...given, right: codes.isRight(given.challengeId, given.digits) };
};
