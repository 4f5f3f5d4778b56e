import { type ReadTx, tablesOf } from "../foundations/database/operation.ts";
import { type AuditRow, type ChainFault, type ChainHead, findFault } from "./rules/verify.ts";

/** Rows of a chain that tell of certain deeds, and how the whole chain stands where they were read. */
export interface ChainHistory {
  /** Oldest first; `facts` is JSON. */
  rows: AuditRow[];
  /** The last row that was looked at, and its hash, which holds all the rows before it. */
  seq: number;
  hash: string;
  /** The oldest row that is kept: its number, and when it was written; null when there is none. */
  first: { seq: number; at: number } | null;
  fault: ChainFault | null;
}

/** How many rows are held at once. */
const page = 1000;

export interface DeedsCounted {
  action: string;
  count: number;
}

/** `isHeadTrue`: whether the MAC of a head is ours. */
export function createHistory(isHeadTrue: (head: ChainHead) => boolean) {
  return {
    /** How many rows of all chains tell of each of these deeds, from `from` on and before `until`. Costs the whole trace. */
    async countDeeds(
      tx: ReadTx,
      { actions, from, until }: { actions: readonly string[]; from: number; until: number },
    ): Promise<DeedsCounted[]> {
      const rows = await tablesOf<{ audit_rows: AuditRow }>(tx)
        .selectFrom("audit_rows")
        .select("action")
        .select((one) => one.fn.countAll<number>().as("count"))
        .where("action", "in", actions)
        .where("at", ">=", from)
        .where("at", "<", until)
        .groupBy("action")
        .execute();
      return actions.map((action) => ({
        action,
        count: Number(rows.find((row) => row.action === action)?.count ?? 0),
      }));
    },

    /** Verifies a chain from one end to the other, and keeps what tells of these deeds: one walk, so that both agree. */
    async history(
      tx: ReadTx,
      { chain, actions }: { chain: string; actions: readonly string[] },
    ): Promise<ChainHistory> {
      const db = tablesOf<{ audit_chains: ChainHead; audit_rows: AuditRow }>(tx);
      const head = await db
        .selectFrom("audit_chains")
        .selectAll()
        .where("chain", "=", chain)
        .executeTakeFirst();
      const rows: AuditRow[] = [];
      let first: ChainHistory["first"] = null;
      const fault = await findFault(chain, head, head !== undefined && isHeadTrue(head), async (after) => {
        const next = await db
          .selectFrom("audit_rows")
          .selectAll()
          .where("chain", "=", chain)
          .where("seq", ">", after)
          .orderBy("seq")
          .limit(page)
          .execute();
        const [oldest] = next;
        if (oldest) first ??= { seq: oldest.seq, at: oldest.at };
        rows.push(...next.filter(({ action }) => actions.includes(action)));
        return next;
      });
      return { rows, seq: head?.seq ?? 0, hash: head?.hash ?? "", first, fault };
    },
  };
}
