import { createHmac, createSecretKey } from "node:crypto";
import { refuse, type Refusal, isRefusal } from "../../contracts/refusals.ts";
import type { PasskeyAnswer, PasskeyQuestion } from "../../contracts/passkeys.ts";
import type { Begin, CodeAnswer, CodeStep, Method, Way } from "../../contracts/sign-in.ts";
import type { Person } from "../directory/door.ts";
import { remoteChanges, remoteReads } from "../foundations/database/operation.ts";
import { type Browsers, openBrowsers } from "./browsers.ts";
import { asSession, type Enter, type LetIn, openEntering, type Session } from "./entering.ts";
import { openNotices } from "./notices.ts";
import { createOneTimeCodes } from "./one-time-code.ts";
import type { SignInParts } from "./parts.ts";
import { createPasskeys } from "./passkeys/way.ts";
import { createPasswords } from "./passwords.ts";
import { type AppPasswords, openAppPasswords } from "./app-passwords.ts";
import { type AccessSide, openAccessSide } from "./first-access/side.ts";
import { type ForgottenWay, openForgottenWay } from "./forgotten/way.ts";
import { findChallengeEnd } from "./rules/challenge-life.ts";
import { createSpareCodes, readSpare } from "./spare-codes.ts";
import { mayEnter } from "./rules/may-enter.ts";
import { findState, isTouchDue } from "./rules/session-life.ts";
import { journeys, passkeyAlone, spareCode } from "./rules/journeys.ts";
import { secondFactorsAt } from "./rules/methods.ts";
import { narrow, operatorPolicy } from "./rules/policy.ts";
import { openPolicies, type Policies } from "./policies.ts";
import { openSecurity, type Security, type SecurityParts } from "./security.ts";
import { lifeOf } from "./rules/settings.ts";
import { type LockWay, openLock } from "./lock.ts";
import { isSubject } from "./psc/identity.ts";
import { openPsc, type PscKept } from "./psc/way.ts";
import { asCodeStep } from "./steps/code-step.ts";
import type { Means } from "./steps/known.ts";
import { reachKnown } from "./steps/reach.ts";
import type { SignInChanges, SignInReads } from "./store.ts";
import type { WholeChallenge } from "./store/challenge-reads.ts";
import { hashToken } from "./tokens.ts";
import { createVisitors, unknownVisitor, type Visitor } from "./visitor.ts";

export { type SignInSettings, signInDefaults } from "./rules/settings.ts";
export { canHavePasskeys } from "./passkeys/relying-party.ts";
export { type PscSettings, returnPaths } from "./psc/settings.ts";
export type { EndReason } from "./store/tables.ts";
export type { Browsers, Marked } from "./browsers.ts";
export type { LetIn, Session } from "./entering.ts";
export type { Visitor } from "./visitor.ts";
export type { AppPasswords } from "./app-passwords.ts";
export type { SignInStore } from "./store.ts";
export type { NewNotice } from "./store/notices.ts";
export type { Policies } from "./policies.ts";
export type { MethodAssurance, MethodName } from "./rules/methods.ts";
export type { Narrowing, OwnNetwork, Policy } from "./rules/policy.ts";
export type { PolicyVersion } from "./store/policies.ts";
export type { PolicyEffects, PolicyWish } from "./store/policy-saves.ts";
export type { SignInState } from "./store/access-states.ts";
export type { ReferentMatter, ReminderNews } from "../notifications/door.ts";
export type { SilenceDue } from "./store/silences.ts";

