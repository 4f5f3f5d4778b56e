import { sql } from "kysely";
import type { ChangeTx } from "./operation.ts";

/**
 * Makes changes that name the same key wait for one another's commit, where there is no row to take. The embedded
 * store has one writer: its changes take turns anyway. Returns whether it may have waited, so that what was read
 * before has to be read again.
 */
export async function takeTurn(tx: ChangeTx, key: string): Promise<boolean> {
  if (tx.dialect === "sqlite") return false;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx.db);
  return true;
}

/** The same turn for many changes at once: they wait for whoever takes it alone, and it waits for all of them. */
export async function shareTurn(tx: ChangeTx, key: string): Promise<void> {
  if (tx.dialect === "sqlite") return;
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`.execute(tx.db);
}
