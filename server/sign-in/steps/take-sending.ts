import { isRefusal } from "../../../contracts/refusals.ts";
import { newId } from "../../foundations/ids.ts";
import type { Challenged } from "./new-challenge.ts";
import type { Addressed } from "./reach.ts";
import type { Step } from "./step.ts";

/** Somebody who goes on with a challenge of hers: the same method again, or another. */
export interface GoingOn extends Addressed {
  challengeId: string;
  /** Whether the code is asked for once more; a change of method sends nothing twice. */
  isResend: boolean;
}

/** Asks for the same code once more, or elsewhere: at most once a minute to one place, and five times an hour. */
export const takeSending: Step<GoingOn, Challenged> = async ({ changes, clock, chance, settings }, given) => {
  const { codeMinutes, codeMostMinutes, regulation: rules } = settings;
  const taken = await changes.takeSending({
    challengeId: given.challengeId,
    browserHash: given.browserHash,
    method: given.method,
    destination: given.reached.to === null ? null : given.reached.masked,
    isResend: given.isResend,
    tryId: newId(chance, "t"),
    rules,
    life: { codeMinutes, codeMostMinutes },
    at: clock.now(),
  });
  return isRefusal(taken) ? taken : { ...given, ...taken };
};
