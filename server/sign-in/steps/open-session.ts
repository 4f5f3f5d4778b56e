import { isRefusal } from "../../../contracts/refusals.ts";
import { newId } from "../../foundations/ids.ts";
import { hashToken, newToken } from "../tokens.ts";
import type { OpenedSession } from "../store/sessions.ts";
import type { Compared } from "./read-code.ts";
import type { Step } from "./step.ts";

export interface Opened {
  token: string;
  opened: OpenedSession;
}

/** Consumes the code and opens the session, both or neither: there is no other way to a session. */
export const openSession: Step<Compared, Opened> = async ({ changes, clock, chance, settings }, given) => {
  const at = clock.now();
  const token = newToken(chance);
  const answered = await changes.answerChallenge({
    challengeId: given.challenge.id,
    method: given.challenge.method,
    browserHash: given.browserHash,
    right: given.right,
    app: given.app,
    tryId: newId(chance, "t"),
    rules: settings.regulation,
    at,
    session: {
      id: newId(chance, "s"),
      tokenHash: hashToken(token),
      endsAt: at + settings.sessionHours * 3_600_000,
      previousTokenHash: given.previousTokenHash,
    },
  });
  return isRefusal(answered) ? answered : { token, opened: answered };
};
