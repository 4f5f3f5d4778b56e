import { refuse } from "../../../contracts/refusals.ts";
import { methodsAt } from "../rules/methods.ts";
import type { Answered } from "./read-code.ts";
import type { Step } from "./step.ts";

/** What the operator does not accept opens nothing, although the person has it, and whatever her page shows. */
export const checkMethod: Step<Answered, Answered> = async ({ settings, clock }, given) =>
  methodsAt(settings, clock.now()).includes(given.challenge.method) ? given : refuse("method-forbidden");
