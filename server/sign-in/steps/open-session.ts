import { isRefusal } from "../../../contracts/refusals.ts";
import { newId } from "../../foundations/ids.ts";
import { hashToken, newToken } from "../tokens.ts";
import type { NewSession, OpenedSession } from "../store/sessions.ts";
import type { Compared } from "./read-code.ts";
import type { PscStep, Redeemed } from "./redeem-code.ts";
import type { Step, StepParts } from "./step.ts";

export interface Opened {
  token: string;
  opened: OpenedSession;
}

/** Consumes the code and opens the session, both or neither. */
export const openSession: Step<Compared, Opened> = async (parts, given) => {
  const { changes, clock, chance, settings } = parts;
  const at = clock.now();
  const { token, session } = newSession(parts, at, given.previousTokenHash);
  const answered = await changes.answerChallenge({
    challengeId: given.challenge.id,
    method: given.challenge.method,
    browserHash: given.browserHash,
    right: given.right,
    app: given.app,
    tryId: newId(chance, "t"),
    rules: settings.regulation,
    at,
    session,
  });
  return isRefusal(answered) ? answered : { token, opened: answered };
};

/** Opens the session of whoever Pro Santé Connect identified, if she has an access; it ends when the provider's does. */
export const openPscSession: PscStep<Redeemed, Opened> = async (parts, given) => {
  const { changes, clock, psc } = parts;
  const { subject, acr, lastsMs, idToken, activities } = given.identity;
  const at = clock.now();
  const { token, session } = newSession(parts, at, given.previousTokenHash, lastsMs);
  const answered = await changes.openPscSession({
    issuer: psc.issuer,
    subject,
    acr,
    session,
    kept: psc.seal(session.id, { idToken, activities }),
    at,
  });
  return isRefusal(answered) ? answered : { token, opened: answered };
};

/** There is no session but those made here, for the two steps above. */
function newSession(
  { chance, settings }: Pick<StepParts, "chance" | "settings">,
  at: number,
  previousTokenHash: Uint8Array | null,
  lastsMs = Infinity,
): { token: string; session: NewSession } {
  const token = newToken(chance);
  const endsAt = at + Math.min(settings.sessionHours * 3_600_000, lastsMs);
  const session = { id: newId(chance, "s"), tokenHash: hashToken(token), endsAt, previousTokenHash };
  return { token, session };
}
