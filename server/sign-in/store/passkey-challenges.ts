import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { SignInTables } from "./tables.ts";

/** Whether a challenge is answered for the first time; from now on it has been (WebAuthn L2 §13.4.3). */
export async function spendPasskeyChallenge(
  tx: ChangeTx,
  { hash, endsAt }: { hash: Uint8Array; endsAt: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows: rows } = await tables(tx)
    .insertInto("sign_in_passkey_challenges")
    .values({ challenge_hash: hash, ends_at: endsAt })
    .onConflict((conflict) => conflict.column("challenge_hash").doNothing())
    .executeTakeFirstOrThrow();
  return rows === 1n;
}

export async function hasOldPasskeyChallenge(tx: ReadTx, at: number): Promise<boolean> {
  const old = tables(tx)
    .selectFrom("sign_in_passkey_challenges")
    .select("ends_at")
    .where("ends_at", "<=", at);
  return (await old.limit(1).execute()).length > 0;
}

/** A challenge is kept until it would have ended by itself. */
export async function forgetOldPasskeyChallenges(tx: ChangeTx, at: number): Promise<void> {
  await tables(tx).deleteFrom("sign_in_passkey_challenges").where("ends_at", "<=", at).execute();
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
