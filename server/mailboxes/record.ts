import type { ChangeTx, ReadTx } from "../foundations/database/operation.ts";
import type { KeywordUpdate } from "./views.ts";

/** Who asks, of which mailbox, and when. */
interface Asked {
  personId: string;
  mailboxId: string;
  now: number;
}

/** What other rooms' operations do to mailboxes inside their own transaction. */
export interface MailboxesRecord {
  /** Whether the person may write in the mailbox; `null` when she has no right on it at all. */
  mayWrite(tx: ReadTx, asked: Asked): Promise<boolean | null>;
  /** The state of the mailbox as the person sees it; `null` when she has no right on it. */
  states(tx: ReadTx, asked: Asked): Promise<{ message: string } | null>;
  /** Marks and moves messages, as `MailboxesDoor.setKeywords` does. */
  setKeywords(
    tx: ChangeTx,
    asked: Asked & { updates: KeywordUpdate[]; ifInState: string | null },
  ): Promise<{ oldState: string; newState: string; updated: string[] } | "state-mismatch" | null>;
}