/** Who is it: the door of the sign-in. `browser` is the secret of the browser's door cookie, `visitor` from where it asks. */
export interface SignInDoor extends AccessSide {
  /** Identifier and password; sends the code. */
  begin(begin: Begin, browser: string, visitor?: Visitor): Promise<CodeStep | Refusal>;
  /** The same in a browser that the person trusts, where that is enough; null where it is not, and `begin` is to follow. */
  enter: Enter;
  /** What became of the sending of a challenge's code. */
  sending(challenge: string, browser: string): Promise<CodeStep | Refusal>;
  /** Sends the same code once more. */
  resend(challenge: string, browser: string): Promise<CodeStep | Refusal>;
  /** Goes on with another method; what was sent before stays good. */
  change(challenge: string, method: Method, browser: string): Promise<CodeStep | Refusal>;
  /**
   * The one-time code, or what a passkey signed: with the two below, the only way to a session. `previousToken` is the
   * session this browser still holds; it ends.
   */
  code(
    answer: CodeAnswer,
    browser: string,
    previousToken: string | null,
    visitor?: Visitor,
  ): Promise<LetIn | Refusal>;
  /** What a whole sign-in by passkey has to sign. */
  askPasskey(browser: string): PasskeyQuestion | Refusal;
  /** Its answer: both factors at once. */
  answerPasskey(
    answer: PasskeyAnswer,
    browser: string,
    previousToken: string | null,
    visitor?: Visitor,
  ): Promise<LetIn | Refusal>;
  /** The open session under a token; null when over, or not `of` whom the page says. `renew`: its person did something. */
  session(token: string, options: { renew: boolean; of?: string }): Promise<Session | "locked" | null>;
  /** Ends a session. `next`: where the browser has to go for Pro Santé Connect to end its own. */
  signOut(token: string): Promise<{ next: string | null }>;
  /**
   * The way to Pro Santé Connect; `token` is the session this browser still holds, or last held. `again`: as somebody
   * else than the provider still knows there.
   */
  beginPsc(
    browser: string,
    token: string | null,
    how: { again: boolean },
  ): Promise<{ location: string } | Refusal>;
  /** The browser is back from there: opens the session, or says why not. `browser` is the cookie it left with. */
  answerPsc(
    query: URLSearchParams,
    browser: string,
    previousToken: string | null,
    visitor?: Visitor,
  ): Promise<LetIn | Refusal>;
  /** The activities that Pro Santé Connect told of the person of this session; none when it neither opened nor proved it. */
  activities(token: string): Promise<PscKept["activities"]>;
  /** Whoever forgot her password: asks for a link, then uses it. Neither opens a session. */
  askLink: ForgottenWay["askLink"];
  useLink: ForgottenWay["useLink"];
  /** For `provision` and référents: who a person is at Pro Santé Connect; null: nobody any more. */
  setPscSubject(
    person: Person,
    subject: string | null,
    actor: string,
  ): Promise<"set" | "unchanged" | "taken" | "malformed">;
  /** For `provision` and référents. Former sessions of the person end when the password changes. */
  setPassword(
    person: Person,
    password: string,
    actor: string,
  ): Promise<"set" | "unchanged" | "too-short" | "busy">;
  /** How a person signs in, and changes it. */
  security: Security;
  /** The browsers that people use: known, trusted, shared. */
  browsers: Browsers;
  /** What sign-ins go by; each structure may narrow it. */
  policies: Policies;
  /** What her programs show instead of signing in. */
  appPasswords: AppPasswords;
  /** A session that falls silent, is locked, and opens again with one factor. */
  lock: LockWay<{ session: Session; token: string }>;
  /** Calls `listener` with the id of each session, or password of a program, that ends or is locked; returns how to stop. */
  onEnded(listener: (sessionId: string) => void): () => void;
  /** Writes down the sessions that fell silent or lapsed, forgets what is old; runs by itself every half-minute until `close`. */
  sweep(): Promise<void>;
  close(): void;
}

