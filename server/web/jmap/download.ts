import type { Who } from "../../mailboxes/views.ts";
import { sendBytes } from "../send-bytes.ts";
import { openBlob } from "./email/open-blob.ts";
import type { JmapParts } from "./parts.ts";
import { answerNotFound } from "./problems.ts";

export interface DownloadRequest {
  accountId: string;
  blobId: string;
  name: string;
  type: string | undefined;
  isHead: boolean;
}

/**
 * Sends a message, one of its parts, decoded, or an upload (RFC 8620 §6.2), as it is read. The reading is traced by the mailboxes
 * room. What is not there and what is not this person's are answered alike.
 */
export async function download(
  { mailboxes, log }: Pick<JmapParts, "mailboxes" | "log">,
  who: Who,
  { accountId, blobId, name, type, isHead }: DownloadRequest,
): Promise<Response> {
  const blob = await openBlob(mailboxes, who, accountId, blobId);
  if (!blob) return answerNotFound();
  const headers = describeFile(name, type, blob.size);
  // Nothing is sent, so nothing is read.
  if (isHead) return new Response(null, { headers });
  const bytes = await blob.open();
  if (!bytes) return answerNotFound();
  const onDefect = (error: unknown) =>
    log.defect("jmap.download", error, { mailbox: accountId, reference: blobId });
  return new Response(sendBytes(bytes, onDefect), { headers });
}

function describeFile(name: string, type: string | undefined, size: number): HeadersInit {
  return {
    "Content-Type": safeType(type),
    "Content-Length": String(size),
    "Content-Disposition": attachmentNamed(name),
    // Whatever the file claims to be, no browser runs it here.
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    // RFC 8620 §6.2 suggests to cache for good. On a post that a whole service shares, a letter about a patient must
    // not stay in the browser after signing out.
    "Cache-Control": "private, no-store",
  };
}

/** The type that the client asks for, where it is one (RFC 6838 §4.2); no parameter passes. */
function safeType(type: string | undefined): string {
  const name = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}";
  return type !== undefined && new RegExp(`^${name}/${name}$`).test(type)
    ? type.toLowerCase()
    : "application/octet-stream";
}

/** RFC 6266 §4.3, RFC 8187 §3.2: the name in full, and a plain one for those who cannot read it. */
function attachmentNamed(name: string): string {
  // Controls could forge a header; marks of direction can make `fdp.exe` look like `exe.pdf`.
  const shown = name.toWellFormed().replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "");
  const plain = shown
    .normalize("NFKD")
    .replace(/[^ -~]/g, "")
    .replace(/["\\%/]/g, "_");
  const full = encodeURIComponent(shown).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
