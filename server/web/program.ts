import type { X509Certificate } from "node:crypto";
import type { Clock } from "../foundations/clock.ts";
import type { Range } from "../foundations/networks.ts";
import { isWithin } from "../foundations/networks.ts";
import type { MailboxesDoor } from "../mailboxes/door.ts";
import type { AppPasswords } from "../sign-in/door.ts";
import { cookies, readCookie } from "./cookies.ts";
import type { Asking, JmapSession, Stranger } from "./jmap/parts.ts";
import { isCertified } from "./program-certificate.ts";

/** Where programs are let in from, or with whose certificates from anywhere. */
export interface ProgramSettings {
  networks: readonly Range[];
  authorities: readonly X509Certificate[];
  trustedProxies: readonly Range[];
  /** The longest life of a password, in days. */
  mostDays: number;
}

export interface ProgramParts {
  appPasswords: AppPasswords;
  mailboxes: Pick<MailboxesDoor, "listMailboxes">;
  /** Null where the operator has them off. */
  settings: ProgramSettings | null;
  clock: Clock;
}

/** Where a request comes from, and the certificate it came with. */
export type From = Pick<Asking, "address" | "certificate">;

/** Who asks the mail API with a password of its own instead of a cookie; null when the request shows no password. */
export type FindProgram = (request: Request, from: From) => Promise<JmapSession | Stranger | null>;

/**
 * Lets programs in by HTTP Basic (RFC 7617) or Bearer (RFC 6750 §2.1): from a listed network or with a certificate, with a
 * living password, while its person has a right on its mailbox. Whatever is wrong gets one answer.
 */
export function createFindProgram({ appPasswords, mailboxes, settings, clock }: ProgramParts): FindProgram {
  return async (request, from) => {
    const header = request.headers.get("authorization");
    if (header === null) return null;
    // Two claims to be somebody: whichever was taken, somebody else's deed could be done under it.
    if (readCookie(request, cookies.session) !== null) return { why: "ambiguous", challenge: null };
    const shown = settings && readAuthorization(header);
    if (!shown || from.address === null) return refused;
    const isElsewhere = !mayEnter(from, settings, clock.now());
    const entered = await appPasswords.enter({ ...shown, network: from.address, isElsewhere });
    if (entered === "too-many" && !isElsewhere) return { why: "too-many", challenge: null };
    if (typeof entered === "string")
      return { why: "signed-out", challenge: challengeFor(request, from, settings, clock.now()) };
    const { id, person, mailboxId, endsAt } = entered;
    // A right that has ended, or not begun, is as if there were no password.
    if ((await mailboxes.listMailboxes(person.id, mailboxId)).length === 0) return refused;
    const who = { personId: person.id, sessionId: id, only: mailboxId };
    return { who, login: person.login, name: person.name, endsAt };
  };
}

const refused: Stranger = { why: "signed-out", challenge: null };
const realm = 'realm="JMAP"';
const anyScheme = `Basic ${realm}, charset="UTF-8", Bearer ${realm}`;

/**
 * What to say to a request that shows neither cookie nor password (RFC 9110 §11.6.1). A browser is never told of Basic:
 * it would ask the person with a window of its own, over our page, and remember what she types.
 */
export function challengeFor(
  request: Request,
  from: From,
  settings: ProgramSettings | null,
  now: number,
): string | null {
  const { headers } = request;
  if (!settings || ["cookie", "origin", "sec-fetch-site"].some((name) => headers.has(name))) return null;
  return mayEnter(from, settings, now) ? anyScheme : null;
}

function mayEnter({ address, certificate }: From, settings: ProgramSettings, now: number): boolean {
  if (address === null) return false;
  return isListed(address, settings) || isCertified(certificate, settings.authorities, now);
}

/** A proxy of ours that does not say for whom it asks may ask for anybody. */
function isListed(address: string, { networks, trustedProxies }: ProgramSettings): boolean {
  return isWithin(address, networks) && !isWithin(address, trustedProxies);
}

function readAuthorization(header: string): { user: string | null; secret: string } | null {
  const [, scheme = "", value = ""] = /^(basic|bearer) +([\w.~+/-]{1,1024}=*)$/i.exec(header.trim()) ?? [];
  if (scheme.toLowerCase() === "bearer") return { user: null, secret: value };
  if (scheme === "") return null;
  const [, user = "", secret = ""] = /^([^:]*):(.*)$/s.exec(Buffer.from(value, "base64").toString()) ?? [];
  return user === "" ? null : { user, secret };
}
