import { createHash, hash } from "node:crypto";
import type { Blobs, BlobWriter } from "../foundations/blobs.ts";
import type { Chance } from "../foundations/chance.ts";
import { newId, newIdAt } from "../foundations/ids.ts";
import { readEnvelope } from "../formats/mime/envelope.ts";
import { createMimeParser } from "../formats/mime/parser.ts";
import type { MimePart, ParsedMessage } from "../formats/mime/types.ts";
import { boundEnvelope, boundStructure } from "./rules/bounds.ts";
import { threadKeys } from "./rules/threading.ts";
import type { FreshBytes } from "./search/fresh-bytes.ts";
import type { Incoming } from "./store/delivery.ts";

/** One copy of an arriving message, for one mailbox. */
export interface Copy {
  mailboxId: string;
  mailboxKey: Uint8Array;
  /** Lines put before the bytes, for this copy alone. */
  trace: Buffer;
  /** What makes two arrivals the same one, beside the bytes: the envelope. */
  sameness: string;
}

/** What is written about a copy besides what its bytes say. */
export type Placement = Pick<Incoming, "folderId" | "receivedAt" | "keywords" | "keepUntil" | "seenByAll">;

/**
 * Takes a message from a stream: every copy sealed on disk, the structure parsed on the way, nothing held. When the
 * stream throws, what was written is removed and the error goes on. `fresh` is shown the copies that are small.
 */
export async function takeIn(
  parts: { blobs: Blobs; chance: Chance; fresh: Pick<FreshBytes, "put"> },
  copies: readonly Copy[],
  bytes: AsyncIterable<Uint8Array>,
  placement: Placement,
): Promise<Incoming[]> {
  const parser = createMimeParser();
  const digest = createHash("sha256");
  const writers: BlobWriter[] = [];
  try {
    for (const { mailboxKey, trace } of copies) {
      const writer = await parts.blobs.create(newId(parts.chance, "b"), mailboxKey);
      writers.push(writer);
      await writer.write(trace);
    }
    for await (const chunk of bytes) {
      parser.write(chunk);
      digest.update(chunk);
      for (const writer of writers) await writer.write(chunk);
    }
    const parsed = parser.end();
    const finished = await Promise.all(writers.map((writer) => writer.finish()));
    for (const [place, { id }] of writers.entries()) {
      const whole = finished[place]?.whole;
      if (whole) parts.fresh.put(id, whole);
    }
    const sum = digest.digest("base64url");
    return copies.map((copy, place) => {
      const fingerprint = hash("sha256", `${copy.sameness}\0${sum}`, "base64url");
      const blobId = writers[place]?.id ?? "";
      const size = finished[place]?.size ?? 0;
      return {
        ...describe(parsed, copy, placement.receivedAt, parts.chance),
        ...placement,
        blobId,
        size,
        fingerprint,
      };
    });
  } catch (error) {
    await Promise.all(writers.map((writer) => writer.abandon()));
    throw error;
  }
}

type Described = Omit<Incoming, keyof Placement | "blobId" | "size" | "fingerprint">;

function describe(parsed: ParsedMessage, copy: Copy, receivedAt: number, chance: Chance): Described {
  const envelope = boundEnvelope(readEnvelope(parsed.header));
  const shift = copy.trace.length;
  return {
    messageId: newIdAt(chance, receivedAt, "m"),
    newThreadId: newIdAt(chance, receivedAt, "t"),
    mailboxId: copy.mailboxId,
    preview: parsed.preview,
    hasAttachment: parsed.hasAttachment,
    envelope: JSON.stringify(envelope),
    // The trace lines belong to the header: it begins at 0, and all the rest stands after them.
    structure: JSON.stringify({ ...shifted(boundStructure(parsed.root), shift), headerStart: 0 }),
    headerEnd: parsed.root.headerEnd + shift,
    threadKeys: threadKeys(envelope),
  };
}

function shifted(part: MimePart, by: number): MimePart {
  if (by === 0) return part;
  return {
    ...part,
    headerStart: part.headerStart + by,
    headerEnd: part.headerEnd + by,
    bodyStart: part.bodyStart + by,
    bodyEnd: part.bodyEnd + by,
    parts: part.parts.map((one) => shifted(one, by)),
  };
}
