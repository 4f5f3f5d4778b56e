import { isRefusal } from "../../../contracts/refusals.ts";
import { newId } from "../../foundations/ids.ts";
import { hashToken, newToken } from "../tokens.ts";
import type { Compared } from "./compare-code.ts";
import type { Step } from "./step.ts";

export interface Opened {
  sessionId: string;
  token: string;
  /** Id of the session that this one replaces in the same browser. */
  replaced: string | null;
}

/** Consumes the code and opens the session, both or neither: there is no other way to a session. */
export const openSession: Step<Compared, Opened> = async ({ changes, clock, chance, settings }, given) => {
  const at = clock.now();
  const sessionId = newId(chance, "s");
  const token = newToken(chance);
  const answered = await changes.answerChallenge({
    challengeId: given.challenge.id,
    browserHash: given.browserHash,
    right: given.right,
    tryId: newId(chance, "t"),
    at,
    session: {
      id: sessionId,
      tokenHash: hashToken(token),
      endsAt: at + settings.sessionMinutes * 60_000,
      previousTokenHash: given.previousTokenHash,
    },
  });
  return isRefusal(answered) ? answered : { sessionId, token, replaced: answered.replaced };
};
