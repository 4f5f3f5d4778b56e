import { isRefusal, refuse, type Refusal } from "../../contracts/refusals.ts";
import type { Factors, NewApp, Proven } from "../../contracts/security.ts";
import type { MadePasskey, NewPasskey } from "../../contracts/passkeys.ts";
import type { CodeAnswer, CodeStep, Method } from "../../contracts/sign-in.ts";
import type { DirectoryDoor, Person } from "../directory/door.ts";
import { newId } from "../foundations/ids.ts";
import type { News } from "../notifications/door.ts";
import { openSecret, sealSecret } from "./app-secrets.ts";
import { createChangePassword, type PasswordChanged } from "./change-password.ts";
import { readDigits } from "./one-time-code.ts";
import type { Notices } from "./notices.ts";
import { type OwnContact, type OwnContactParts, openOwnContact } from "./own-contact.ts";
import { type OwnSessions, openOwnSessions } from "./own-sessions.ts";
import { openOwnPasskeys } from "./passkeys/own.ts";
import type { PscWay } from "./psc/way.ts";
import { journeys, spareProof } from "./rules/journeys.ts";
import { maskEmail, maskMobile } from "./rules/mask.ts";
import { secondFactorsAt } from "./rules/methods.ts";
import { narrow } from "./rules/policy.ts";
import { proofMs } from "./rules/proof.ts";
import { readSpare } from "./spare-codes.ts";
import type { StepParts } from "./steps/step.ts";
import { findStep, readBase32, secretBytes, writeBase32, writeOtpauth } from "./totp.ts";
import { hashToken } from "./tokens.ts";
import { unknownVisitor, type Visitor } from "./visitor.ts";

/** Who is signed in, as a change of her factors asks for it. */
export interface Holder {
  /** Of the session. */
  id: string;
  person: Person;
}

/** How a person signs in, and changes it: « Ma sécurité ». `browser` is the secret of the browser's door cookie. */
export interface Security extends OwnSessions {
  factors(holder: Holder): Promise<Factors>;
  /** Asks for a second factor anew. */
  prove(holder: Holder, method: Method, browser: string): Promise<CodeStep | Refusal>;
  /** The same by Pro Santé Connect: where the browser has to go; `browser` is the cookie that it will come back with. */
  beginPscProof(holder: Holder, browser: string): Promise<{ location: string } | Refusal>;
  /** The browser is back from there, with its session’s `token`; null where that was no journey for a proof. */
  answerPscProof(
    query: URLSearchParams,
    browser: string,
    token: string | null,
  ): Promise<Proven | Refusal | null>;
  /** Its code, which opens changes in this session for some minutes. */
  proof(holder: Holder, answer: CodeAnswer, browser: string): Promise<Proven | Refusal>;
  newApp(holder: Holder): Promise<NewApp | Refusal>;
  confirmApp(holder: Holder, given: { id: string; code: string; name: string }): Promise<Factors | Refusal>;
  removeApp(holder: Holder, id: string): Promise<Factors | Refusal>;
  /** Ends her other sessions; the answer's token is that of this one from now on. */
  changePassword(
    holder: Holder,
    given: { current: string; password: string },
    visitor: Visitor,
  ): Promise<PasswordChanged | Refusal>;
  /** Tells a person something that no change of this room tells her of; kept before it answers. */
  tell(person: Person, news: News): Promise<void>;
  /** Another e-mail address or mobile for the codes: begun, then confirmed by a code sent there. */
  beginContact: OwnContact["beginContact"];
  confirmContact(holder: Holder, given: { id: string; code: string }): Promise<Factors | Refusal>;
  newPasskey(holder: Holder): Promise<NewPasskey | Refusal>;
  addPasskey(holder: Holder, given: { passkey: MadePasskey; name: string }): Promise<Factors | Refusal>;
  renamePasskey(holder: Holder, given: { id: string; name: string }): Promise<Factors | Refusal>;
  removePasskey(holder: Holder, id: string): Promise<Factors | Refusal>;
  /** For `provision`: an app whose secret (base32) comes from elsewhere. */
  putApp(
    person: Person,
    app: { name: string; secret: string },
    actor: string,
  ): Promise<"set" | "unchanged" | "malformed">;
}

export interface SecurityParts extends StepParts {
  /** Null where Pro Santé Connect is not offered. */
  psc: PscWay | null;
  directory: OwnContactParts["directory"] & Pick<DirectoryDoor, "contacts">;
  notifications: OwnContactParts["notifications"];
  notices: Notices;
  tellEnded(sessions: readonly string[]): void;
}

