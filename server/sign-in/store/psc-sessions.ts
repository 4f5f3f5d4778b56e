import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { PscSessionRow, SignInTables } from "./tables.ts";

export const pscSessionReads = {
  /** What the session under a token has from the provider; null when it neither opened nor was proven there, or has ended. */
  async pscSession(tx: ReadTx, { tokenHash }: { tokenHash: Uint8Array }): Promise<PscSessionRow | null> {
    const row = await tables(tx)
      .selectFrom("sign_in_psc_sessions")
      .innerJoin("sign_in_sessions", "id", "session_id")
      .select(["session_id", "kept"])
      .where("token_hash", "=", tokenHash)
      .executeTakeFirst();
    return row ?? null;
  },
};

/** Keeps what a session has from the provider, in the place of what it had: it opened so, or was proven so. */
export async function keepPscSession(tx: ChangeTx, row: PscSessionRow): Promise<void> {
  await tables(tx)
    .insertInto("sign_in_psc_sessions")
    .values(row)
    .onConflict((conflict) => conflict.column("session_id").doUpdateSet({ kept: row.kept }))
    .execute();
}

/** What came from the provider goes with its session. */
export async function forgetPscSession(tx: ChangeTx, id: string): Promise<void> {
  await tables(tx).deleteFrom("sign_in_psc_sessions").where("session_id", "=", id).execute();
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
