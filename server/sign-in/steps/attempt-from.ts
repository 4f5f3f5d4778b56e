import type { AttemptFrom } from "../store/attempts.ts";
import type { Visitor } from "../visitor.ts";
import type { StepParts } from "./step.ts";

/** From where an attempt comes, as its row keeps it. */
export function attemptFrom(
  { visitors }: Pick<StepParts, "visitors">,
  id: string,
  visitor: Visitor,
): AttemptFrom {
  return { id, visitor: visitors.seal(id, visitor), network_key: visitors.keyOf(visitor) };
}
