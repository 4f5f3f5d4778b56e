import type { Kysely } from "kysely";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { takeTurn } from "../../foundations/database/turns.ts";
import { isBurst, type Regulation, regulationSpanMs, type Try } from "../rules/regulation.ts";
import type { SignInTables, TryKind } from "./tables.ts";

/** Whatever is decided on the tries of a login is decided by one change at a time. */
export function takeLoginTurn(tx: ChangeTx, loginKey: string): Promise<boolean> {
  return takeTurn(tx, `sign-in ${loginKey}`);
}

/** The tries of a login that regulation still looks at. */
export function findTries(tx: ReadTx, loginKey: string): Promise<Try[]> {
  return triesOf(tables(tx), { loginKey }).then(({ rows }) => rows);
}

const triesOf = prepare((db: Kysely<SignInTables>, { loginKey }: { loginKey: string }) =>
  db
    .selectFrom("sign_in_tries")
    .select(["kind", "at", "browser_id as browser"])
    .where("login_key", "=", loginKey),
);

/** One try of a login; `browser`: the one known for it that it comes from. */
export async function addTry(
  tx: ChangeTx,
  { id, loginKey, kind, at, browser }: { id: string; loginKey: string; kind: TryKind } & Try,
): Promise<void> {
  await insertTry(tables(tx), { id, login_key: loginKey, kind, at, browser_id: browser });
}

const insertTry = prepare((db: Kysely<SignInTables>, row: SignInTables["sign_in_tries"]) =>
  db.insertInto("sign_in_tries").values({
    id: row.id,
    login_key: row.login_key,
    kind: row.kind,
    at: row.at,
    browser_id: row.browser_id,
  }),
);

/** Whether the failures of a login are to be told to its person now: at most once a day, and written down here. */
export async function takeBurst(
  tx: ChangeTx,
  kind: "wrong" | "wrong-code",
  given: { toldId: string; loginKey: string; at: number; rules: Regulation },
): Promise<boolean> {
  const { toldId: id, loginKey, at, rules } = given;
  await takeLoginTurn(tx, loginKey);
  if (!isBurst(kind, await findTries(tx, loginKey), at, rules)) return false;
  const told = kind === "wrong" ? "told" : "told-codes";
  await addTry(tx, { id, loginKey, kind: told, at, browser: null });
  return true;
}

/** Whether the try still stands: a new password forgets those of the former one. */
export async function markTryRight(tx: ChangeTx, id: string): Promise<boolean> {
  return (await markRight(tables(tx), { id })).numAffectedRows === 1n;
}

const markRight = prepare((db: Kysely<SignInTables>, { id }: { id: string }) =>
  db.updateTable("sign_in_tries").set({ kind: "right" }).where("id", "=", id),
);

/** The same, of a password that opened a locked session: no code was sent for it. */
export async function markTryUnlocked(tx: ChangeTx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable("sign_in_tries")
    .set({ kind: "unlocked" })
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function dropTry(tx: ChangeTx, id: string): Promise<void> {
  await tables(tx).deleteFrom("sign_in_tries").where("id", "=", id).execute();
}

/** The table never holds more than what regulation looks at. */
export async function forgetOldTries(tx: ChangeTx, at: number): Promise<void> {
  await tables(tx)
    .deleteFrom("sign_in_tries")
    .where("at", "<=", at - regulationSpanMs)
    .execute();
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
