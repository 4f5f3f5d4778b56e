import type { Envelope } from "../formats/mime/envelope.ts";
import type { MimePart } from "../formats/mime/types.ts";

/**
 * The shapes that leave this room. A row of the store never goes out; these do. Times are milliseconds since 1970,
 * sizes are octets.
 */

export type Right = "reader" | "writer" | "manager";
export type MailboxKind = "PER" | "ORG" | "APP" | "CAB";
/** `unpublished`: to be deleted, and closed until then; `deleted`: only its address is left, for nobody else. */
export type MailboxStatus = "active" | "suspended" | "unpublished" | "deleted";
export type FolderRole = "inbox" | "drafts" | "sent" | "archive" | "junk" | "trash";

/** One mailbox (BAL) as one of its people sees it. */
export interface MailboxView {
  id: string;
  address: string;
  name: string;
  kind: MailboxKind;
  /** Its folder of role `inbox`, which every mailbox has. */
  inboxId: string;
  /** `reader` at most while the mailbox is closed. */
  right: Right;
  /** Closed by the référent: it takes nothing in, and nothing leaves it. */
  isClosed: boolean;
  usedBytes: number;
  quotaBytes: number;
}

/** A folder; unread counts are those of the person who asks. */
export interface FolderView {
  id: string;
  parentId: string | null;
  name: string;
  role: FolderRole | null;
  sortOrder: number;
  messages: number;
  unreadMessages: number;
  threads: number;
  unreadThreads: number;
}

/** A message without its bytes. */
export interface MessageView {
  id: string;
  threadId: string;
  blobId: string;
  folderIds: string[];
  /** Keywords of the message, `$seen` being the asking person's own (RFC 8621 §4.1.1). */
  keywords: string[];
  /** Someone with a right on the mailbox has read it. */
  teamSeen: boolean;
  size: number;
  receivedAt: number;
  envelope: Envelope;
  preview: string;
  hasAttachment: boolean;
  structure: MimePart;
  /** End of the top header block: [0, headerEnd) holds every header field. */
  headerEnd: number;
}

/** What of a message weighs, and can be left out when nobody looks at it. */
export type HeavyPart = "envelope" | "structure" | "structure of the unattached";

/** The state strings of JMAP: messages and folders move with the mailbox and the person, threads with the mailbox. */
export interface States {
  /** What the person may do at most, the mailbox being as it is. */
  right: Right;
  message: string;
  folder: string;
  thread: string;
}

/** What moved between two states (RFC 8620 §5.2). */
export interface ChangesView {
  oldState: string;
  newState: string;
  hasMoreChanges: boolean;
  created: string[];
  updated: string[];
  destroyed: string[];
  /** Folders only: nothing but the counts changed. */
  countsOnly?: boolean;
}

export interface MessageQuery {
  /** Only messages of this folder; all of the mailbox when null. */
  folderId: string | null;
  /** One message a conversation, the newest of those in the folder (RFC 8621 §4.4.3). */
  collapse: boolean;
  ascending: boolean;
  /** 0-based; negative counts from the end (RFC 8620 §5.5). */
  position: number;
  anchor: string | null;
  anchorOffset: number;
  limit: number;
}

export interface MessageQueryView {
  state: string;
  ids: string[];
  position: number;
  total: number;
}

/** Where words are looked for: `any` is all of these and the names of what is attached, as is `body` of the text. */
export type SearchedPart = "any" | "subject" | "from" | "to" | "cc" | "bcc" | "body";

/** Words as a person typed them, and where they have to stand. */
export interface SearchedText {
  typed: string;
  part: SearchedPart;
}

/** What a search asks: all of it has to be met. */
export interface SearchQuery extends MessageQuery {
  texts: SearchedText[];
  /** Received at or after, and before; milliseconds since 1970. */
  after: number | null;
  before: number | null;
  hasAttachment: boolean | null;
  /** Counting all that is met costs what it counts. */
  withTotal: boolean;
}

export interface SearchedMessage {
  mailboxId: string;
  messageId: string;
}

export interface SearchView {
  state: string;
  found: SearchedMessage[];
  position: number;
  total: number | null;
  /** How many messages are not in the index yet (at most 10,000 are counted): while there are, more may be found. */
  unindexed: number;
}

/** Why a message was found: subject and place in the text with `<mark>`, escaped for HTML; null where nothing is met. */
export interface SnippetView {
  messageId: string;
  subject: string | null;
  preview: string | null;
}

/**
 * One change of a message: its keywords (`true` sets, `false` removes; `null` in `replace` leaves the others alone),
 * and its folder.
 */
export interface KeywordUpdate {
  messageId: string;
  /** The whole new set, when the client gave one. */
  replace: string[] | null;
  patch: Record<string, boolean>;
  /** Where it goes; where it stands it stays when not said. */
  folderId?: string;
}

/** Who asks: every right is checked, and every reading traced, under this name. */
export interface Who {
  personId: string;
  sessionId: string;
  /** A program of hers, let into this one mailbox: the others are not there for it. `sessionId` names its password. */
  only?: string;
}

/** A message written here, on its way into a folder of its mailbox. */
export interface Draft {
  folderId: string;
  receivedAt: number;
  /** `$seen` counts for all: what the team wrote itself is news to none of them. */
  keywords: string[];
}

/** What became of a message that was to be made. */
export type MadeView =
  | {
      outcome: "made";
      id: string;
      blobId: string;
      threadId: string;
      size: number;
      oldState: string;
      newState: string;
    }
  | { outcome: "forbidden" | "full" | "folder-not-found" | "state-mismatch" };

/** What became of messages that were to go for good. */
export interface DestroyedView {
  oldState: string;
  newState: string;
  destroyed: string[];
  notFound: string[];
  forbidden: string[];
}

/** Bytes brought for a message that is being written. */
export interface UploadView {
  blobId: string;
  type: string;
  size: number;
}
