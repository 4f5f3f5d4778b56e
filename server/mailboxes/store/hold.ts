import { type ChangeTx, tablesOf } from "../../foundations/database/operation.ts";
import type { MailboxesTables } from "./tables.ts";

/**
 * Takes these mailboxes until the commit, before anything of them is looked at: their changes follow one another,
 * whichever node makes them, so that states are handed out in the order of the commits and no `/changes` misses one.
 * Always in the same order, so that no two changes wait for each other. The embedded store has one writer.
 */
export function holdMailboxes(tx: ChangeTx, ids: string[]) {
  return tablesOf<MailboxesTables>(tx)
    .selectFrom("mailboxes_mailboxes")
    .select(["id", "used_bytes", "quota_bytes"])
    .where("id", "in", ids)
    .$if(tx.dialect === "postgres", (query) => query.orderBy("id").forUpdate())
    .execute();
}