export function openSecurity(parts: SecurityParts): Security {
  const { changes, reads, directory, notices, sealing, clock, chance, settings, policy, psc } = parts;

  const passkeys = openOwnPasskeys(parts);
  const contact = openOwnContact(parts);

  async function factors({ id: sessionId, person }: Holder): Promise<Factors> {
    const [contacts, apps, own, provedAt, passwordSetAt, spares, narrowing, pscState] = await Promise.all([
      directory.contacts(person.id),
      reads.apps({ personId: person.id }),
      passkeys.list(person.id),
      reads.provedAt({ sessionId }),
      reads.passwordSetAt({ personId: person.id }),
      reads.sparesLeft({ personId: person.id }),
      reads.narrowing({ structureId: person.structureId }),
      psc?.stateFor(person) ?? "missing",
    ]);
    const [email, mobile] = [contacts?.email, contacts?.mobile];
    const until = provedAt === null ? 0 : provedAt + proofMs;
    return {
      methods: secondFactorsAt(narrow(policy, narrowing), clock.now()),
      email: email && email.verifiedAt !== null ? maskEmail(email.address) : null,
      mobile: mobile && mobile.verifiedAt !== null ? maskMobile(mobile.address) : null,
      apps: apps.map((app) => ({
        id: app.id,
        name: app.name,
        addedAt: app.proved_at ?? app.made_at,
        usedAt: app.used_at,
      })),
      passwordSetAt,
      passkeys: own,
      spares,
      psc: pscState === "ready",
      provenUntil: until > clock.now() ? until : null,
    };
  }

  return {
    factors,
    tell: notices.tell,
    ...openOwnSessions(parts),
    changePassword: createChangePassword(parts),

    prove: ({ id: sessionId, person }, method, browser) =>
      journeys[method].beginProof(parts, { method, person, sessionId, browserHash: hashToken(browser) }),

    beginPscProof: async ({ id: sessionId, person }, browser) =>
      psc?.beginProof(browser, { sessionId, person }) ?? refuse("not-found"),

    async answerPscProof(query, browser, token) {
      const proved = (await psc?.answerProof(query, browser, token)) ?? null;
      return proved === null || isRefusal(proved) ? proved : { step: "proven", until: proved.at + proofMs };
    },

    async proof(holder, { challenge: id, code, passkey = null }, browser) {
      const browserHash = hashToken(browser);
      const found = await reads.challenge({ id, browserHash });
      if (!found || found.challenge.session_id !== holder.id) return refuse("unknown-challenge");
      const answered = {
        ...found,
        browserHash,
        code,
        passkey,
        previousTokenHash: null,
        visitor: unknownVisitor,
      };
      const prove = readSpare(code) ? spareProof : journeys[found.challenge.method].prove;
      const proved = await prove(parts, answered);
      return isRefusal(proved) ? proved : { step: "proven", until: proved.at + proofMs };
    },

    async newApp({ id: sessionId, person }) {
      const id = newId(chance, "a");
      const secret = chance.bytes(secretBytes);
      const sealed = sealSecret(sealing, id, secret);
      const refused = await changes.beginApp({
        id,
        secret_sealed: sealed,
        person,
        sessionId,
        at: clock.now(),
      });
      if (refused) return refused;
      return { id, key: writeBase32(secret), link: writeOtpauth(secret, settings.operator, person.login) };
    },

    async confirmApp(holder, { id, code, name }) {
      const { id: sessionId, person } = holder;
      const at = clock.now();
      const digits = readDigits(code);
      if (digits === null) return refuse("code-malformed");
      const app = await reads.newApp({ id, sessionId, at });
      if (!app || app.person_id !== person.id) return refuse("not-found");
      const step = findStep(openSecret(sealing, app), digits, at);
      if (step === null) return refuse("wrong-app-code");
      const notice = notices.draft({ kind: "app-added", name });
      const refused = await changes.proveApp({ id, name, step, person, sessionId, at, notice });
      if (refused) return refused;
      notices.wake();
      return factors(holder);
    },

    async removeApp(holder, id) {
      const { id: sessionId, person } = holder;
      const name = (await reads.apps({ personId: person.id })).find((app) => app.id === id)?.name ?? "";
      const notice = notices.draft({ kind: "app-removed", name });
      const refused = await changes.removeApp({ id, person, sessionId, at: clock.now(), notice });
      if (refused) return refused;
      notices.wake();
      return factors(holder);
    },

    beginContact: contact.beginContact,

    async confirmContact(holder, given) {
      return (await contact.confirmContact(holder, given)) ?? factors(holder);
    },

    newPasskey: passkeys.begin,

    async addPasskey(holder, given) {
      return (await passkeys.add(holder, given)) ?? factors(holder);
    },

    async renamePasskey(holder, given) {
      return (await passkeys.rename(holder, given)) ?? factors(holder);
    },

    async removePasskey(holder, id) {
      return (await passkeys.remove(holder, id)) ?? factors(holder);
    },

    async putApp(person, { name, secret: text }, actor) {
      const secret = readBase32(text);
      if (!secret) return "malformed";
      const apps = await reads.apps({ personId: person.id });
      if (apps.some((app) => openSecret(sealing, app).equals(secret))) return "unchanged";
      const id = newId(chance, "a");
      const secret_sealed = sealSecret(sealing, id, secret);
      await changes.putApp({ id, name, secret_sealed, made_at: clock.now(), person, actor });
      return "set";
    },
  };
}
