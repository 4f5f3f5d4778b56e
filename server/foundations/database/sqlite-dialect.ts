import type Database from "better-sqlite3-multiple-ciphers";
import {
  type CompiledQuery,
  type Dialect,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { createGivenDriver } from "./given-transaction.ts";

/** How many prepared statements a thread keeps; the house has some hundreds of distinct texts. */
const keptStatements = 1000;

/**
 * Kysely over one SQLite connection of this thread. Statements are prepared once, by their text: half the cost of a
 * query. Transactions are not Kysely's business here: the writer thread opens and closes them itself.
 */
export function createSqliteDialect(database: Database.Database): Dialect {
  const run = createRun(database);
  const driver = createGivenDriver({
    executeQuery: async <Row>({ sql, parameters }: CompiledQuery) => run<Row>(sql, parameters),
    // oxlint-disable-next-line require-yield -- the interface asks for a generator, and none of our queries streams
    async *streamQuery() {
      throw new Error("queries are paged by key, not streamed");
    },
  });
  return {
    createAdapter: () => new OwnConnection(run),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Runs one statement: its text, and what stands in its places. */
type Run = <Row>(text: string, parameters: readonly unknown[]) => QueryResult<Row>;

/** The adapter of one connection: who holds it runs a statement that is compiled already without Kysely's own way to it. */
export class OwnConnection extends SqliteAdapter {
  readonly run: Run;
  constructor(run: Run) {
    super();
    this.run = run;
  }
}

/**
 * NOTE: SQLite's planner looks at the value bound to a bare `limit ?` (since 3.46), so it parses and plans the statement
 * anew for each value that comes: as much as the query itself costs. It does not look behind a sign.
 */
function createRun(database: Database.Database): Run {
  const statements = new Map<string, Database.Statement>();
  const prepared = (text: string) => {
    let statement = statements.get(text);
    if (!statement) {
      if (statements.size >= keptStatements) statements.clear();
      statement = database.prepare(text.replaceAll(/\blimit \?/gi, "limit +?"));
      statements.set(text, statement);
    }
    return statement;
  };
  return <Row>(text: string, parameters: readonly unknown[]) => {
    const statement = prepared(text);
    const values = parameters.map(asKept);
    // The rows' type is what the query builder computed from the tables.
    if (statement.reader) return { rows: statement.all(values) as Row[] };
    const { changes, lastInsertRowid } = statement.run(values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  };
}

/** SQLite knows no booleans, and no lists but those of JSON. */
function asKept(value: unknown): unknown {
  if (typeof value === "boolean") return Number(value);
  return Array.isArray(value) ? JSON.stringify(value) : value;
}
