import { answerOf, type Call, type Jmap, type Responses } from "./jmap.ts";
import type { BodyPart, EmailAddress } from "./shapes.ts";

/** A file that was uploaded, or that a message already holds. Size in octets. */
export interface Attached {
  blobId: string;
  name: string;
  type: string;
  size: number;
}

/** All that a message being written holds. */
export interface DraftContent {
  from: EmailAddress;
  to: readonly EmailAddress[];
  cc: readonly EmailAddress[];
  bcc: readonly EmailAddress[];
  subject: string;
  text: string;
  attachments: readonly Attached[];
  /** Message-IDs, without their brackets (RFC 8621 §4.1.2.5). */
  inReplyTo: readonly string[] | null;
  references: readonly string[] | null;
}

/** Why the server did not do a thing (RFC 8620 §5.3, RFC 8621 §7.5). */
export interface SetError {
  type: string;
  description?: string;
  /** Addresses that nothing can be sent to, with `invalidRecipients`. */
  invalidRecipients?: string[];
  /** With `tooLarge`: octets. */
  maxSize?: number;
}

/** A message as it is needed to answer it, pass it on, or go on writing it. */
export interface SourceMessage {
  id: string;
  threadId: string;
  messageId: string[] | null;
  inReplyTo: string[] | null;
  references: string[] | null;
  from: EmailAddress[] | null;
  replyTo: EmailAddress[] | null;
  to: EmailAddress[] | null;
  cc: EmailAddress[] | null;
  bcc: EmailAddress[] | null;
  subject: string | null;
  receivedAt: string;
  textBody: BodyPart[];
  attachments: BodyPart[];
  bodyValues: Record<string, { value: string; isTruncated: boolean }>;
}

/** The most octets that an answer quotes. */
const mostQuoted = 200_000;

export function askSource(accountId: string, id: string): Call {
  const args = {
    accountId,
    ids: [id],
    properties: [
      ...["id", "threadId", "messageId", "inReplyTo", "references", "from", "replyTo", "to", "cc", "bcc"],
      ...["subject", "receivedAt", "textBody", "attachments", "bodyValues"],
    ],
    bodyProperties: ["partId", "blobId", "size", "name", "type", "disposition", "cid"],
    fetchTextBodyValues: true,
    maxBodyValueBytes: mostQuoted,
  };
  return ["Email/get", args, "source"];
}

/** The message of `askSource`; null when it is no more. */
export function readSource(responses: Responses): SourceMessage | null {
  return answerOf<{ list: SourceMessage[] }>(responses, "source").list[0] ?? null;
}

/** Stores a draft in place of its former state: a message is never changed (RFC 8621 §4.6), another takes its place. */
export function askSave(
  accountId: string,
  folderId: string,
  content: DraftContent,
  former: string | null,
): Call {
  const { text, attachments, from, ...headers } = content;
  const draft = {
    ...headers,
    from: [from],
    mailboxIds: { [folderId]: true },
    keywords: { $draft: true, $seen: true },
    bodyValues: { text: { value: text } },
    textBody: [{ partId: "text", type: "text/plain" }],
    attachments: attachments.map(({ blobId, name, type }) => ({
      blobId,
      name,
      type,
      disposition: "attachment",
    })),
  };
  return ["Email/set", { accountId, create: { draft }, ...(former && { destroy: [former] }) }, "save"];
}

/** Whether a message is there and has not left. Throws as `Jmap.send` does. */
export async function isStillDraft(jmap: Jmap, accountId: string, id: string): Promise<boolean> {
  const asked = { accountId, ids: [id], properties: ["keywords"] };
  const responses = await jmap.send([["Email/get", asked, "former"]], { unattended: true });
  const { list } = answerOf<{ list: { keywords: Record<string, true> }[] }>(responses, "former");
  return list[0] !== undefined && "$draft" in list[0].keywords;
}

/** What became of one object of a `/set`: the new object's own properties, or why not. */
export function readCreated<T>(responses: Responses, callId: string, key: string): T | { refused: SetError } {
  const { created, notCreated } = answerOf<{
    created: Record<string, T> | null;
    notCreated: Record<string, SetError> | null;
  }>(responses, callId);
  return created?.[key] ?? { refused: notCreated?.[key] ?? { type: "serverFail" } };
}

export function isRefused<T extends object>(outcome: T | { refused: SetError }): outcome is { refused: SetError } {
  return "refused" in outcome;
}

/** Where the files of a stored message are; an upload alone is kept for an hour only. */
export function askAttached(accountId: string, id: string): Call {
  const args = {
    accountId,
    ids: [id],
    properties: ["attachments"],
    bodyProperties: ["partId", "blobId", "size", "name", "type"],
  };
  return ["Email/get", args, "attached"];
}

/** The files of `askAttached`, in the order in which they were joined. */
export function readAttached(responses: Responses): Attached[] {
  const { list } = answerOf<{ list: { attachments: BodyPart[] }[] }>(responses, "attached");
  return (list[0]?.attachments ?? []).flatMap(attachedOf);
}

export function attachedOf(part: BodyPart): Attached[] {
  if (part.blobId === null) return [];
  return [{ blobId: part.blobId, name: part.name?.trim() ?? "", type: part.type, size: part.size }];
}
