import { createHmac, createSecretKey } from "node:crypto";
import {
  type ContactCodeSent,
  type ContactKind,
  type ContactState,
  type FirstAccessState,
  linkSecret,
} from "../../../contracts/first-access.ts";
import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import { readStartCode, startLength, startLetters, writeStartCode } from "../../../contracts/start-code.ts";
import type { DirectoryDoor, Person } from "../../directory/door.ts";
import type { Chance } from "../../foundations/chance.ts";
import { newId } from "../../foundations/ids.ts";
import type { NotificationsDoor } from "../../notifications/door.ts";
import { readDigits } from "../one-time-code.ts";
import { maskEmail, maskMobile } from "../rules/mask.ts";
import { findPasswordFault } from "../rules/new-password.ts";
import { openFirstSession, type Opened } from "../steps/open-session.ts";
import type { StepParts } from "../steps/step.ts";
import type { ActivationCodeRow } from "../store/access-tables.ts";
import { isProved, type WholeActivation } from "../store/activations.ts";
import { hashToken, newToken } from "../tokens.ts";
import type { Visitor } from "../visitor.ts";

/** A link that is about to be written into the store: only its hash is. */
export interface ActivationToSend {
  id: string;
  secret: string;
  secretHash: Uint8Array;
}

/** A start code that is about to be printed, kept as a link is. */
export interface StartCode {
  id: string;
  /** As it is printed. */
  code: string;
  secretHash: Uint8Array;
}

/** What a first access asks, link in hand. `browser` is the secret of the browser's door cookie. */
export interface FirstAccessWay {
  /** A new link, for the operation that gives or sends an access again. */
  newLink(): ActivationToSend;
  /** The same to be typed by hand. */
  newStartCode(): StartCode;
  /** Sends a link that was written; never rejects. `unsure`: nobody knows whether it left. */
  sendLink(person: Person, link: ActivationToSend): Promise<"handed" | "failed" | "unsure">;
  look(secret: string, browser: string): Promise<Looked | Refusal>;
  sendCode(secret: string, kind: ContactKind, browser: string): Promise<ContactCodeSent | Refusal>;
  prove(
    secret: string,
    answer: { kind: ContactKind; code: string },
    browser: string,
  ): Promise<Looked | Refusal>;
  finish(
    secret: string,
    chosen: { password: string; conditions: string },
    browser: string,
    previousToken: string | null,
    visitor: Visitor,
  ): Promise<(Opened & { ended: string[] }) | Refusal>;
}

/** Whose access it is, and how far she is. The mailboxes are another room's to name. */
export interface Looked {
  personId: string;
  state: Omit<FirstAccessState, "mailboxes">;
}

export interface FirstAccessParts extends StepParts {
  directory: StepParts["directory"] & Pick<DirectoryDoor, "person" | "structure">;
  notifications: StepParts["notifications"] & Pick<NotificationsDoor, "sendNotice">;
  pscIssuer: string;
  /** 32 bytes that are not in the store. */
  key: Buffer;
}

