import { bodyLists } from "../../../formats/mime/body-lists.ts";
import type { MessageView } from "../../../mailboxes/views.ts";
import { teamCapability } from "../capabilities.ts";

/** The properties that need no byte of the message (RFC 8621 §4.1.1, §4.1.3, §4.1.4): what a list is made of. */
const viewProperties: Record<string, (message: MessageView) => unknown> = {
  id: (message) => message.id,
  blobId: (message) => message.blobId,
  threadId: (message) => message.threadId,
  mailboxIds: (message) => toSet(message.folderIds),
  keywords: (message) => toSet(message.keywords),
  size: (message) => message.size,
  receivedAt: (message) => utcDate(message.receivedAt),
  messageId: (message) => message.envelope.messageId,
  inReplyTo: (message) => message.envelope.inReplyTo,
  references: (message) => message.envelope.references,
  sender: (message) => message.envelope.sender,
  from: (message) => message.envelope.from,
  to: (message) => message.envelope.to,
  cc: (message) => message.envelope.cc,
  bcc: (message) => message.envelope.bcc,
  replyTo: (message) => message.envelope.replyTo,
  subject: (message) => message.envelope.subject,
  sentAt: (message) => message.envelope.sentAt,
  hasAttachment: (message) => message.hasAttachment,
  preview: (message) => message.preview,
};

/** The same, for requests that name our own capability. */
const teamProperties: Record<string, (message: MessageView) => unknown> = {
  teamSeen: (message) => message.teamSeen,
  attachmentCount: countAttachments,
};

/** How to read a property off a message's view; null when it is not one of these. */
export function viewProperty(
  name: string,
  using: ReadonlySet<string>,
): ((message: MessageView) => unknown) | null {
  if (Object.hasOwn(viewProperties, name)) return viewProperties[name] ?? null;
  if (using.has(teamCapability) && Object.hasOwn(teamProperties, name)) return teamProperties[name] ?? null;
  return null;
}

/** RFC 8620 §1.4 UTCDate: no fraction where it is zero. */
export function utcDate(ms: number): string {
  const written = new Date(ms).toISOString();
  return ms % 1000 === 0 ? `${written.slice(0, -5)}Z` : written;
}

/** What `hasAttachment` tells of, counted (RFC 8621 §4.1.4). */
function countAttachments(message: MessageView): number {
  if (!message.hasAttachment) return 0;
  return bodyLists(message.structure).attachments.filter((part) => part.disposition !== "inline").length;
}

function toSet(names: readonly string[]): Record<string, true> {
  return Object.fromEntries(names.map((name) => [name, true as const]));
}
