import type { Kysely } from "kysely";
import type { ColumnTypes, Dialect, RoomStore } from "./operation.ts";

interface MigrationTables {
  foundations_migrations: { id: string };
}

const types: Record<Dialect, ColumnTypes> = {
  sqlite: { whole: "integer", bytes: "blob" },
  postgres: { whole: "bigint", bytes: "bytea" },
};

/**
 * Brings every room's tables up to date inside the open transaction; rooms are taken in the order given, which is
 * that of their arrows. Returns the ids of the steps that were run.
 */
export async function migrate(
  db: Kysely<unknown>,
  dialect: Dialect,
  rooms: readonly RoomStore[],
): Promise<string[]> {
  await db.schema
    .createTable("foundations_migrations")
    .ifNotExists()
    .addColumn("id", "text", (column) => column.primaryKey())
    .execute();
  const own = db as Kysely<unknown> as Kysely<MigrationTables>;
  const done = new Set(
    (await own.selectFrom("foundations_migrations").select("id").execute()).map(({ id }) => id),
  );
  const run: string[] = [];
  for (const step of rooms.flatMap((room) => room.migrations)) {
    if (done.has(step.id)) continue;
    await step.up(db, types[dialect]);
    await own.insertInto("foundations_migrations").values({ id: step.id }).execute();
    run.push(step.id);
  }
  return run;
}
