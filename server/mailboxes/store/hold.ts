import type { Kysely } from "kysely";
import { type ChangeTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import type { MailboxesTables } from "./tables.ts";

/**
 * Takes these mailboxes until the commit, before anything of them is looked at: their changes follow one another,
 * whichever node makes them, so that states are handed out in the order of the commits and no `/changes` misses one.
 * Always in the same order, so that no two changes wait for each other. The embedded store has one writer.
 */
export async function holdMailboxes(tx: ChangeTx, ids: string[]) {
  const db = tablesOf<MailboxesTables>(tx);
  const [id] = ids;
  if (tx.dialect === "sqlite" && id !== undefined && ids.length === 1)
    return (await roomOfOne(db, { id })).rows;
  return (await roomOf[tx.dialect](db, { ids })).rows;
}

type Db = Kysely<MailboxesTables>;
interface Held {
  ids: readonly string[];
}

/** SQLite makes a table of a list, if only for one look. */
const roomOfOne = prepare((db: Db, { id }: { id: string }) => selectRoom(db).where("id", "=", id));
const roomOf = {
  sqlite: prepare((db: Db, { ids }: Held, among) => selectRoom(db).where("id", "in", among(ids))),
  postgres: prepare((db: Db, { ids }: Held, among) =>
    selectRoom(db).where("id", "in", among(ids)).orderBy("id").forUpdate(),
  ),
};

function selectRoom(db: Db) {
  return db.selectFrom("mailboxes_mailboxes").select(["id", "used_bytes", "quota_bytes", "status"]);
}
