import type { ExportableMailbox, ExportProgress } from "./store/exports.ts";
import type { MailboxWanted } from "./store/make-mailbox.ts";
import type { Indexing } from "./search/indexing.ts";
import type {
  ChangesView,
  DestroyedView,
  Draft,
  FolderRole,
  FolderView,
  HeavyPart,
  KeywordUpdate,
  MadeView,
  MailboxKind,
  MailboxStatus,
  MailboxView,
  MessageQuery,
  MessageQueryView,
  MessageView,
  Right,
  SearchedText,
  SearchQuery,
  SearchView,
  SnippetView,
  States,
  UploadView,
  Who,
} from "./views.ts";

export { openMailboxes } from "./open-mailboxes.ts";
export type { Indexing };
export type { MailboxesStore } from "./store.ts";
export type { ExportableMailbox, ExportProgress } from "./store/exports.ts";
export type { MailboxFacts } from "./store/life.ts";
export type { ExportTaken, KeptMailbox, StructureRoom, UnhealthyMailbox } from "./store/life-reads.ts";
export type { MailboxWanted } from "./store/make-mailbox.ts";
export type { StatusStep } from "./store/statuses.ts";
export type { MailboxKind, MailboxStatus } from "./views.ts";
export type { GivenRight, StructureMailbox } from "./store/accesses.ts";
export type { EndingRight, MailboxStanding } from "./store/standings.ts";
export type { Right } from "./views.ts";

/** What became of an address at RCPT TO. */
export type Recipient =
  | { outcome: "found"; mailboxId: string; address: string }
  /** `closed`: the référent suspended it, or is about to have it deleted. */
  | { outcome: "closed" }
  | { outcome: "unknown" }
  | { outcome: "full" };

/** A message on its way in. */
export interface Delivery {
  recipients: { mailboxId: string; address: string }[];
  /** MAIL FROM; empty for a bounce. */
  from: string;
  /** The peer as the trace names it: the subject of its certificate. */
  peer: string;
  /** The trace lines put before the bytes for this recipient, CRLF included (Return-Path, Received: RFC 5321 §4.4). */
  trace(address: string): string;
}

export type Receipt =
  /** Bytes and rows are on disk. `again` counts the recipients that had this very message already. */
  { outcome: "stored"; messageIds: string[]; again: number } | { outcome: "closed" | "full" };

/**
 * The door of the mailboxes room. Every function that takes `who` answers `null` when the person has no right on the
 * mailbox or the thing is not there: the two cannot be told apart from outside.
 */
export interface MailboxesDoor {
  findRecipient(address: string, size: number): Promise<Recipient>;
  /** Stores the bytes for every recipient or for none; what `bytes` throws is thrown on and nothing is kept. */
  receive(delivery: Delivery, bytes: AsyncIterable<Uint8Array>): Promise<Receipt>;