export function openSignIn({
  store,
  sealing,
  pscIssuer,
  psc: pscSettings,
  ...given
}: SignInParts): SignInDoor {
  const { clock, log, settings } = given;
  const changes = remoteChanges<SignInChanges>(store, "sign-in");
  const reads = remoteReads<SignInReads>(store, "sign-in");
  const loginSecret = createSecretKey(sealing.derive("sign-in login"));
  const passwords = createPasswords(settings);
  const life = lifeOf(settings);
  const policy = operatorPolicy(settings, pscSettings !== null);
  const listeners = new Set<(sessionId: string) => void>();
  const tellEnded = (ids: readonly string[]) => {
    for (const id of ids) for (const listener of listeners) listener(id);
  };
  const notices = openNotices({ ...given, sealing, changes, reads });
  const parts: Omit<SecurityParts, "psc"> = {
    ...given,
    sealing,
    changes,
    reads,
    policy,
    visitors: createVisitors(sealing, settings.networks),
    notices,
    tellEnded,
    passwords,
    passkeys: createPasskeys(settings, sealing.derive("passkey challenge"), given.chance),
    codes: createOneTimeCodes(sealing.derive("one-time code")),
    spareCodes: createSpareCodes(sealing.derive("spare code"), given.chance, passwords),
    waysOf,
    loginKey: (login) => createHmac("sha256", loginSecret).update(login).digest("base64url"),
  };
  const { letIn, enter, ask } = openEntering(parts);
  const psc = pscSettings && openPsc(pscSettings, parts, { ...given, sealing, life });

  const lock = openLock({ ...parts, open: (opened) => letIn(opened, unknownVisitor) });
  const key = sealing.derive("password link");
  const appPasswords = openAppPasswords({ ...parts, key: sealing.derive("app password"), tellEnded });
  const forgotten = openForgottenWay({ ...parts, notifications: given.notifications, key });

  /** What the person has of the method asked for, then of each other that is accepted. */
  function waysOf(asked: Method, means: Means): Way[] {
    const own = narrow(policy, means.narrowing);
    const methods = new Set([asked, ...secondFactorsAt(own, clock.now())]);
    return [...methods].map((method) => {
      const { state } = reachKnown({ ...given, policy }, journeys[method].reach, { method, means });
      return { method, state };
    });
  }

  async function findLiving(id: string, browser: string): Promise<WholeChallenge | Refusal> {
    const found = await reads.wholeChallenge({ id, browserHash: hashToken(browser) });
    const end = found && findChallengeEnd(found.challenge, clock.now());
    return found && !end ? found : refuse(end ?? "unknown-challenge");
  }

  /** `asked`: the method to change to, or null to send the code once more. */
  async function goOn(id: string, asked: Method | null, browser: string): Promise<CodeStep | Refusal> {
    const found = await findLiving(id, browser);
    if (isRefusal(found)) return found;
    const { challenge, person, means } = found;
    const method = asked ?? challenge.method;
    return journeys[method].goOn(parts, {
      method,
      browserHash: hashToken(browser),
      loginKey: challenge.login_key,
      person,
      means,
      challengeId: id,
      isResend: asked === null,
    });
  }

  async function sweep(): Promise<void> {
    const at = clock.now();
    if (await reads.isSweepDue({ at, ...life })) tellEnded(await changes.sweep({ at, ...life }));
    await notices.deliver();
  }

  const sweeping = setInterval(() => {
    sweep().catch((error: unknown) => log.defect("sign-in.sweep", error));
  }, settings.sweepEveryMs).unref();

  return {
    begin: (begin, browser, visitor = unknownVisitor) =>
      journeys[begin.method].begin(parts, ask(begin, browser, visitor, null)),

    enter,

    async sending(id, browser) {
      const found = await findLiving(id, browser);
      return isRefusal(found) ? found : asCodeStep(parts, found);
    },

    resend: (id, browser) => goOn(id, null, browser),
    change: goOn,

    async code({ challenge: id, code, passkey = null }, browser, previousToken, visitor = unknownVisitor) {
      const browserHash = hashToken(browser);
      const found = await reads.challenge({ id, browserHash });
      if (!found) return refuse("unknown-challenge");
      const answer = readSpare(code) ? spareCode : journeys[found.challenge.method].answer;
      const answered = await answer(parts, {
        ...found,
        browserHash,
        code,
        passkey,
        previousTokenHash: previousToken === null ? null : hashToken(previousToken),
        visitor,
      });
      return isRefusal(answered) ? answered : letIn(answered, visitor);
    },

    askPasskey(browser) {
      if (!settings.methods.includes("passkey")) return refuse("not-found");
      const { passkeys: own } = parts;
      return own.askWhole(own.challenges.make({ browser }, clock.now()));
    },

    async answerPasskey(answer, browser, previousToken, visitor = unknownVisitor) {
      const previousTokenHash = previousToken === null ? null : hashToken(previousToken);
      const answered = await passkeyAlone(parts, { answer, browser, previousTokenHash, visitor });
      return isRefusal(answered) ? answered : letIn(answered, visitor);
    },

    async session(token, { renew, of }) {
      const found = await reads.session({ tokenHash: hashToken(token) });
      const at = clock.now();
      const state = found && findState(found.session, at, life);
      if (!found || !mayEnter(found.person, at)) return null;
      if (of !== undefined && found.person.id !== of) return null;
      if (state !== "open") return state === "locked" ? state : null;
      if (renew && isTouchDue(found.session, at)) await changes.touchSession({ id: found.session.id, at });
      return asSession(found, life.idleMs);
    },

    async signOut(token) {
      const kept = (await psc?.kept(token)) ?? null;
      const ended = await changes.endSession({
        tokenHash: hashToken(token),
        at: clock.now(),
        reason: "signed-out",
      });
      if (ended) tellEnded([ended]);
      return { next: kept && psc ? await psc.endUrl(kept) : null };
    },

    beginPsc: async (browser, token, how) => psc?.begin(browser, token, how) ?? refuse("not-found"),

    async answerPsc(query, browser, previousToken, visitor = unknownVisitor) {
      const answered = await (psc?.answer(query, browser, previousToken, visitor) ?? refuse("not-found"));
      return isRefusal(answered) ? answered : letIn(answered, visitor);
    },

    lock,

    activities: async (token) => (await psc?.kept(token))?.activities ?? [],

    async setPscSubject(person, subject, actor) {
      if (subject !== null && !isSubject(subject)) return "malformed";
      const named = { person, issuer: pscIssuer, subject, at: clock.now(), actor };
      const { outcome, ended } = await changes.setPscSubject(named);
      tellEnded(ended);
      return outcome;
    },

    ...openAccessSide({ ...parts, ...given, pscIssuer, sealing, tellEnded, letIn }),

    askLink: forgotten.askLink,
    useLink: forgotten.useLink,

    async setPassword(person, password, actor) {
      if ([...password].length < settings.passwordLength) return "too-short";
      const before = await reads.passwordHash({ personId: person.id });
      const checked = before === null ? null : await passwords.check(password, before);
      if (checked === "busy") return "busy";
      if (checked?.right) return "unchanged";
      const hash = await passwords.make(password);
      if (hash === "busy") return "busy";
      const loginKey = parts.loginKey(person.login);
      const at = clock.now();
      // Whoever sets it here gives it to the person too.
      tellEnded(await changes.setPassword({ person, loginKey, hash, at, actor, notice: null }));
      return "set";
    },

    security: openSecurity({ ...parts, psc }),
    appPasswords,
    browsers: openBrowsers(parts),
    policies: openPolicies(parts),

    onEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sweep,
    close() {
      clearInterval(sweeping);
      notices.close();
      forgotten.close();
    },
  };
}
