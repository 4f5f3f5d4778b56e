import { lifeOf } from "../rules/settings.ts";
import type { PscStep, Redeemed } from "./redeem-code.ts";

/** Writes down that the session's person was identified anew at Pro Santé Connect; `at` is when. */
export const provePscSession: PscStep<Redeemed, { at: number }> = async (parts, given) => {
  const { changes, clock, psc, policy, settings } = parts;
  const { identity, prover } = given;
  if (!prover) throw new Error("a proof without its session");
  const { subject, idToken, activities } = identity;
  const at = clock.now();
  const refused = await changes.provePscSession({
    issuer: psc.issuer,
    subject,
    sessionId: prover.sessionId,
    policy,
    life: lifeOf(settings),
    kept: psc.seal(prover.sessionId, { idToken, activities }),
    at,
  });
  return refused ?? { at };
};
