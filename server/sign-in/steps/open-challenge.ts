import { refuse } from "../../../contracts/refusals.ts";
import { newId } from "../../foundations/ids.ts";
import type { ChallengeRow } from "../store/tables.ts";
import type { Step } from "./step.ts";
import type { Addressed } from "./to-ordinary-mailbox.ts";

export interface Challenged extends Addressed {
  challenge: ChallengeRow;
}

/** Begins a challenge bound to the browser. Earlier ones that still live stay good: their mail may only be slow. */
export const openChallenge: Step<Addressed, Challenged> = async (
  { changes, clock, chance, settings },
  given,
) => {
  const at = clock.now();
  const challenge: ChallengeRow = {
    id: newId(chance, "c"),
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
  const refused = await changes.openChallenge({
    tryId: given.tryId,
    challenge,
    at,
    rules: settings.regulation,
  });
  return refused ? refuse("too-many-passwords", { retryAt: refused.retryAt }) : { ...given, challenge };
};
