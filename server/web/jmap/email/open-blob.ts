import { decodeTransfer } from "../../../formats/mime/transfer.ts";
import type { MimePart } from "../../../formats/mime/types.ts";
import type { Who } from "../../../mailboxes/views.ts";
import type { JmapMailboxes } from "../parts.ts";
import { isId } from "../request.ts";
import { findPart, readBlobId } from "./blob-ids.ts";

/** A message, one of its parts (decoded), or an upload. */
export interface OpenBlob {
  size: number;
  type: string;
  name: string | null;
  /** Null when it went away since. */
  open(): Promise<AsyncGenerator<Uint8Array> | null>;
}

/** Finds a blob of an account (RFC 8620 §6); null when it is not there, or not this person's. */
export async function openBlob(
  mailboxes: Pick<JmapMailboxes, "findBlob" | "open" | "openUpload">,
  who: Who,
  accountId: string,
  blobId: string,
): Promise<OpenBlob | null> {
  const { messageBlobId, partId } = readBlobId(blobId);
  if (!isId(accountId) || !isId(messageBlobId)) return null;
  const upload = partId === null ? await mailboxes.openUpload(who, accountId, blobId) : null;
  if (upload) return { size: upload.size, type: upload.type, name: null, open: async () => upload.read() };
  const message = await mailboxes.findBlob(who, accountId, messageBlobId);
  const part = message && partId !== null ? findPart(message.structure, partId) : null;
  if (!message || (partId !== null && !part)) return null;
  const range = part ? { start: part.bodyStart, end: part.bodyEnd } : { start: 0, end: message.size };
  return {
    size: part?.size ?? message.size,
    type: part?.type ?? "message/rfc822",
    name: part?.name ?? null,
    async open() {
      const bytes = await mailboxes.open(who, accountId, message.id, range, "reading");
      return bytes && part ? decodePart(bytes, part) : bytes;
    },
  };
}

async function* decodePart(bytes: AsyncGenerator<Buffer>, part: MimePart): AsyncGenerator<Uint8Array> {
  const decoder = decodeTransfer(part.encoding);
  for await (const chunk of bytes) yield decoder.push(chunk);
  yield decoder.flush();
}
