import { createHash } from "node:crypto";
import iconv from "iconv-lite";
import MailComposer, { type MailComposerAlternative } from "nodemailer/lib/mail-composer";
import { mailboxes, type MailboxKey } from "../people.ts";
import { makeAttachment } from "./attachments.ts";
import { colleagues } from "./colleagues.ts";
import { correspondents, findOperator, type Correspondent } from "./correspondents.ts";
import { fillDates, writeDateHeader, writeLongMoment } from "./dates.ts";
import { writeHtml, writePlain } from "./html.ts";
import type { SceneMessage } from "./scene.ts";

/** A message of a scene once its moment is known, and what it answers. */
export interface Placed {
  mailbox: MailboxKey;
  message: SceneMessage;
  subject: string;
  /** The day from which the dates in braces count (see dates.ts), and the instant of the message. */
  start: number;
  at: number;
  previous: Placed[];
}

interface Party {
  name: string;
  address: string;
}

const here = "mss.caducee.example";

/** Writes a message as its author's software would, below the trace lines of its arrival (RFC 5321 §4.4). */
export async function composeMessage(placed: Placed): Promise<Buffer> {
  const bytes = await composeBare(placed);
  if (!isReceived(placed)) return bytes;
  const from = findSender(placed).address;
  const peer = findOperator(from);
  const trace = [
    `Return-Path: <${from}>`,
    `Received: from ${peer} (${peer} [192.0.2.${10 + (peer.length % 40)}])`,
    `\tby ${here} with ESMTPS id ${makeHash(placed).slice(0, 10)}`,
    `\tfor <${mailboxes[placed.mailbox].address}>; ${writeDateHeader(placed.at + 2_000)}`,
    "",
  ];
  return Buffer.concat([Buffer.from(trace.join("\r\n")), bytes]);
}

/** The same without trace lines, as it is handed over by SMTP. */
export async function composeBare(placed: Placed): Promise<Buffer> {
  const { message, start, previous } = placed;
  const { traits } = message;
  const fill = (text: string): string => fillDates(text, start);
  const writer = findWriter(placed);
  const from = findSender(placed);
  const hash = makeHash(placed);
  const cc = traits.cc && correspondents[traits.cc];
  return new MailComposer({
    from: makeParty(from),
    to: makeParty(findRecipient(placed)),
    ...(cc && { cc: makeParty(cc) }),
    ...(writer.charset === "utf-8" && { subject: placed.subject }),
    date: writeDateHeader(placed.at),
    messageId: makeMessageId(placed),
    ...(previous.length > 0 && {
      inReplyTo: makeMessageId(previous.at(-1)!),
      references: previous.map(makeMessageId),
    }),
    headers: writeHeaders(placed, writer),
    alternatives: writeBodies(placed, writer, fill),
    attachments: (traits.attach ?? []).map((attachment) => makeAttachment(attachment, fill)),
    baseBoundary: hash.slice(0, 16),
  })
    .compile()
    .build();
}

function writeBodies(
  placed: Placed,
  writer: Correspondent,
  fill: (text: string) => string,
): MailComposerAlternative[] {
  const { text, traits } = placed.message;
  const quoted = quotePrevious(placed, writer);
  const signature = writer.signature === "" || traits.unsigned ? "" : `\n\n${writer.signature}`;
  const plain = `${writePlain(fill(text))}${signature}${quoted}\n`;
  const html =
    traits.html === undefined ? writeHtml(fill(text), writer.signature, writer.style) : fill(traits.html);
  const bodies: [type: string, body: string | undefined][] = [
    ["text/plain", traits.htmlOnly ? undefined : plain],
    ["text/html", html === undefined ? undefined : html],
  ];
  return bodies.flatMap(([type, body]) => {
    if (body === undefined) return [];
    return [
      {
        contentType: `${type}; charset=${writer.charset}`,
        contentTransferEncoding: writer.encoding,
        content: encode(body.replace(/\r?\n/g, "\r\n"), writer.charset),
      },
    ];
  });
}

