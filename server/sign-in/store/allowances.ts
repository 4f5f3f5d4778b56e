import type { Kysely } from "kysely";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { takeTurn } from "../../foundations/database/turns.ts";
import { type Allowance, findAllowanceWait, spendAllowance } from "../rules/allowance.ts";
import type { SignInTables } from "./tables.ts";

/** From when a network is heard again; null when that is now. */
export async function findNetworkWait(
  tx: ReadTx,
  networkKey: string,
  at: number,
  rules: Allowance,
): Promise<number | null> {
  return findAllowanceWait(await findWholeAt(tx, networkKey), at, rules);
}

/** Counts one wrong password of a network. */
export async function spendNetwork(
  tx: ChangeTx,
  networkKey: string,
  at: number,
  rules: Allowance,
): Promise<void> {
  await takeTurn(tx, `sign-in network ${networkKey}`);
  const row = {
    network_key: networkKey,
    whole_at: spendAllowance(await findWholeAt(tx, networkKey), at, rules),
  };
  await tables(tx)
    .insertInto("sign_in_allowances")
    .values(row)
    .onConflict((conflict) => conflict.column("network_key").doUpdateSet(row))
    .execute();
}

/** Allowances that are whole again say nothing. */
export async function forgetWholeAllowances(tx: ChangeTx, at: number): Promise<void> {
  await tables(tx).deleteFrom("sign_in_allowances").where("whole_at", "<=", at).execute();
}

export async function hasWholeAllowances(tx: ReadTx, at: number): Promise<boolean> {
  const whole = tables(tx).selectFrom("sign_in_allowances").select("network_key").where("whole_at", "<=", at);
  return (await whole.limit(1).execute()).length > 0;
}

async function findWholeAt(tx: ReadTx, networkKey: string): Promise<number> {
  return (await wholeAtOf(tables(tx), { networkKey })).rows[0]?.whole_at ?? 0;
}

const wholeAtOf = prepare((db: Kysely<SignInTables>, { networkKey }: { networkKey: string }) =>
  db.selectFrom("sign_in_allowances").select("whole_at").where("network_key", "=", networkKey),
);

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
