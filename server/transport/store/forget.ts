import { type ChangeTx, tablesOf } from "../../foundations/database/operation.ts";
import { takeState } from "./submissions.ts";
import type { TransportTables } from "./tables.ts";

const tables = tablesOf<TransportTables>;

/** Forgotten in one change: nobody waits long for it. */
const mostAtOnce = 500;

/**
 * Forgets what was let go before an instant and whose fate is known, some at a time; answers how many. The messages
 * stay. Safe to run twice.
 */
export async function forget(tx: ChangeTx, { before }: { before: number }): Promise<number> {
  const db = tables(tx);
  const old = await db
    .selectFrom("transport_submissions")
    .select(["id", "mailbox_id"])
    .where("send_at", "<", before)
    .where("pending", "=", 0)
    .orderBy("send_at")
    .limit(mostAtOnce)
    .execute();
  if (old.length === 0) return 0;
  const ids = old.map(({ id }) => id);
  // Always in the same order, so that no two changes wait for each other.
  for (const mailbox_id of [...new Set(old.map((one) => one.mailbox_id))].sort()) {
    const forgotten = await takeState(db, mailbox_id);
    await db
      .updateTable("transport_states")
      .set({ forgotten })
      .where("mailbox_id", "=", mailbox_id)
      .execute();
    tx.changed({ mailboxId: mailbox_id });
  }
  await db.deleteFrom("transport_queue").where("submission_id", "in", ids).execute();
  await db.deleteFrom("transport_submissions").where("id", "in", ids).execute();
  return old.length;
}
