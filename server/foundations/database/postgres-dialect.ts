import {
  type ColumnDefinitionNode,
  type CompiledQuery,
  type DataTypeNode,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import { type ClientBase, type CustomTypesConfig, types } from "pg";
import { createGivenDriver } from "./given-transaction.ts";

/** A list of ids makes a text for each length: beyond this many parameters a statement is not worth a name. */
const namedParameters = 24;
/** How many statements each connection keeps prepared; the house has some hundreds of short texts. */
const keptStatements = 1000;
/** One for all connections: what is compiled for one is compiled for all (`prepare.ts`). */
const adapter = new PostgresAdapter();
const names = new Map<string, string>();

/**
 * Kysely over one PostgreSQL connection. Statements are prepared once in each connection, under a name. Transactions
 * are not Kysely's business here: `postgres.ts` opens and closes them itself.
 */
export function createPostgresDialect(client: ClientBase): Dialect {
  const driver = createGivenDriver(createConnection(client));
  return {
    createAdapter: () => adapter,
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new Compiler(),
  };
}

/** Rows hold what the embedded store's would: whole numbers and 0 or 1, never text or booleans. */
export const rowTypes: CustomTypesConfig = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === types.builtins.INT8 || oid === types.builtins.NUMERIC) return readNumber;
    if (oid === types.builtins.BOOL) return (text: string) => (text === "t" ? 1 : 0);
    return types.getTypeParser(oid, format);
  },
};

function readNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`a number that JavaScript cannot hold: ${text}`);
  return number;
}

function createConnection(client: ClientBase): DatabaseConnection {
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const name = parameters.length <= namedParameters ? nameOf(sql) : undefined;
      const values = parameters.map(asParameter);
      const { rows, rowCount, command } = await client.query({
        text: sql,
        values,
        ...(name ? { name } : {}),
      });
      // The rows' type is what the query builder computed from the tables.
      if (command === "SELECT") return { rows: rows as Row[] };
      return { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) };
    },
    // oxlint-disable-next-line require-yield -- the interface asks for a generator, and none of our queries streams
    async *streamQuery() {
      throw new Error("queries are paged by key, not streamed");
    },
  };
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= keptStatements) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}

/** Columns hold no booleans (SQLite knows none), and PostgreSQL's text cannot hold NUL. */
function asParameter(value: unknown): unknown {
  if (typeof value === "boolean") return Number(value);
  if (Array.isArray(value)) return value.map(asParameter);
  return typeof value === "string" && value.includes("\0") ? value.replaceAll("\0", "\uFFFD") : value;
}

class Compiler extends PostgresQueryCompiler {
  /** Text is compared and sorted by its bytes, as SQLite and JavaScript do, whatever the database's own collation. */
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node);
    const inColumn = (this.parentNode as ColumnDefinitionNode | undefined)?.kind === "ColumnDefinitionNode";
    if (inColumn && node.dataType === "text") this.append(' collate "C"');
  }
}
