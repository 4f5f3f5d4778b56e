import type { SMTPServerDataStream } from "smtp-server";
import type { Clock } from "../../foundations/clock.ts";
import type { Log } from "../../foundations/log.ts";
import type { Delivery, MailboxesDoor, Receipt } from "../../mailboxes/door.ts";
import { type Content, inspectContent } from "./content.ts";
import type { Conversation } from "./conversation.ts";
import { senderText } from "./mail-from.ts";
import type { RefusalName } from "./replies.ts";

export interface DataParts {
  mailboxes: Pick<MailboxesDoor, "receive">;
  clock: Clock;
  log: Log;
  hostname: string;
  /** Octets. */
  sizeLimit: number;
  /** Milliseconds that we bear: a silence between commands, one inside a message, and a whole message. */
  patience: { betweenCommands: number; insideMessage: number; wholeMessage: number };
}

/**
 * DATA (RFC 5321 §4.1.1.4): from the socket straight into the store, whose pace holds the peer back. Answers `null`
 * when bytes and rows are on disk, and only then: from the 250 on the message is ours (RFC 5321 §6.1).
 */
export async function takeMessage(
  conversation: Conversation,
  stream: SMTPServerDataStream,
  parts: DataParts,
): Promise<RefusalName | null> {
  const began = parts.clock.now();
  const deadline = setTimeout(() => {
    if (!stream.readableEnded) conversation.dismiss("too-slow");
  }, parts.patience.wholeMessage);
  conversation.setPatience(parts.patience.insideMessage);
  conversation.receiving = true;
  try {
    const content = inspectContent(stream, parts.sizeLimit);
    const receipt = await store(conversation, content, stream, parts);
    await swallow(stream);
    const refusal = conclude(content, receipt);
    parts.log.info(refusal ? "smtp.message-refused" : "smtp.message-stored", {
      session: conversation.id,
      bytes: content.size,
      count: conversation.recipients.size,
      ms: parts.clock.now() - began,
      ...(refusal && { reason: wasCut(stream) ? "cut" : refusal }),
    });
    return refusal;
  } finally {
    clearTimeout(deadline);
    conversation.setPatience(parts.patience.betweenCommands);
    conversation.receiving = false;
  }
}

async function store(
  conversation: Conversation,
  content: Content,
  stream: SMTPServerDataStream,
  parts: DataParts,
): Promise<Receipt | null> {
  try {
    return await parts.mailboxes.receive(describeDelivery(conversation, parts), content.bytes);
  } catch (error) {
    // Wrong bytes, or a peer that left, are no defect of ours.
    if (!content.refusal && !wasCut(stream))
      parts.log.defect("smtp.store-failed", error, { session: conversation.id });
    return null;
  }
}

function conclude(content: Content, receipt: Receipt | null): RefusalName | null {
  if (content.refusal) return content.refusal;
  if (receipt?.outcome === "full") return "mailbox-full";
  if (receipt?.outcome === "closed") return "mailbox-closing";
  // A store that answers before the end of the message has not stored it.
  return receipt?.outcome === "stored" && content.complete ? null : "failed";
}

/** Lets the rest of a refused message pass, so that the reply comes where the peer awaits it. */
async function swallow(stream: SMTPServerDataStream): Promise<void> {
  if (stream.readableEnded || stream.destroyed) return;
  await new Promise<void>((resolve) => {
    stream.once("end", resolve).once("close", resolve).on("error", resolve).resume();
  });
}

/** The peer left before the end of its message. */
function wasCut(stream: SMTPServerDataStream): boolean {
  return stream.destroyed && !stream.readableEnded;
}

function describeDelivery(conversation: Conversation, parts: DataParts): Delivery {
  const { standing, session } = conversation;
  if (!standing.trusted) throw new Error("DATA of a peer that is not trusted");
  const from = senderText(session.envelope.mailFrom);
  const facts = {
    helo: session.hostNameAppearsAs,
    peer: standing.host,
    ip: session.remoteAddress,
    hostname: parts.hostname,
    protocol: session.openingCommand === "EHLO" ? "ESMTPS" : "SMTP",
    tls: session.tlsOptions ? `${session.tlsOptions.version} ${session.tlsOptions.name}` : "",
    id: `${session.id}.${session.transaction}`,
    at: parts.clock.now(),
  } as const;
  return {
    recipients: Array.from(conversation.recipients, ([mailboxId, address]) => ({ mailboxId, address })),
    from,
    peer: standing.subject,
    trace: (address) => `Return-Path: <${from}>\r\n${buildReceived(facts, address)}`,
  };
}

export interface TraceFacts {
  helo: string;
  peer: string;
  ip: string;
  hostname: string;
  /** RFC 3848. */
  protocol: "ESMTPS" | "SMTP";
  tls: string;
  id: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** The Received field (RFC 5321 §4.4), folded, CRLF included. */
export function buildReceived(facts: TraceFacts, address: string): string {
  // HELO is whatever the peer says: only what a domain or an address literal is made of goes into a header.
  const helo = /^[\w.:[\]-]{1,255}$/.test(facts.helo) ? facts.helo : "unknown";
  const literal = facts.ip.includes(":") ? `IPv6:${facts.ip}` : facts.ip;
  const date = new Date(facts.at).toUTCString().replace("GMT", "+0000");
  return (
    `Received: from ${helo} (${facts.peer} [${literal}])\r\n` +
    `\tby ${facts.hostname} with ${facts.protocol} (${facts.tls})\r\n` +
    `\tid ${facts.id} for <${address}>;\r\n` +
    `\t${date}\r\n`
  );
}
