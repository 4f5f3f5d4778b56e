import type { EmailAddress } from "../../../formats/mime/address-list.ts";
import type { Composition } from "../../../formats/mime/compose.ts";
import { isId, isObject } from "../request.ts";
import { readBodies } from "./read-bodies.ts";
import { readSet, type SetError } from "./email-patch.ts";

/** A file of a message to be made: where its bytes are, and what it says of itself. */
export interface WantedFile {
  /** A blob of the account, or text that came with the request. */
  source: { blobId: string } | { text: string };
  name: string | null;
  type: string | null;
  disposition: "attachment" | "inline";
  cid: string | null;
}

/** The Email that a client wants made, read. What it leaves out is null. */
export interface WantedEmail extends Omit<Composition, "messageId" | "sentAt" | "files" | "boundary"> {
  folderId: string;
  keywords: string[];
  receivedAt: number | null;
  messageId: string | null;
  sentAt: number | null;
  files: WantedFile[];
}

type Read = (value: unknown, email: WantedEmail) => boolean;

const mostAddresses = 500;
const mostIds = 200;
const mostText = 10_000;

/** Each property of an Email that may be made (RFC 8621 §4.6), and how it is read; false when its value is wrong. */
const readers: Record<string, Read> = {
  mailboxIds(value, email) {
    const [folderId, ...others] = isObject(value) ? Object.keys(value) : [];
    if (!isObject(value) || folderId === undefined || others.length > 0) return false;
    email.folderId = folderId;
    return isId(folderId) && value[folderId] === true;
  },
  keywords(value, email) {
    const names = value === null ? [] : readSet(value);
    email.keywords = names ?? [];
    return names !== null && names.length <= 100;
  },
  receivedAt: (value, email) => isDate(value) && ((email.receivedAt = Date.parse(value)), true),
  sentAt: (value, email) => value === null || (isDate(value) && ((email.sentAt = Date.parse(value)), true)),
  subject(value, email) {
    if (value === null) return true;
    if (typeof value !== "string" || value.length > mostText) return false;
    email.subject = value;
    return true;
  },
  messageId(value, email) {
    if (value === null) return true;
    const [id, ...others] = readIds(value) ?? [];
    if (id === undefined || others.length > 0) return false;
    email.messageId = id;
    return true;
  },
  inReplyTo: idsInto("inReplyTo"),
  references: idsInto("references"),
  from: addressesInto("from"),
  sender: addressesInto("sender"),
  replyTo: addressesInto("replyTo"),
  to: addressesInto("to"),
  cc: addressesInto("cc"),
  bcc: addressesInto("bcc"),
};

const bodyProperties = new Set(["bodyValues", "textBody", "htmlBody", "attachments"]);

/** Fields that have a property, or that the message's writing decides (RFC 8621 §4.6). */
const ownFields =
  /^(?:content-.*|mime-version|message-id|date|from|sender|reply-to|to|cc|bcc|subject|in-reply-to|references|return-path|received)$/i;

/** Reads an Email to be made, or tells which properties are wrong. */
export function readEmail(given: unknown): WantedEmail | { error: SetError } {
  if (!isObject(given)) return invalid([]);
  const email: WantedEmail = {
    folderId: "",
    keywords: [],
    receivedAt: null,
    sentAt: null,
    messageId: null,
    from: null,
    sender: null,
    replyTo: null,
    to: null,
    cc: null,
    bcc: null,
    subject: null,
    inReplyTo: null,
    references: null,
    fields: [],
    text: null,
    html: null,
    files: [],
  };
  const wrong: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (bodyProperties.has(name)) continue;
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (!(read ? read(value, email) : readField(name, value, email))) wrong.push(name);
  }
  if (!Object.hasOwn(given, "mailboxIds")) wrong.push("mailboxIds");
  wrong.push(...readBodies(given, email));
  return wrong.length > 0 ? invalid(wrong) : email;
}

/** `header:{name}` as text or raw (RFC 8621 §4.1.3), for fields that have no property of their own. */
function readField(property: string, value: unknown, email: WantedEmail): boolean {
  const name = /^header:([!-9;-~]{1,80})(?::as(?:Raw|Text))?$/.exec(property)?.[1];
  if (name === undefined || ownFields.test(name)) return false;
  if (typeof value !== "string" || value.length > mostText || /[\r\n\0]/.test(value)) return false;
  email.fields.push({ name, value: value.trim() });
  return true;
}

function idsInto(property: "inReplyTo" | "references"): Read {
  return (value, email) => {
    const ids = value === null ? null : readIds(value);
    if (ids === undefined) return false;
    email[property] = ids;
    return true;
  };
}

function readIds(value: unknown): string[] | undefined {
  const isMessageId = (one: unknown) => typeof one === "string" && /^[!-;=?-~]{1,900}$/.test(one);
  const fits =
    Array.isArray(value) && value.length > 0 && value.length <= mostIds && value.every(isMessageId);
  return fits ? value : undefined;
}

function addressesInto(property: "from" | "sender" | "replyTo" | "to" | "cc" | "bcc"): Read {
  return (value, email) => {
    if (value === null) return true;
    if (!Array.isArray(value) || value.length > mostAddresses) return false;
    const list = value.map(readAddress);
    if (list.includes(null)) return false;
    email[property] = list.filter((one) => one !== null);
    return true;
  };
}

/** An address as typed: whether mail can go there is looked at when it is sent. */
function readAddress(value: unknown): EmailAddress | null {
  if (!isObject(value)) return null;
  const { name = null, email } = value;
  if (typeof email !== "string" || email.length > 320) return null;
  if (name !== null && (typeof name !== "string" || name.length > 1000)) return null;
  return { name, email };
}

/** RFC 8620 §1.4, RFC 3339 §5.6. */
function isDate(value: unknown): value is string {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
  return typeof value === "string" && form.test(value) && !Number.isNaN(Date.parse(value));
}

function invalid(properties: string[]): { error: SetError } {
  return { error: { type: "invalidProperties", ...(properties.length > 0 && { properties }) } };
}
