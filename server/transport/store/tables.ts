import type { Generated } from "kysely";

/** Times are milliseconds since 1970; `state` numbers are those of the mailbox's counter of submissions. */
export interface TransportTables {
  /** A message that a person let go, with the bytes as they leave: a sealed blob of this room's own. */
  transport_submissions: {
    id: string;
    mailbox_id: string;
    person_id: string;
    message_id: string;
    thread_id: string;
    blob_id: string;
    size: number;
    sender: string;
    send_at: number;
    canceled: number;
    /** Recipients whose fate is not known yet; the blob goes with the last one. */
    pending: number;
    created_state: number;
    changed_state: number;
    destroyed_state: number | null;
  };
  /** A row per recipient. */
  transport_queue: {
    id: string;
    submission_id: string;
    mailbox_id: string;
    /** The recipient's place among those of the message. */
    place: number;
    recipient: string;
    domain: string;
    state: RowState;
    not_before: number;
    expires_at: number;
    attempts: number;
    /** Held by the node of this lease until then; free when that is past. */
    leased_until: number;
    lease: string;
    /** The last reply of a server, or a word of ours when there was none. */
    reply: string | null;
    replied_at: number | null;
  };
  transport_states: {
    mailbox_id: string;
    state: number;
    /** Submissions were forgotten then: changes since an earlier state cannot be told. */
    forgotten: Generated<number>;
  };
  /** Blobs that nothing names any more, to be removed from the disk. */
  transport_discards: { blob_id: string };
}

/** `returning`: it failed, and the mailbox that sent it is still to be told. */
export type RowState = "waiting" | "delivered" | "relayed" | "returning" | "failed" | "canceled";
