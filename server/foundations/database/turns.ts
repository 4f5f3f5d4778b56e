import { sql } from "kysely";
import type { ChangeTx } from "./operation.ts";

/**
 * Makes changes that name the same key wait for one another's commit, where no row could be locked instead. The
 * embedded store has one writer: its changes take turns anyway.
 */
export async function takeTurn(tx: ChangeTx, key: string): Promise<void> {
  if (tx.dialect === "postgres")
    await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx.db);
}
