import { refuse } from "../../../contracts/refusals.ts";
import type { Journey } from "../psc/state.ts";
import { hashToken } from "../tokens.ts";
import type { Visitor } from "../visitor.ts";
import type { PscStep } from "./redeem-code.ts";

/** A browser back from the provider. */
export interface Returned {
  query: URLSearchParams;
  /** The secret of the cookie that it left with. */
  browser: string;
  /** SHA-256 of the session cookie this browser still holds. */
  previousTokenHash: Uint8Array | null;
  visitor: Visitor;
}

export interface ReturnTaken extends Returned {
  journey: Journey;
}

/** This browser began it, less than 10 minutes ago, and has not come back yet (RFC 6749 §10.12). */
export const takeReturn: PscStep<Returned, ReturnTaken> = async ({ psc, changes, clock }, given) => {
  const state = given.query.get("state") ?? "";
  const journey = psc.states.read(state, given.browser, clock.now());
  if (!journey) return refuse("psc-expired");
  const isFirst = await changes.spendPscState({ stateHash: hashToken(state), endsAt: journey.endsAt });
  return isFirst ? { ...given, journey } : refuse("psc-expired");
};
