/** The parts of JMAP's objects that the page asks for (RFC 8620, RFC 8621), as they come. */

export interface EmailAddress {
  name: string | null;
  email: string;
}

export type FolderRole = "inbox" | "drafts" | "sent" | "archive" | "junk" | "trash";

/** A JMAP Mailbox (RFC 8621 §2), which we call a folder. */
export interface Folder {
  id: string;
  name: string;
  parentId: string | null;
  role: FolderRole | null;
  sortOrder: number;
  totalThreads: number;
  unreadThreads: number;
}

/** What a conversation knows of each of its messages before any is opened. */
export interface Member {
  id: string;
  threadId: string;
  mailboxIds: Record<string, true>;
  keywords: Record<string, true>;
  teamSeen: boolean;
}

/** A message without its body. Dates are RFC 3339. */
export interface Message extends Member {
  from: EmailAddress[] | null;
  to: EmailAddress[] | null;
  cc: EmailAddress[] | null;
  subject: string | null;
  receivedAt: string;
  preview: string;
}

/** A message as it stands in a list. */
export interface ListedMessage extends Message {
  attachmentCount: number;
}

/** EmailBodyPart (RFC 8621 §4.1.4). Size in octets. */
export interface BodyPart {
  partId: string | null;
  blobId: string | null;
  size: number;
  name: string | null;
  type: string;
  disposition: string | null;
  cid: string | null;
}

export interface MessageBody {
  id: string;
  htmlBody: BodyPart[];
  attachments: BodyPart[];
  bodyValues: Record<string, { value: string; isEncodingProblem: boolean; isTruncated: boolean }>;
}

/** One line of the list: the newest message of a conversation in the folder, and what is known of the others. */
export interface Row {
  newest: ListedMessage;
  members: Member[];
}

/** RFC 8621 §4.1.1. */
export function isDraft(message: Member): boolean {
  return "$draft" in message.keywords;
}

/** Whether the person has read a message; drafts are nobody's to read. */
export function isSeen(message: Member): boolean {
  return "$seen" in message.keywords || isDraft(message);
}
