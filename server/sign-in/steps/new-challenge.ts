import { refuse } from "../../../contracts/refusals.ts";
import { newId } from "../../foundations/ids.ts";
import { marks } from "../rules/marks.ts";
import type { ChallengeRow } from "../store/tables.ts";
import type { Step } from "./step.ts";
import type { Addressed } from "./to-ordinary-mailbox.ts";

export interface Challenged extends Addressed {
  challenge: ChallengeRow;
}

/**
 * Makes a challenge bound to the browser, unless too many codes were sent: then from when. It is kept only once its code
 * is on its way; earlier ones that still live stay good, for their mail may only be slow.
 */
export const newChallenge: Step<Addressed, Challenged> = async (
  { changes, clock, chance, settings },
  given,
) => {
  const at = clock.now();
  if (given.codesAt !== null) {
    await changes.refuseCodes({ tryId: given.tryId, person: given.person, at });
    return refuse("too-many-passwords", { retryAt: given.codesAt });
  }
  const challenge: ChallengeRow = {
    id: newId(chance, marks[given.method]),
    method: given.method,
    login_key: given.loginKey,
    person_id: given.person.id,
    structure_id: given.person.structureId,
    browser_hash: given.browserHash,
    destination: given.masked,
    expires_at: at + settings.codeMinutes * 60_000,
    tries_left: settings.codeTries,
    used_at: null,
    sending_state: "sending",
    sending_at: at,
  };
  return { ...given, challenge };
};
