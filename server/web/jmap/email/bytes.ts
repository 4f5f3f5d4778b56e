import type { MessageView, Who } from "../../../mailboxes/views.ts";
import type { JmapMailboxes } from "../parts.ts";

/**
 * How many bytes of messages the answer to one request may hold. A small request could else ask for gigabytes
 * (RFC 8620 §8.5).
 */
export interface ReadingAllowance {
  /** Octets of bodies, once decoded: what does not fit is truncated, and said so. */
  bodies: number;
  /** Octets of header blocks, and of the fields taken from them: what does not fit fails the call. */
  headers: number;
}

export function newReadingAllowance(): ReadingAllowance {
  return { bodies: 16_000_000, headers: 20_000_000 };
}

/** How many octets the calls of one request may still write into messages. */
export interface WritingAllowance {
  left: number;
}

/** Four messages with all the files they may have; the next request goes on. */
export function newWritingAllowance(): WritingAllowance {
  return { left: 100_000_000 };
}

/** A message weighs at least this, octets: it is a file of its own, and a change of the store. */
const leastWritten = 1_000_000;

/** Takes a message's weight out of the allowance; false when it is more than is left. */
export function takeWriting(allowance: WritingAllowance, size: number): boolean {
  const weight = Math.max(size, leastWritten);
  if (weight > allowance.left) return false;
  allowance.left -= weight;
  return true;
}

/** Where a message's bytes come from: every reading goes through the door, under a person's name. */
export interface MessageSource {
  who: Who;
  mailboxes: Pick<JmapMailboxes, "open">;
  mailboxId: string;
}

/** The message went away, or the right to it, between its listing and its reading. */
export class MessageGone extends Error {
  override name = "MessageGone";
}

/** Opens a range of a message's bytes. Throws `MessageGone`. */
export async function openRange(
  source: MessageSource,
  message: MessageView,
  range: { start: number; end: number },
  purpose: "reading" | "headers",
): Promise<AsyncGenerator<Buffer>> {
  const bytes = await source.mailboxes.open(source.who, source.mailboxId, message.id, range, purpose);
  if (!bytes) throw new MessageGone(message.id);
  return bytes;
}

/** The bytes of a header block, which its parser has bounded. */
export async function readHeader(
  source: MessageSource,
  message: MessageView,
  range: { start: number; end: number },
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  if (range.end > range.start)
    for await (const chunk of await openRange(source, message, range, "headers")) chunks.push(chunk);
  return Buffer.concat(chunks);
}
