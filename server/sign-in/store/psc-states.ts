import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { SignInTables } from "./tables.ts";

/** Whether a state comes back for the first time; from now on it has come back (RFC 9700 §4.5). */
export async function spendPscState(
  tx: ChangeTx,
  given: { stateHash: Uint8Array; endsAt: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows: rows } = await tables(tx)
    .insertInto("sign_in_psc_states")
    .values({ state_hash: given.stateHash, ends_at: given.endsAt })
    .onConflict((conflict) => conflict.column("state_hash").doNothing())
    .executeTakeFirstOrThrow();
  return rows === 1n;
}

export async function findOldPscState(tx: ReadTx, at: number): Promise<boolean> {
  const old = tables(tx).selectFrom("sign_in_psc_states").select("ends_at").where("ends_at", "<=", at);
  return (await old.limit(1).execute()).length > 0;
}

/** A state is kept until it would have ended by itself. */
export async function forgetOldPscStates(tx: ChangeTx, at: number): Promise<void> {
  await tables(tx).deleteFrom("sign_in_psc_states").where("ends_at", "<=", at).execute();
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
