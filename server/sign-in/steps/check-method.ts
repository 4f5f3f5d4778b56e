import { refuse } from "../../../contracts/refusals.ts";
import { narrow } from "../rules/policy.ts";
import { findWay } from "../rules/ways.ts";
import type { Answered } from "./read-code.ts";
import type { Step } from "./step.ts";

/** What the operator or the structure does not accept opens nothing, although the person has it, and whatever her page shows. */
export const checkMethod: Step<Answered, Answered> = async ({ policy, clock }, given) => {
  const way = findWay(given.challenge.method, true, narrow(policy, given.narrowing), clock.now());
  return way === "forbidden" ? refuse("method-forbidden") : given;
};
