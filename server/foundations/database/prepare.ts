import {
  type Compilable,
  type CompiledQuery,
  type DialectAdapter,
  type Kysely,
  type QueryResult,
  type RawBuilder,
  sql,
  SqliteAdapter,
} from "kysely";
import { OwnConnection } from "./sqlite-dialect.ts";

/** What `in` holds a column against: a list of any length that comes as one value; a table too, of one column `value`. */
type Among = (list: readonly string[]) => RawBuilder<string>;

/** Stands in a query for a value that comes with each call. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A query of one shape, built and compiled once a dialect, then run with other values: building and compiling costs
 * several times what a small query does. `build` sees stand-ins for the values: it puts them in, and looks at none; a
 * list goes through `among`.
 */
export function prepare<Tables, Values extends object, Row>(
  build: (db: Kysely<Tables>, values: Values, among: Among) => Compilable<Row>,
): (db: Kysely<Tables>, values: Values) => Promise<QueryResult<Row>> {
  // An adapter is the dialect's own: transactions come and go over the same one.
  const compiled = new WeakMap<DialectAdapter, CompiledQuery<Row>>();
  return (db, values) => {
    const { adapter } = db.getExecutor();
    let query = compiled.get(adapter);
    if (!query) {
      query = build(db, slots<Values>(), amongIn(adapter)).compile();
      compiled.set(adapter, query);
    }
    // Any object's values can be asked for by name; a copy, to tell the compiler, costs what a small query does.
    const given = values as Partial<Record<string, unknown>>;
    const parameters = query.parameters.map((one) => (one instanceof Slot ? given[one.name] : one));
    if (adapter instanceof OwnConnection) return runHere<Row>(adapter, query.sql, parameters);
    return db.executeQuery({ ...query, parameters });
  };
}

/** Rejects where the engine throws, as every other way to a query does. */
async function runHere<Row>({ run }: OwnConnection, text: string, parameters: readonly unknown[]) {
  return run<Row>(text, parameters);
}

function amongIn(adapter: DialectAdapter): Among {
  return adapter instanceof SqliteAdapter
    ? (list) => sql`(select value from json_each(${list}))`
    : (list) => sql`(select unnest(${list}::text[]) as value)`;
}

function slots<Values extends object>(): Values {
  // Every name asked for is a slot; to the query builder, a value like any other.
  return new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as Values;
}
