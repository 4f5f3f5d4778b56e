import type { FolderRole, MailboxKind, MailboxStatus, Right } from "../views.ts";

/** Times are milliseconds since 1970; `state` numbers are those of the mailbox's counter when the row last moved. */
export interface MailboxesTables {
  mailboxes_mailboxes: {
    id: string;
    structure_id: string;
    address: string;
    name: string;
    kind: MailboxKind;
    service: string;
    responsible: string;
    key_sealed: Uint8Array;
    quota_bytes: number;
    used_bytes: number;
    messages: number;
    threads: number;
    /** Moves by one at each change that all of its people can see. */
    state: number;
    created_at: number;
    description: string;
    /** 0 or 1: not shown in the Annuaire Santé. */
    red_list: number;
    /** PER, CAB: the person whose RPPS it stands under. */
    holder_id: string | null;
    status: MailboxStatus;
    /** When what it holds goes: while it is `unpublished`, and until all of it is gone. */
    delete_at: number | null;
  };
  /** How a mailbox came to stand as it does, step by step. Reasons stand here, never in the trace. */
  mailboxes_statuses: {
    mailbox_id: string;
    step: number;
    status: MailboxStatus;
    at: number;
    /** As in the trace. */
    actor: string;
    reason: string;
  };
  /** Copies of whole mailboxes that their managers asked for. */
  mailboxes_exports: {
    id: string;
    mailbox_id: string;
    person_id: string;
    asked_at: number;
    begun_at: number | null;
    /** Null while it is under way, or when it was cut. */
    ended_at: number | null;
    messages: number;
    done: number;
  };
  /** What the mailboxes of a structure may hold together. */
  mailboxes_structures: { structure_id: string; quota_bytes: number };
  mailboxes_memberships: {
    mailbox_id: string;
    person_id: string;
    right: Right;
    starts_at: number;
    ends_at: number | null;
    /** Moves by one when what this person alone sees moves: his `$seen`. */
    state: number;
  };
  mailboxes_folders: {
    id: string;
    mailbox_id: string;
    parent_id: string | null;
    name: string;
    role: FolderRole | null;
    sort_order: number;
    messages: number;
    threads: number;
    /** When the folder was made, when its name or place last changed, when its counts last did. */
    created_state: number;
    shape_state: number;
    changed_state: number;
  };
  /** What a person has not to read again in a folder: unread = messages − before − seen + unseen. */
  mailboxes_readers: {
    folder_id: string;
    person_id: string;
    /** The person's start in the mailbox: what came before it counts as read. */
    start_at: number;
    /** Messages of the folder older than the start. */
    before: number;
    /** Those since the start that the person has seen, and those before it marked unread again. */
    seen: number;
    unseen: number;
    changed_state: number;
  };
  mailboxes_messages: {
    id: string;
    mailbox_id: string;
    folder_id: string;
    thread_id: string;
    blob_id: string;
    size: number;
    received_at: number;
    preview: string;
    has_attachment: number;
    /** JSON: Envelope, MimePart, and the keywords that all share. */
    envelope: string;
    structure: string;
    header_end: number;
    keywords: string;
    /** How many of its people have seen it. */
    seen_count: number;
    created_state: number;
    changed_state: number;
  };
  mailboxes_seen: {
    person_id: string;
    message_id: string;
    mailbox_id: string;
    seen: number;
    changed_state: number;
  };
  /** Per folder and conversation: the newest message there, which stands for it in the list. */
  mailboxes_folder_threads: {
    folder_id: string;
    thread_id: string;
    newest_at: number;
    newest_id: string;
    messages: number;
  };
  /** Per folder and day: how many messages, how many conversations by their newest message. */
  mailboxes_days: { folder_id: string; day: number; messages: number; threads: number };
  mailboxes_references: { mailbox_id: string; key: string; thread_id: string };
  /** Messages already taken, so that one sent again after a lost answer stands once. */
  mailboxes_arrivals: { mailbox_id: string; fingerprint: string; message_id: string; keep_until: number };
  /** Messages whose words are not in the index yet; `leased_until`: taken by a node that reads them. */
  mailboxes_unindexed: {
    message_id: string;
    mailbox_id: string;
    received_at: number;
    leased_until: number;
  };
  /** Where a message stands in the index of words: a number of its own that grows with its date. */
  mailboxes_indexed: {
    place: number;
    message_id: string;
    /** As in the message's row, which a search need not open: these never change. */
    mailbox_id: string;
    thread_id: string;
    received_at: number;
    has_attachment: number;
  };
  /** The beginning of a message's text, for the search that finds it; sealed under its mailbox's key on both engines. */
  mailboxes_texts: { message_id: string; sealed: Uint8Array };
  /** Messages that are gone: `/changes` tells them. `thread_gone` is 1 where the conversation went with its last message. */
  mailboxes_tombstones: {
    mailbox_id: string;
    message_id: string;
    thread_id: string;
    thread_gone: number;
    created_state: number;
    destroyed_state: number;
  };
  /** Blobs that nothing names any more, to be removed from the disk. */
  mailboxes_discards: { blob_id: string };
  /** Bytes that a person has brought for a message that she is writing. */
  mailboxes_uploads: {
    blob_id: string;
    mailbox_id: string;
    person_id: string;
    type: string;
    size: number;
    expires_at: number;
  };
  /** Readings already traced in a session. */
  mailboxes_readings: { session_id: string; message_id: string; at: number };
}
