/** The shapes that leave this room. Times are milliseconds since 1970. */

/** What is known of one recipient. */
export interface RecipientView {
  address: string;
  /**
   * `delivered`: in a mailbox of ours. `relayed`: the operator of the recipient has it. `failed`: it will not arrive,
   * and a message in the mailbox that sent it says so.
   */
  state: "waiting" | "delivered" | "relayed" | "failed" | "canceled";
  /** The last reply of a server, its code first; null while nobody was asked, or when nobody answered. */
  reply: string | null;
  repliedAt: number | null;
  attempts: number;
  /** When it is tried again; null once its fate is known. */
  nextAt: number | null;
}

/** A message that was let go. */
export interface SubmissionView {
  id: string;
  messageId: string;
  threadId: string;
  /** Who let it go. */
  personId: string;
  sender: string;
  sendAt: number;
  /** `pending` as long as it can be called back. */
  undo: "pending" | "final" | "canceled";
  recipients: RecipientView[];
}

/** What became of a message that was to leave. */
export type Submitted =
  | { outcome: "submitted"; id: string; sendAt: number; state: string; after: AfterView | null }
  | { outcome: "message-not-found" | "forbidden" | "forbidden-from" | "no-recipients" | "after-refused" }
  | { outcome: "too-many-recipients"; most: number }
  /** One of the recipients has it, or will, by this earlier submission. */
  | { outcome: "left-already"; id: string }
  /** The person has let much go within the hour. */
  | { outcome: "too-fast" }
  /** Not addresses, or outside the trust space. */
  | { outcome: "wrong-recipients"; recipients: string[] };

/** The mailbox's states around a change that came with another. */
export interface AfterView {
  oldState: string;
  newState: string;
}

export type Unsent =
  | { outcome: "unsent"; state: string; after: AfterView | null }
  | { outcome: "not-found" | "forbidden" | "too-late" | "after-refused" };

export interface SubmissionChanges {
  newState: string;
  hasMoreChanges: boolean;
  created: string[];
  updated: string[];
  destroyed: string[];
}
