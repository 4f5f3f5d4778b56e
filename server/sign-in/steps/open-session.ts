import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import { newId } from "../../foundations/ids.ts";
import { findTrustMs } from "../rules/trust.ts";
import type { Entrant } from "../store/meet-browser.ts";
import type { NewSession, OpenedSession, PlaceNotices } from "../store/sessions.ts";
import { hashToken, newToken } from "../tokens.ts";
import type { Visitor } from "../visitor.ts";
import { attemptFrom } from "./attempt-from.ts";
import type { PasskeyRead } from "./read-passkey.ts";
import type { Begun } from "./known.ts";
import type { Compared } from "./read-code.ts";
import type { PscStep, Redeemed } from "./redeem-code.ts";
import type { Step, StepParts } from "./step.ts";
import { tellWrongCodes } from "./wrong-codes.ts";

export interface Opened {
  token: string;
  opened: OpenedSession;
  /** Secret of the long-lived cookie that the browser is to be given; null when it keeps its own. */
  fresh: string | null;
}

/** What a session opens in. */
export interface Entering {
  /** SHA-256 of the session cookie this browser still holds. */
  previousTokenHash: Uint8Array | null;
  visitor: Visitor;
}

/** Consumes the code and opens the session, both or neither. */
export const openSession: Step<Compared, Opened> = async (parts, given) => {
  const { changes, clock, chance, settings } = parts;
  const at = clock.now();
  const { challenge, visitor } = given;
  const { session, ...secrets } = newSession(parts, at, given);
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
    notice: draftPlaces(parts, at, visitor),
  });
  if (isRefusal(answered)) await tellWrongCodes(parts, challenge, answered);
  else if (given.spare) parts.notices.wake();
  return letIn(parts, answered, secrets);
};

/**
 * Opens the session on the password alone, in a browser trusted since both factors were given there; null when that
 * holds no more.
 */
export const openTrustedSession: Step<Begun & Entering, Opened | { opened: null }> = async (parts, given) => {
  const { tryId, loginKey, person, method, means, visitor } = given;
  if (tryId === null) throw new Error("a sign-in without its try");
  const at = parts.clock.now();
  const { session, ...secrets } = newSession(parts, at, given);
  const ways = parts.waysOf(method, means).filter(({ state }) => state === "ready");
  const opened = await parts.changes.openTrusted({
    tryId,
    loginKey,
    person,
    ready: ways.map((way) => way.method),
    session,
    from: attemptFrom(parts, session.id, visitor),
    notice: draftPlaces(parts, at, visitor),
    at,
  });
  return opened === "over" ? { opened: null } : letIn(parts, opened, secrets);
};

/** Uses the passkey and opens the session of its person, both or neither; without one, counts why not. */
export const openPasskeySession: Step<PasskeyRead, Opened> = async (parts, given) => {
  const { changes, clock, chance, settings } = parts;
  const { challenge, found, state } = given;
  const at = clock.now();
  if (!found) return changes.refusePasskey({ challenge, at });
  const { session, ...secrets } = newSession(parts, at, given);
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
    notice: draftPlaces(parts, at, given.visitor),
  });
  return letIn(parts, answered, secrets);
};

/** Opens the session of whoever Pro Santé Connect identified, if she has an access; it ends when the provider's does. */
export const openPscSession: PscStep<Redeemed, Opened> = async (parts, given) => {
  const { changes, clock, psc, policy } = parts;
  const { subject, acr, lastsMs, idToken, activities } = given.identity;
  const at = clock.now();
  const { session, ...secrets } = newSession(parts, at, given, lastsMs);
  const answered = await changes.openPscSession({
    issuer: psc.issuer,
    subject,
    policy,
    acr,
    session,
    kept: psc.seal(session.id, { idToken, activities }),
    from: attemptFrom(parts, session.id, given.visitor),
    notice: draftPlaces(parts, at, given.visitor),
    at,
  });
  return letIn(parts, answered, secrets);
};

/** Notices of a sign-in, one of which is kept where it comes from a new browser or network. */
function draftPlaces({ notices, visitors }: StepParts, at: number, visitor: Visitor): PlaceNotices {
  const network = visitors.networkOf(visitor);
  const draft = (...isNew: ("browser" | "network")[]) =>
    notices.draft({ kind: "new-place", at, from: visitor.browser, network, isNew });
  return { browser: draft("browser"), network: draft("network"), both: draft("browser", "network") };
}

interface Secrets {
  token: string;
  fresh: string;
}

function letIn(
  { notices }: StepParts,
  answered: OpenedSession | Refusal,
  { token, fresh }: Secrets,
): Opened | Refusal {
  if (isRefusal(answered)) return answered;
  if (answered.isNewPlace) notices.wake();
  return { token, opened: answered, fresh: answered.met?.isFresh ? fresh : null };
}

/** Somebody whose first access ends: her mailbox proved in this browser, her password just chosen. */
export interface FirstAccess {
  secretHash: Uint8Array;
  browserHash: Uint8Array;
  loginKey: string;
  hash: string;
  conditions: string;
  /** Where her card is known, if she has one. */
  pscIssuer: string;
  previousTokenHash: Uint8Array | null;
  visitor: Visitor;
}

/** Ends a first access and opens its session, both or neither. */
export const openFirstSession: Step<FirstAccess, Opened & { ended: string[] }> = async (parts, given) => {
  const { visitor, ...access } = given;
  const at = parts.clock.now();
  const { session, ...secrets } = newSession(parts, at, given);
  const from = attemptFrom(parts, session.id, visitor);
  const notice = draftPlaces(parts, at, visitor);
  const answered = await parts.changes.activate({ ...access, session, from, notice, at });
  if (isRefusal(answered)) return answered;
  const opened = letIn(parts, answered.opened, secrets);
  return isRefusal(opened) ? opened : { ...opened, ended: answered.ended };
};

/** There is no session but those made here, for the steps above. */
function newSession(
  parts: Pick<StepParts, "chance" | "settings" | "visitors">,
  at: number,
  { previousTokenHash, visitor }: Entering,
  lastsMs = Infinity,
): Secrets & { session: NewSession } {
  const { chance, settings } = parts;
  const [token, fresh] = [newToken(chance), newToken(chance)];
  const endsAt = at + Math.min(settings.sessionHours * 3_600_000, lastsMs);
  const [tokenHash, entrant] = [hashToken(token), entrantOf(parts, visitor, fresh)];
  return { token, fresh, session: { id: newId(chance, "s"), tokenHash, endsAt, previousTokenHash, entrant } };
}

function entrantOf(
  { chance, settings, visitors }: Pick<StepParts, "chance" | "settings" | "visitors">,
  visitor: Visitor,
  fresh: string,
): Entrant | null {
  const { cookie, browser } = visitor;
  if (cookie === undefined) return null;
  const isShared = visitors.isShared(visitor);
  return {
    address: visitor.address,
    browserHash: cookie === null ? null : hashToken(cookie),
    freshHash: hashToken(fresh),
    rowId: newId(chance, "b"),
    kind: browser,
    network: visitors.nameOf(visitor),
    isShared,
    trustMs: findTrustMs(settings.trustMinutes, isShared),
    sharedIdleMs: settings.sharedIdleMinutes * 60_000,
  };
}
