import { refuse } from "../../../contracts/refusals.ts";
import type { PscParts } from "../psc/way.ts";
import type { Identity } from "../psc/provider.ts";
import type { Step, StepParts } from "./step.ts";
import type { ReturnTaken } from "./take-return.ts";

/** A step of the journey through Pro Santé Connect, which is set up. */
export type PscStep<In extends object, Out extends object> = Step<In, Out, StepParts & { psc: PscParts }>;

export interface Redeemed extends ReturnTaken {
  identity: Identity;
}

/** Both factors at once: who the provider says it is, if all of what it says holds. */
export const redeemCode: PscStep<ReturnTaken, Redeemed> = async ({ psc, changes, clock }, given) => {
  // RFC 6749 §4.1.2.1.
  if (given.query.get("error") === "access_denied") return refuse("psc-cancelled");
  const { journey, prover, query } = given;
  // For a proof, nobody counts as asked who was not since the browser left.
  const within = prover ? [Math.ceil((clock.now() - journey.begunAt) / 1000)] : [];
  const identity = await psc.provider.redeem(query, journey, ...within);
  if (typeof identity !== "string") return { ...given, identity };
  const refused = { at: clock.now(), reason: identity, person: prover?.person ?? null };
  if (identity !== "psc-unavailable") await changes.refusePsc(refused);
  return refuse(identity);
};
