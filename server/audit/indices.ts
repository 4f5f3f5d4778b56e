import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Migration } from "../foundations/database/operation.ts";

/** Rows that a person did, those done to one, and what was refused: a condition says it in index and question alike. */
export const partsOfTrace = {
  actor: sql<boolean>`actor >= 'person:' and actor < 'person;'`,
  object: sql<boolean>`object >= 'p' and object < 'q'`,
  refused: sql<boolean>`outcome = 'refused'`,
};

/**
 * What the questions asked of the trace are answered from: whose row, on whom, which action, each newest first. Every
 * row of the program pays for them: those of which few are asked for hold these few only.
 */
export const searchIndices: Migration = {
  id: "audit-0002",
  async up(db) {
    await addIndex(db, "at", ["at", "seq"]);
    await addIndex(db, "action", ["action", "at", "seq"]);
    await addIndex(db, "actor", ["actor", "at", "seq"], partsOfTrace.actor);
    await addIndex(db, "object", ["object", "at", "seq"], partsOfTrace.object);
    await addIndex(db, "refused", ["at", "seq"], partsOfTrace.refused);
  },
};

async function addIndex(
  db: Kysely<unknown>,
  name: string,
  columns: string[],
  of?: RawBuilder<boolean>,
): Promise<void> {
  const index = db.schema
    .createIndex(`audit_rows_${name}`)
    .on("audit_rows")
    .columns(["chain", ...columns]);
  await (of ? index.where(of) : index).execute();
}
