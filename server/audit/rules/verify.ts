import { hash as digest } from "node:crypto";

export interface ChainHead {
  chain: string;
  /** The oldest row that is kept, and the hash of the one before it. */
  first_seq: number;
  first_prev: string;
  seq: number;
  hash: string;
  mac: string;
}

export interface AuditRow {
  chain: string;
  seq: number;
  at: number;
  actor: string;
  action: string;
  object: string;
  outcome: string;
  /** JSON. */
  facts: string;
  hash: string;
}

/** The first row of a chain that is not as it was written. */
export interface ChainFault {
  chain: string;
  seq: number;
  fault: "changed" | "missing" | "added";
}

/** What stands before the first row of a chain. */
export const emptyHash = "";

/** The hash that chains a row to the one before it. */
export function hashRow(row: Omit<AuditRow, "hash">, previous: string): string {
  const { chain, seq, at, actor, action, object, outcome, facts } = row;
  const text = JSON.stringify([previous, chain, seq, at, actor, action, object, outcome, facts]);
  return digest("sha256", text, "base64");
}

/**
 * Walks a chain from its oldest kept row, page by page (`next(after)` gives the rows of greater number), and names the
 * first row changed, missing or added, the tail included; `null` when all stands.
 */
export async function findFault(
  chain: string,
  head: ChainHead | undefined,
  headStands: boolean,
  next: (after: number) => Promise<AuditRow[]>,
): Promise<ChainFault | null> {
  const fault = (seq: number, kind: ChainFault["fault"]) => ({ chain, seq, fault: kind });
  if (!head) return fault(0, "missing");
  if (!headStands) return fault(head.seq, "changed");
  let expected = head.first_seq;
  let previous = head.first_prev;
  for (let rows = await next(-1); rows.length > 0; rows = await next(rows.at(-1)?.seq ?? expected)) {
    for (const row of rows) {
      if (row.seq < head.first_seq || row.seq > head.seq) return fault(row.seq, "added");
      if (row.seq > expected) return fault(expected, "missing");
      const { hash: kept, ...rest } = row;
      if (hashRow(rest, previous) !== kept) return fault(row.seq, "changed");
      previous = kept;
      expected++;
    }
  }
  if (expected <= head.seq) return fault(expected, "missing");
  return previous === head.hash ? null : fault(head.seq, "changed");
}