/** The message answered, below the answer, in the manner of the writer's software. */
function quotePrevious({ message, previous }: Placed, writer: Correspondent): string {
  const last = previous.at(-1);
  if (!last || writer.quoting === "none" || message.traits.quote === false) return "";
  const text = writePlain(fillDates(last.message.text, last.start));
  const sender = findSender(last);
  if (writer.quoting === "marks") {
    const lines = text.split("\n").map((line) => (line === "" ? ">" : `> ${line}`));
    return `\n\nLe ${writeLongMoment(last.at)}, ${sender.name} <${sender.address}> a écrit :\n${lines.join("\n")}`;
  }
  return `\n\n-----Message d'origine-----\nDe : ${sender.name}\nEnvoyé : ${writeLongMoment(last.at)}\nÀ : ${findRecipient(last).name}\nObjet : ${last.subject}\n\n${text}`;
}

function writeHeaders(placed: Placed, writer: Correspondent): Record<string, string | PreparedHeader> {
  const { urgent, receipt } = placed.message.traits;
  return {
    ...(writer.charset !== "utf-8" && writeSubject(placed, writer.charset)),
    ...(writer.mailer && { "X-Mailer": writer.mailer }),
    ...(urgent && { Importance: "High", "X-Priority": "1" }),
    ...(receipt && { "Disposition-Notification-To": mailboxes[placed.mailbox].address }),
  };
}

// Old software writes its headers in its own charset too (RFC 2047 §4.2); nodemailer writes them in UTF-8.
function writeSubject(
  { subject }: Placed,
  charset: Correspondent["charset"],
): Record<string, PreparedHeader> {
  const words =
    encode(subject, charset)
      .toString("latin1")
      .match(/.{1,18}/gs) ?? [];
  const value = words
    .map((word) => `=?${charset}?Q?${word.replace(/[^A-Za-z0-9]/g, writeQ)}?=`)
    .join("\r\n ");
  return subject === "" ? {} : { Subject: { prepared: true, value } };
}

interface PreparedHeader {
  prepared: true;
  value: string;
}

function writeQ(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0");
  return character === " " ? "_" : `=${code}`;
}

// What a charset lacks is written as typewriters did.
function encode(text: string, charset: Correspondent["charset"]): Buffer {
  if (charset !== "iso-8859-1") return iconv.encode(text, charset);
  const typed = text
    .replaceAll("’", "'")
    .replaceAll("–", "-")
    .replaceAll("œ", "oe")
    .replaceAll("…", "...")
    .replaceAll("€", "EUR");
  return iconv.encode(typed.replaceAll("\u202f", " "), charset);
}

/** Whether the message came in, rather than left the mailbox. */
export function isReceived({ message }: Placed): boolean {
  return "correspondent" in message.author;
}

function findWriter({ mailbox, message }: Placed): Correspondent {
  if ("correspondent" in message.author) return correspondents[message.author.correspondent];
  const { name, address } = mailboxes[mailbox];
  const signature = `${colleagues[message.author.colleague]}\n${name}, association Val de Brume\n02 61 91 12 00`;
  return {
    name,
    address,
    signature,
    style: "simple",
    charset: "utf-8",
    encoding: "quoted-printable",
    quoting: "marks",
  };
}

function findSender(placed: Placed): Party {
  const { name, address } = findWriter(placed);
  return { name, address };
}

function findRecipient({ mailbox, message }: Placed): Party {
  return "correspondent" in message.author ? mailboxes[mailbox] : correspondents[message.author.to];
}

function makeParty({ name, address }: Party): Party {
  return { name, address };
}

function makeMessageId(placed: Placed): string {
  const domain = findSender(placed).address.split("@")[1];
  return `<${makeHash(placed).slice(0, 24)}@${domain}>`;
}

// Two messages never share their mailbox, subject, moment and text.
function makeHash({ mailbox, subject, at, message }: Placed): string {
  return createHash("sha256").update(`${mailbox}\n${subject}\n${at}\n${message.text}`).digest("hex");
}
