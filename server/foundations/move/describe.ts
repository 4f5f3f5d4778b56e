import { sql } from "kysely";
import type { ReadTx } from "../database/operation.ts";

export type ColumnType = "text" | "whole" | "bytes";

/** A table as its own engine describes it. */
export interface Table {
  name: string;
  columns: Record<string, ColumnType>;
  /** The columns of its primary key, in order. */
  key: string[];
  /** The tables that its foreign keys name. */
  references: string[];
}

/** A column as the engine names it. `key` is its place in the primary key, 0 outside of it. */
interface FoundColumn {
  table: string;
  column: string;
  type: string;
  key: number;
}

interface FoundReference {
  table: string;
  target: string;
}

const types: Record<string, ColumnType> = {
  text: "text",
  integer: "whole",
  bigint: "whole",
  blob: "bytes",
  bytea: "bytes",
};

const columnsOf = {
  // FTS5's own tables are of the type « shadow », its visible one « virtual ».
  sqlite: sql<FoundColumn>`select t.name as "table", c.name as "column", lower(c.type) as type, c.pk as key
    from pragma_table_list t, pragma_table_info(t.name) c
    where t.schema = 'main' and t.type in ('table', 'virtual') and t.name not like 'sqlite\\_%' escape '\\'
    order by t.name, c.cid`,
  postgres: sql<FoundColumn>`select c.relname as "table", a.attname as "column",
      format_type(a.atttypid, null) as type, coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) as key
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
    order by c.relname, a.attnum`,
};

const referencesOf = {
  sqlite: sql<FoundReference>`select t.name as "table", f."table" as target
    from pragma_table_list t, pragma_foreign_key_list(t.name) f where t.schema = 'main'`,
  postgres: sql<FoundReference>`select o.relname as "table", t.relname as target
    from pg_constraint k join pg_class o on o.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and o.relnamespace = current_schema()::regnamespace`,
};

/**
 * The tables that stand in the store but `except`, each after those that it references. Throws, naming the table, when
 * one of them could not be moved: a column of another type, or no primary key.
 */
export async function describeTables(tx: ReadTx, { except }: { except: string[] }): Promise<Table[]> {
  const columns = (await columnsOf[tx.dialect].execute(tx.db)).rows;
  const references = (await referencesOf[tx.dialect].execute(tx.db)).rows;
  const tables = [...Map.groupBy(columns, ({ table }) => table)]
    .filter(([name]) => !except.includes(name))
    .map(([name, own]) => {
      const targets = references.filter(({ table, target }) => table === name && target !== name);
      return describe(name, own, [...new Set(targets.map(({ target }) => target))]);
    });
  return inOrder(tables);
}

function describe(name: string, found: FoundColumn[], references: string[]): Table {
  const columns: Table["columns"] = {};
  for (const { column, type } of found) {
    const known = types[type];
    if (!known)
      throw new Error(`${name}.${column} is ${type}: an export knows texts, whole numbers and bytes`);
    columns[column] = known;
  }
  const key = found
    .filter((one) => one.key > 0)
    .sort((one, other) => one.key - other.key)
    .map(({ column }) => column);
  if (key.length === 0) throw new Error(`${name} has no primary key: an export goes through it by key`);
  return { name, columns, key, references };
}

function inOrder(tables: readonly Table[]): Table[] {
  const left = new Map(tables.map((table) => [table.name, table]));
  const ordered: Table[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ references }) => !references.some((one) => left.has(one)));
    if (ready.length === 0) throw new Error(`tables reference one another in a ring: ${[...left.keys()]}`);
    for (const table of ready) left.delete(table.name);
    ordered.push(...ready);
  }
  return ordered;
}
