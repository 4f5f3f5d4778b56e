import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely";
import {
  type ChangeTx,
  type Migration,
  type ReadTx,
  type RoomStore,
  tablesOf,
} from "../database/operation.ts";
import { describeTables } from "./describe.ts";

/** A value of a cell, as both engines give it. */
export type Cell = string | number | Uint8Array | null;
export type Row = Record<string, Cell>;

interface MoveTables {
  /** What is under way: `export` (which one, as long as nothing has changed since it began), `import` (how far it is). */
  foundations_moves: { name: string; value: string };
}

type AnyTables = Record<string, Row>;

const migrations: Migration[] = [
  {
    id: "foundations-0003",
    up: (db) =>
      db.schema
        .createTable("foundations_moves")
        .addColumn("name", "text", (column) => column.primaryKey())
        .addColumn("value", "text", (column) => column.notNull())
        .execute(),
  },
];

/** Rows of one insert: far below the parameters that either engine takes. */
const rowsAtOnce = 100;

const changes = {
  /** Keeps a word about a move; `null` forgets it. */
  async putMove(tx: ChangeTx, move: { name: string; value: string | null }): Promise<void> {
    await keepMove(tx, move);
  },

  /** Empties tables, the last first, and keeps a word about the move: all or nothing. */
  async beginImport(tx: ChangeTx, { tables, value }: { tables: string[]; value: string }): Promise<void> {
    for (const table of tables.toReversed()) await anyTables(tx).deleteFrom(table).execute();
    await keepMove(tx, { name: "import", value });
  },

  /** Writes rows as they are, and how far the import is then: both or neither. */
  async importRows(
    tx: ChangeTx,
    { table, rows, value }: { table: string; rows: Row[]; value: string },
  ): Promise<void> {
    for (let first = 0; first < rows.length; first += rowsAtOnce)
      await anyTables(tx)
        .insertInto(table)
        .values(rows.slice(first, first + rowsAtOnce))
        .execute();
    await keepMove(tx, { name: "import", value });
  },
};

const reads = {
  describeTables,

  async moves(tx: ReadTx): Promise<Record<string, string>> {
    const rows = await tablesOf<MoveTables>(tx).selectFrom("foundations_moves").selectAll().execute();
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  },

  /** The steps that made the tables what they are. */
  async migrations(tx: ReadTx): Promise<string[]> {
    const rows = await anyTables(tx)
      .selectFrom("foundations_migrations")
      .select("id")
      .orderBy("id")
      .execute();
    return rows.map(({ id }) => String(id));
  },

  /** Rows in the order of their key, from the one after `after` on, at most `limit`. */
  async tableRows(
    tx: ReadTx,
    { table, key, after, limit }: { table: string; key: string[]; after: Cell[] | null; limit: number },
  ): Promise<Row[]> {
    return anyTables(tx)
      .selectFrom(table)
      .selectAll()
      .$if(after !== null, (query) => query.where(isAfter(key, after ?? [])))
      .$call((query) => key.reduce((ordered, column) => ordered.orderBy(column), query))
      .limit(limit)
      .execute();
  },

  async countRows(tx: ReadTx, { table }: { table: string }): Promise<number> {
    const { count } = await anyTables(tx)
      .selectFrom(table)
      .select((row) => row.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    return Number(count);
  },
};

export type MoveStore = { changes: typeof changes; reads: typeof reads };

/** What moves a whole store from one engine to another, as a room's store. */
export function createMoveStore(): RoomStore & MoveStore {
  return { migrations, changes, reads, longReads: ["countRows"] };
}

function anyTables(tx: ReadTx): Kysely<AnyTables> {
  return tablesOf<AnyTables>(tx);
}

function isAfter(key: string[], after: Cell[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${sql.join(key.map((one) => sql.ref(one)))}) > (${sql.join(after)})`;
}

async function keepMove(
  tx: ChangeTx,
  { name, value }: { name: string; value: string | null },
): Promise<void> {
  const db = tablesOf<MoveTables>(tx);
  await db.deleteFrom("foundations_moves").where("name", "=", name).execute();
  if (value !== null) await db.insertInto("foundations_moves").values({ name, value }).execute();
}
