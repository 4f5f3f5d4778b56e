import { refuse } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import type { JourneyRead } from "../psc/state.ts";
import { hashToken } from "../tokens.ts";
import type { Visitor } from "../visitor.ts";
import type { PscStep } from "./redeem-code.ts";

/** Somebody signed in, and the id of her session. */
export interface Prover {
  sessionId: string;
  person: Person;
}

/** A browser back from the provider. */
export interface Returned {
  query: URLSearchParams;
  /** The secret of the cookie that it left with. */
  browser: string;
  /** Whose session asks for a second factor anew; null for a sign-in. */
  prover: Prover | null;
  /** SHA-256 of the session cookie this browser still holds. */
  previousTokenHash: Uint8Array | null;
  visitor: Visitor;
}

export interface ReturnTaken extends Returned {
  journey: JourneyRead;
}

/** This browser began it, for this, less than 10 minutes ago, and has not come back yet (RFC 6749 §10.12). */
export const takeReturn: PscStep<Returned, ReturnTaken> = async ({ psc, changes, clock }, given) => {
  const state = given.query.get("state") ?? "";
  const leaver = { browser: given.browser, session: given.prover?.sessionId ?? null };
  const journey = psc.states.read(state, leaver, clock.now());
  if (!journey) return refuse("psc-expired");
  const isFirst = await changes.spendPscState({ stateHash: hashToken(state), endsAt: journey.endsAt });
  return isFirst ? { ...given, journey } : refuse("psc-expired");
};
