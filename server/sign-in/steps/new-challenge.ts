import { refuse } from "../../../contracts/refusals.ts";
import { newId } from "../../foundations/ids.ts";
import { findExpiry } from "../rules/challenge-life.ts";
import type { ChallengeRow, SendingRow } from "../store/tables.ts";
import type { Begun } from "./known.ts";
import type { Addressed } from "./reach.ts";
import type { Step } from "./step.ts";

/** A challenge, and what has to be sent for it. */
export interface Challenged extends Addressed {
  challenge: ChallengeRow;
  /** How its code went out so far, by method. */
  sendings: readonly SendingRow[];
  /** Whether the code is to be sent now, by the challenge's method. */
  isDue: boolean;
}

/**
 * Makes a challenge bound to the browser, unless too many codes were sent: then from when. It is kept only once its code
 * is on its way; earlier ones that still live stay good, for their mail may only be slow.
 */
export const newChallenge: Step<Addressed & Begun, Challenged & Begun> = async (
  { changes, clock, chance, settings },
  given,
) => {
  const at = clock.now();
  if (given.codesAt !== null) {
    await changes.refuseCodes({ tryId: given.tryId, person: given.person, at });
    return refuse("too-many-passwords", { retryAt: given.codesAt });
  }
  const challenge: ChallengeRow = {
    id: newId(chance, "c"),
    method: given.method,
    login_key: given.loginKey,
    person_id: given.person.id,
    structure_id: given.person.structureId,
    browser_hash: given.browserHash,
    session_id: given.sessionId,
    begun_at: at,
    expires_at: findExpiry(at, at, settings),
    tries_left: settings.codeTries,
    used_at: null,
    browser_id: given.browserId,
    trusts: given.trusts ? 1 : 0,
  };
  const { to, masked } = given.reached;
  const sending: SendingRow = {
    challenge_id: challenge.id,
    method: given.method,
    destination: masked,
    asked_at: at,
    state: "sending",
    at,
  };
  return { ...given, challenge, sendings: to === null ? [] : [sending], isDue: to !== null };
};
