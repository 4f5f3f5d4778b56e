import {
  type ChangeTx,
  type Migration,
  type RoomStore,
  type Store,
  remoteChanges,
  tablesOf,
} from "./database/operation.ts";
import type { Sealing } from "./sealing.ts";

interface MarkTables {
  foundations_marks: { name: string; sealed: Uint8Array };
}

const migrations: Migration[] = [
  {
    id: "foundations-0002",
    up: (db, { bytes }) =>
      db.schema
        .createTable("foundations_marks")
        .addColumn("name", "text", (column) => column.primaryKey())
        .addColumn("sealed", bytes, (column) => column.notNull())
        .execute(),
  },
];

const changes = {
  /** Keeps a mark unless there is one of its name; answers the one that is kept. */
  async keepMark(tx: ChangeTx, mark: MarkTables["foundations_marks"]): Promise<Uint8Array> {
    const db = tablesOf<MarkTables>(tx);
    await db
      .insertInto("foundations_marks")
      .values(mark)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const kept = await db
      .selectFrom("foundations_marks")
      .select("sealed")
      .where("name", "=", mark.name)
      .executeTakeFirstOrThrow();
    return kept.sealed;
  },
};

/** The table of marks, as a room's store. */
export function createMarksStore(): RoomStore & { changes: typeof changes } {
  return { migrations, changes, reads: {} };
}

/**
 * Holds the sealing key against the one that first opened this store: a node with another key would seal what no other
 * node can open. Throws `SealBroken`.
 */
export async function checkSealingMark(store: Store, sealing: Sealing): Promise<void> {
  const place = { table: "foundations_marks", column: "sealed", row: "sealing" };
  const sealed = sealing.seal(place, Buffer.from("caducee"));
  const kept = await remoteChanges<typeof changes>(store, "foundations").keepMark({
    name: place.row,
    sealed,
  });
  sealing.open(place, kept);
}
