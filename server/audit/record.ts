import type { ChangeTx } from "../foundations/database/operation.ts";

/** Whose chain a row stands in: one chain per mailbox, one per structure for the rest, one for the operator. */
export type Chain = `mailbox:${string}` | `structure:${string}` | "operator";

/** One row: who did what, when, on what, and how it ended. Never content, never an INS, never a secret. */
export interface AuditEntry {
  chain: Chain;
  /** Milliseconds since 1970. */
  at: number;
  /** `person:<id>`, `peer:<certificate subject>`, `command` or `program`. */
  actor: string;
  /** Room and deed in words: `message.received`, `message.read`, `session.opened`. */
  action: string;
  /** The id of what it was done to; empty when the mailbox itself is the object. */
  object: string;
  outcome: "done" | "refused";
  /** Few, short, and never personal: counts, sizes, reasons. */
  facts: Record<string, string | number | boolean>;
}

/** Writes rows inside the transaction of the change that they tell of. */
export interface AuditRecord {
  append(tx: ChangeTx, entry: AuditEntry): Promise<void>;
}