  /** Those that a person may open now; `only`: that one, if she may. */
  listMailboxes(personId: string, only?: string): Promise<MailboxView[]>;
  /** How many persons have a right on each of these mailboxes now; none where nobody has. */
  countPeople(mailboxIds: readonly string[]): Promise<{ id: string; people: number }[]>;
  states(who: Who, mailboxId: string): Promise<States | null>;
  /** The folders named, or all. */
  folders(
    who: Who,
    mailboxId: string,
    ids: string[] | null,
  ): Promise<{ state: string; folders: FolderView[] } | null>;
  /** `anchor-not-found` when the anchor is not in the list (RFC 8620 §5.5); `folder-not-found` likewise. */
  query(
    who: Who,
    mailboxId: string,
    query: MessageQuery,
  ): Promise<MessageQueryView | "anchor-not-found" | "folder-not-found" | null>;
  /**
   * Messages that hold words, in one mailbox or several, by date. A person who may not read one of them gets `null`.
   * The newest page costs the same whatever the mailboxes hold.
   */
  search(
    who: Who,
    mailboxIds: string[],
    query: SearchQuery,
  ): Promise<SearchView | "anchor-not-found" | "folder-not-found" | null>;
  /** The matches of messages that a search found, in the order asked; a message that is not there is left out. */
  snippets(who: Who, mailboxId: string, ids: string[], texts: SearchedText[]): Promise<SnippetView[] | null>;
  messages(
    who: Who,
    mailboxId: string,
    ids: string[],
    /** Heavy parts that the caller will not look at; looking all the same throws. */
    without?: readonly HeavyPart[],
  ): Promise<{ state: string; messages: MessageView[] } | null>;
  /** Message ids by date of arrival, oldest first (RFC 8621 §3). */
  threads(
    who: Who,
    mailboxId: string,
    ids: string[],
  ): Promise<{ state: string; threads: { id: string; messageIds: string[] }[] } | null>;
  /** `too-old` when the state is not one we can count from. */
  changes(
    who: Who,
    mailboxId: string,
    kind: "message" | "folder" | "thread",
    since: string,
    most: number,
  ): Promise<ChangesView | "too-old" | null>;
  /** Per message: done, or why not. The states before and after stand beside (RFC 8620 §5.3). */
  setKeywords(
    who: Who,
    mailboxId: string,
    updates: KeywordUpdate[],
    ifInState: string | null,
  ): Promise<
    | {
        oldState: string;
        newState: string;
        updated: string[];
        notFound: string[];
        forbidden: string[];
        folderNotFound: string[];
      }
    | "state-mismatch"
    | null
  >;
  /** Puts a message that was written here into its folder; answered when bytes and row are on disk. */
  make(
    who: Who,
    mailboxId: string,
    draft: Draft,
    bytes: AsyncIterable<Uint8Array>,
    ifInState: string | null,
  ): Promise<MadeView | null>;
  /** Destroys messages for good: `/changes` tells of them, their blobs are removed. */
  destroy(
    who: Who,
    mailboxId: string,
    ids: string[],
    ifInState: string | null,
  ): Promise<DestroyedView | "state-mismatch" | null>;
  /** Keeps bytes for an hour, for a message that the person is writing; what `bytes` throws is thrown on. */
  upload(
    who: Who,
    mailboxId: string,
    type: string,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<UploadView | "too-much" | "forbidden" | null>;
  openUpload(
    who: Who,
    mailboxId: string,
    blobId: string,
  ): Promise<(UploadView & { read(): AsyncGenerator<Buffer> }) | null>;
  /**
   * The bytes [start, end) of a message, by its blob. The reading is traced before the first byte leaves; `headers`
   * (a few fields shown in a list) is not a reading.
   */
  open(
    who: Who,
    mailboxId: string,
    messageId: string,
    range: { start: number; end: number },
    purpose: "reading" | "headers",
  ): Promise<AsyncGenerator<Buffer> | null>;
  /** The message that a blob id belongs to. */
  findBlob(who: Who, mailboxId: string, blobId: string): Promise<MessageView | null>;

  /** The mailboxes that a person manages: those that she may take a copy of. */
  exportable(who: Who): Promise<ExportableMailbox[]>;
  /** Prepares a copy of a whole mailbox, to be fetched once and soon, by whoever manages it. */
  askExport(who: Who, mailboxId: string): Promise<{ exportId: string; messages: number } | null>;
  /**
   * The copy itself, a ZIP of its messages, traced before its first byte. Throws `ExportCut` on the way once the right is
   * over, or the session that `isAlive` asks for.
   */
  openExport(
    who: Who,
    exportId: string,
    isAlive: () => Promise<boolean>,
  ): Promise<{ address: string; at: number; bytes: AsyncGenerator<Uint8Array> } | null>;
  exportProgress(who: Who, exportId: string): Promise<ExportProgress | null>;

  /** What a new mailbox is made of besides what people say of it: its id, its key, its first folders. */
  newMailbox(): Pick<MailboxWanted, "id" | "keySealed" | "folders">;
  /** Takes away for good what is in mailboxes whose delay is over, a step at a time; safe to run twice. */
  sweep(): Promise<void>;

  /** Provisioning: makes or updates; returns ids. `actor` stands in the trace. */
  putMailbox(wanted: MailboxProvision, actor: string): Promise<{ mailboxId: string; made: boolean }>;
  putMembership(
    wanted: { mailboxId: string; personId: string; right: Right; startsAt: number; endsAt: number | null },
    actor: string,
  ): Promise<void>;
  /** Brings a message over from another system into a folder (made when missing), with its date and flags. */
  bring(
    brought: Brought,
    bytes: AsyncIterable<Uint8Array>,
    actor: string,
  ): Promise<"stored" | "again" | "closed" | "full">;
  /** The mailbox of an address, for commands. */
  findByAddress(address: string): Promise<{ id: string; address: string; status: MailboxStatus } | null>;
  mailboxIds(): Promise<string[]>;
  /** Keeps what has a row and removes what has none of the blobs that were in flight at the last stop. */
  recover(): Promise<{ kept: number; removed: number }>;
  /** Keeps the index of words up to date in the background, what was left at the last stop first. */
  startIndexing(): Indexing;
  /** Forgets what upkeep may forget; safe to run twice. */
  forget(): Promise<void>;
  /** Settles when no file is on its way to its folder any more. */
  close(): Promise<void>;
}

/** A mailbox as a provisioning file asks for it. */
export interface MailboxProvision {
  structureId: string;
  address: string;
  name: string;
  kind: MailboxKind;
  service: string;
  responsible: string;
  quotaBytes: number;
}

/** A message from a former system. */
export interface Brought {
  mailboxId: string;
  /** A role, or the name of a folder of one's own. */
  folder: { role: FolderRole } | { name: string };
  receivedAt: number;
  seen: boolean;
  keywords: string[];
}
