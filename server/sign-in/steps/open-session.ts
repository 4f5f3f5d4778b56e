import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import { newId } from "../../foundations/ids.ts";
import type { NewNotice } from "../store/notices.ts";
import type { NewSession, OpenedSession } from "../store/sessions.ts";
import { hashToken, newToken } from "../tokens.ts";
import type { Visitor } from "../visitor.ts";
import { attemptFrom } from "./attempt-from.ts";
import type { PasskeyRead } from "./read-passkey.ts";
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
  const { challenge, visitor } = given;
  const { token, session } = newSession(parts, at, given);
  const answered = await changes.answerChallenge({
    challengeId: challenge.id,
    method: challenge.method,
    browserHash: given.browserHash,
    right: given.right,
    app: given.app,
    passkey: given.signed,
    spare: given.spare,
    tryId: newId(chance, "t"),
    rules: settings.regulation,
    at,
    session,
    from: attemptFrom(parts, challenge.id, visitor),
    notice: draftPlace(parts, at, visitor),
  });
  return letIn(parts, answered, token);
};

/** Uses the passkey and opens the session of its person, both or neither; without one, counts why not. */
export const openPasskeySession: Step<PasskeyRead, Opened> = async (parts, given) => {
  const { changes, clock, chance, settings } = parts;
  const { challenge, found, state } = given;
  const at = clock.now();
  if (!found) return changes.refusePasskey({ challenge, at });
  const { token, session } = newSession(parts, at, given);
  const { passkey, person } = found;
  const answered = await changes.openPasskeySession({
    challenge,
    passkey: { id: passkey.id, personId: person.id },
    state,
    loginKey: parts.loginKey(person.login),
    tryId: newId(chance, "t"),
    rules: settings.regulation,
    at,
    session,
    from: attemptFrom(parts, session.id, given.visitor),
    notice: draftPlace(parts, at, given.visitor),
  });
  return letIn(parts, answered, token);
};

/** Opens the session of whoever Pro Santé Connect identified, if she has an access; it ends when the provider's does. */
export const openPscSession: PscStep<Redeemed, Opened> = async (parts, given) => {
  const { changes, clock, psc } = parts;
  const { subject, acr, lastsMs, idToken, activities } = given.identity;
  const at = clock.now();
  const { token, session } = newSession(parts, at, given, lastsMs);
  const answered = await changes.openPscSession({
    issuer: psc.issuer,
    subject,
    acr,
    session,
    kept: psc.seal(session.id, { idToken, activities }),
    from: attemptFrom(parts, session.id, given.visitor),
    notice: draftPlace(parts, at, given.visitor),
    at,
  });
  return letIn(parts, answered, token);
};

/** A notice of a sign-in, kept only where it comes from a new network. */
function draftPlace({ notices, visitors }: StepParts, at: number, visitor: Visitor): NewNotice {
  const network = visitors.networkOf(visitor);
  return notices.draft({ kind: "new-place", at, from: visitor.browser, network, isNew: ["network"] });
}

function letIn({ notices }: StepParts, answered: OpenedSession | Refusal, token: string): Opened | Refusal {
  if (isRefusal(answered)) return answered;
  if (answered.isNewPlace) notices.wake();
  return { token, opened: answered };
}

/** Somebody whose first access ends: her mailbox proved in this browser, her password just chosen. */
export interface FirstAccess {
  secretHash: Uint8Array;
  browserHash: Uint8Array;
  loginKey: string;
  hash: string;
  conditions: string;
  previousTokenHash: Uint8Array | null;
  visitor: Visitor;
}

/** Ends a first access and opens its session, both or neither. */
export const openFirstSession: Step<FirstAccess, Opened & { ended: string[] }> = async (parts, given) => {
  const { visitor, ...access } = given;
  const at = parts.clock.now();
  const { token, session } = newSession(parts, at, given);
  const from = attemptFrom(parts, session.id, visitor);
  const notice = draftPlace(parts, at, visitor);
  const answered = await parts.changes.activate({ ...access, session, from, notice, at });
  if (isRefusal(answered)) return answered;
  const opened = letIn(parts, answered.opened, token);
  return isRefusal(opened) ? opened : { ...opened, ended: answered.ended };
};

/** There is no session but those made here, for the three steps above. */
function newSession(
  { chance, settings }: Pick<StepParts, "chance" | "settings">,
  at: number,
  { previousTokenHash }: { previousTokenHash: Uint8Array | null },
  lastsMs = Infinity,
): { token: string; session: NewSession } {
  const token = newToken(chance);
  const endsAt = at + Math.min(settings.sessionHours * 3_600_000, lastsMs);
  const session = { id: newId(chance, "s"), tokenHash: hashToken(token), endsAt, previousTokenHash };
  return { token, session };
}
