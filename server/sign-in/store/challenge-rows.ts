import type { Kysely } from "kysely";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { regulationSpanMs, type Spent } from "../rules/regulation.ts";
import type { ChallengeRow, SendingRow, SignInTables } from "./tables.ts";
import { takeLoginTurn } from "./tries.ts";

/** The challenge, while no other answer of its login can change it. */
export async function holdChallenge(
  tx: ChangeTx,
  id: string,
  browserHash: Uint8Array,
): Promise<ChallengeRow | null> {
  const found = await findChallenge(tx, id, browserHash);
  return found && (await takeLoginTurn(tx, found.login_key)) ? findChallenge(tx, id, browserHash) : found;
}

export async function findChallenge(
  tx: ReadTx,
  id: string,
  browserHash: Uint8Array,
): Promise<ChallengeRow | null> {
  const [row] = (await challengeOf(tables(tx), { id })).rows;
  return row && Buffer.compare(row.browser_hash, browserHash) === 0 ? row : null;
}

export const challengeOf = prepare((db: Kysely<SignInTables>, { id }: { id: string }) =>
  db.selectFrom("sign_in_challenges").selectAll().where("id", "=", id),
);

export const useChallenge = prepare((db: Kysely<SignInTables>, { id, at }: { id: string; at: number }) =>
  db.updateTable("sign_in_challenges").set({ used_at: at }).where("id", "=", id),
);

export const insertChallenge = prepare((db: Kysely<SignInTables>, row: ChallengeRow) =>
  db.insertInto("sign_in_challenges").values({
    id: row.id,
    method: row.method,
    login_key: row.login_key,
    person_id: row.person_id,
    structure_id: row.structure_id,
    browser_hash: row.browser_hash,
    session_id: row.session_id,
    begun_at: row.begun_at,
    expires_at: row.expires_at,
    tries_left: row.tries_left,
    used_at: row.used_at,
    browser_id: row.browser_id,
    trusts: row.trusts,
  }),
);

export const insertSending = prepare((db: Kysely<SignInTables>, row: SendingRow) =>
  db.insertInto("sign_in_sendings").values({
    challenge_id: row.challenge_id,
    method: row.method,
    destination: row.destination,
    asked_at: row.asked_at,
    state: row.state,
    at: row.at,
  }),
);

export async function findSendings(tx: ReadTx, challengeId: string): Promise<SendingRow[]> {
  return tables(tx)
    .selectFrom("sign_in_sendings")
    .selectAll()
    .where("challenge_id", "=", challengeId)
    .execute();
}

/** The last wrong answer of the day ends every challenge of its login that it is the last for. */
export async function endChallengesOf(tx: ChangeTx, loginKey: string, spent: Spent): Promise<void> {
  await tables(tx)
    .updateTable("sign_in_challenges")
    .set({ tries_left: 0 })
    .where("login_key", "=", loginKey)
    .$if(spent === "strangers", (query) => query.where("browser_id", "is", null))
    .execute();
}

/** A challenge is kept a day after its end, so that an old code still gets its own sentence. */
export async function forgetOldChallenges(tx: ChangeTx, at: number): Promise<void> {
  await tables(tx)
    .deleteFrom("sign_in_challenges")
    .where("expires_at", "<", at - regulationSpanMs)
    .execute();
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