export function openFirstAccess(parts: FirstAccessParts): FirstAccessWay {
  const { changes, reads, directory, notifications, codes, passwords, clock, chance, log, settings } = parts;
  const key = createSecretKey(parts.key);
  const hashOf = (secret: string) => createHmac("sha256", key).update(secret).digest();
  /** Of the secret of a link, or of a start code as it was typed; null when it is neither. */
  const hashRead = (typed: string) => {
    const secret = linkSecret.test(typed) ? typed : readStartCode(typed);
    return secret === null ? null : hashOf(secret);
  };

  async function describe(whole: WholeActivation, browserHash: Uint8Array): Promise<Looked> {
    const { activation, person } = whole;
    const contacts = directory.openContacts(whole.contacts);
    const giver = /^person:(.+)$/.exec(activation.made_by)?.[1];
    const contact = (kind: ContactKind, masked: string): ContactState => {
      const code = whole.codes.find((one) => one.kind === kind);
      const isWaiting = code && code.proved_at === null;
      return {
        masked,
        sent: isWaiting ? { at: code.asked_at, until: code.expires_at } : null,
        proved: isProved(whole, kind, browserHash, clock.now()),
      };
    };
    return {
      personId: person.id,
      state: {
        step: "first-access",
        givenName: person.givenName,
        login: person.login,
        structure: (await directory.structure(person.structureId))?.name ?? "",
        by: giver === undefined ? null : ((await directory.person(giver))?.name ?? null),
        email: contacts.email && contact("email", maskEmail(contacts.email.address)),
        mobile: contacts.mobile && contact("mobile", maskMobile(contacts.mobile.address)),
        until: activation.expires_at,
      },
    };
  }

  async function find(secret: string): Promise<WholeActivation | Refusal> {
    const secretHash = hashRead(secret);
    if (secretHash === null) return refuse("link-over");
    return (await reads.activation({ secretHash, at: clock.now() })) ?? refuse("link-over");
  }

  return {
    newLink() {
      const secret = newToken(chance);
      return { id: newId(chance, "v"), secret, secretHash: hashOf(secret) };
    },

    newStartCode() {
      const letters = drawLetters(chance);
      return { id: newId(chance, "v"), code: writeStartCode(letters), secretHash: hashOf(letters) };
    },

    async sendLink(person, link) {
      try {
        const whole = await reads.activation({ secretHash: link.secretHash, at: clock.now() });
        const email = whole && directory.openContacts(whole.contacts).email;
        if (!whole || !email) return "failed";
        const { state: looked } = await describe(whole, Buffer.alloc(0));
        const { state, at } = await notifications.sendNotice({
          kind: "activation",
          to: email.address,
          account: person.login,
          reference: newId(chance, "n"),
          secret: link.secret,
          until: looked.until,
          structure: looked.structure,
          by: looked.by,
        });
        const outcome = state === "handed" ? state : "failed";
        await changes.setActivationMail({ id: link.id, state: outcome, at });
        return outcome;
      } catch (error) {
        log.defect("sign-in.activation", error, { person: person.id });
        return "unsure";
      }
    },

    async look(secret, browser) {
      const whole = await find(secret);
      return isRefusal(whole) ? whole : describe(whole, hashToken(browser));
    },

    async sendCode(secret, kind, browser) {
      const secretHash = hashRead(secret);
      if (secretHash === null) return refuse("link-over");
      const asked = { secretHash, browserHash: hashToken(browser), kind, at: clock.now() };
      const taken = await changes.takeContactCode(asked);
      if (isRefusal(taken)) return taken;
      const { code, whole } = taken;
      const contact = directory.openContacts(whole.contacts)[kind];
      if (!contact) return refuse("not-found");
      const mail = {
        to: contact.address,
        account: whole.person.login,
        code: codes.of(nameOf(code)),
        reference: newId(chance, "n"),
        until: code.expires_at,
      };
      const sent =
        kind === "email" ? await notifications.sendCode(mail) : await notifications.sendCodeBySms(mail);
      const state = sent.state === "handed" ? "handed" : "failed";
      return { step: "contact-code", kind, state, at: sent.at, until: code.expires_at };
    },

    async prove(secret, { kind, code: typed }, browser) {
      const digits = readDigits(typed);
      if (digits === null) return refuse("code-malformed");
      const whole = await find(secret);
      if (isRefusal(whole)) return whole;
      const code = whole.codes.find((one) => one.kind === kind);
      if (!code) return refuse("unknown-challenge");
      const browserHash = hashToken(browser);
      const proved = await changes.proveContact({
        secretHash: whole.activation.secret_hash,
        browserHash,
        kind,
        begunAt: code.begun_at,
        right: codes.isRight(nameOf(code), digits),
        at: clock.now(),
      });
      return isRefusal(proved) ? proved : describe(proved, browserHash);
    },

    async finish(secret, { password, conditions }, browser, previousToken, visitor) {
      const whole = await find(secret);
      if (isRefusal(whole)) return whole;
      const { person } = whole;
      const browserHash = hashToken(browser);
      // Looked at before the hash, which costs.
      if (!isProved(whole, "email", browserHash, clock.now())) return refuse("contact-unproved");
      const fault = findPasswordFault(password, person, settings.passwordLength);
      if (fault) return refuse(fault);
      const hash = await passwords.make(password);
      if (hash === "busy") return refuse("busy");
      return openFirstSession(parts, {
        secretHash: whole.activation.secret_hash,
        browserHash,
        loginKey: parts.loginKey(person.login),
        hash,
        conditions,
        pscIssuer: parts.pscIssuer,
        previousTokenHash: previousToken === null ? null : hashToken(previousToken),
        visitor,
      });
    },
  };
}

/** What the code of a contact is computed from. */
function nameOf({ activation_id, kind, begun_at }: ActivationCodeRow): string {
  return `first access ${activation_id} ${kind} ${begun_at}`;
}

/** Letters that are all as likely: a byte beyond the last whole round of them is drawn again. */
function drawLetters(chance: Chance): string {
  const round = 256 - (256 % startLetters.length);
  let letters = "";
  while (letters.length < startLength)
    for (const byte of chance.bytes(startLength))
      if (byte < round && letters.length < startLength) letters += startLetters[byte % startLetters.length];
  return letters;
}
