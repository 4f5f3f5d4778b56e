import type { Kysely } from "kysely";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { knownMs } from "../rules/trust.ts";
import type { BrowserRow, SignInTables } from "./tables.ts";

/** The browser known for a login: its id; null when it is a stranger, or a post that anybody uses. */
export async function findKnownBrowser(
  tx: ReadTx,
  loginKey: string,
  browserHash: Uint8Array | null,
): Promise<string | null> {
  if (!browserHash) return null;
  const [row] = (await browserOf(tables(tx), { loginKey, browserHash })).rows;
  const [post] = (await postOf(tables(tx), { browserHash })).rows;
  return row && !post ? row.id : null;
}

/** Ends the trust in every browser of a person: how she signs in has changed, or she has left. */
export async function endTrust(tx: ChangeTx, personId: string): Promise<void> {
  await tables(tx)
    .updateTable("sign_in_browsers")
    .set({ trusted_until: null, trusted_by: null })
    .where("person_id", "=", personId)
    .where("trusted_until", "is not", null)
    .execute();
}

export function findBrowsers(tx: ReadTx, personId: string): Promise<BrowserRow[]> {
  return tables(tx)
    .selectFrom("sign_in_browsers")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("used_at", "desc")
    .orderBy("id")
    .execute();
}

/** Browsers that nobody used for months. */
export async function forgetOldBrowsers(tx: ChangeTx, at: number): Promise<void> {
  await tables(tx)
    .deleteFrom("sign_in_browsers")
    .where("used_at", "<=", at - knownMs)
    .execute();
}

/** The browser of this cookie, as one that opened a session of this login; a person has one row a browser. */
export const browserOf = prepare(
  (db: Kysely<SignInTables>, { loginKey, browserHash }: { loginKey: string; browserHash: Uint8Array }) =>
    db
      .selectFrom("sign_in_browsers")
      .select(["id", "trusted_until"])
      .where("browser_hash", "=", browserHash)
      .where("login_key", "=", loginKey),
);

/** Whether a browser is a shared post. */
export const postOf = prepare((db: Kysely<SignInTables>, { browserHash }: { browserHash: Uint8Array }) =>
  db.selectFrom("sign_in_posts").select("structure_id").where("browser_hash", "=", browserHash),
);

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
