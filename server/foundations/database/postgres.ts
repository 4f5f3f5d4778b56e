import { setTimeout as pause } from "node:timers/promises";
import { Kysely } from "kysely";
import { Client, type ClientBase, type ClientConfig, DatabaseError, Pool, type PoolClient } from "pg";
import type { Log } from "../log.ts";
import { migrate } from "./migrate.ts";
import { type Changed, finderOf, type RoomStore, type Store, StoreFailed } from "./operation.ts";
import { createPostgresDialect, rowTypes } from "./postgres-dialect.ts";
import { openNews } from "./postgres-news.ts";
import type { Presence } from "./postgres-presence.ts";
import { refusalOf, refusalOfServer } from "./postgres-refusals.ts";

export interface PostgresOptions {
  /** `postgres://…`; it holds a password, and is never logged. */
  url: string;
  /** URL of the module whose `buildRooms(secrets)` gives the rooms' stores. */
  rooms: string;
  secrets: Record<string, Uint8Array>;
  /** The most connections that operations use at once; one more listens. */
  connections: number;
  /** Who opens it; anybody of no name when not said. */
  presence?: Presence;
  log: Log;
}

/** Any number that no other program would take: one node migrates, the others wait. */
const migrationLock = 0x4ca_d0c;
const patienceMs = 10_000;
/** The longest that a statement runs or waits, on the server's clock, then on ours if the server is gone. */
const timeLimits = {
  statement_timeout: 60_000,
  idle_in_transaction_session_timeout: 60_000,
  query_timeout: 75_000,
};
/** How often an operation is begun again, and after how long at first: milliseconds, doubled each time. */
const mostTries = 8;
const firstPauseMs = 15;

/** The answer to COMMIT was lost: the change stands or not. */
class CommitLost extends Error {}

/**
 * Opens the store on the operator's PostgreSQL, 15 or newer, which several nodes may share. A change is one transaction
 * of its own (READ COMMITTED: operations take the rows that they are about to change before they look at them), a read
 * is one snapshot. Throws `PostgresRefused` when the database cannot be used.
 */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const { url, connections, presence = {}, log } = options;
  // The module is named by the house, which knows its shape.
  const { buildRooms } = (await import(options.rooms)) as {
    buildRooms(secrets: PostgresOptions["secrets"]): Record<string, RoomStore>;
  };
  const rooms = buildRooms(options.secrets);
  const connection: ClientConfig = {
    connectionString: url,
    application_name: "caducee",
    connectionTimeoutMillis: patienceMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: patienceMs,
    types: rowTypes,
  };
  const [findChange, findRead] = [finderOf(rooms, "changes"), finderOf(rooms, "reads")];
  const listeners = createListeners();
  const news = await prepare(connection, rooms)
    .then(() => openNews({ connection, presence, ...listeners, log }))
    .catch((error: unknown) => {
      throw refusalOf(error) ?? error;
    });
  const pool = new Pool({ ...connection, ...timeLimits, max: connections, onConnect: prepareConnection });
  // An idle connection that breaks is replaced at the next operation, which tells of it if it cannot be.
  pool.on("error", () => {});
  return {
    dialect: "postgres",
    async change(name, args) {
      let changes: Changed[] = [];
      const result = await again(name, () => {
        changes = [];
        const changed = (one: Changed) => changes.push(one);
        return inTransaction(pool, "begin", (db) =>
          findChange(name)({ db, dialect: "postgres", changed }, args as never),
        );
      });
      if (changes.length > 0) {
        listeners.hear(changes);
        news.tell(changes);
      }
      return result;
    },
    read: (name, args) =>
      again(name, () =>
        inTransaction(pool, "begin isolation level repeatable read read only", (db) =>
          findRead(name)({ db, dialect: "postgres" }, args as never),
        ),
      ),
    onChanged: listeners.add,
    async close() {
      await news.close();
      await pool.end();
    },
  };
}

/** Those of this node who listen to commits, and how to reach them. */
function createListeners() {
  const held = new Set<{ hear(changes: Changed[]): void; missed?: (() => void) | undefined }>();
  return {
    hear: (changes: Changed[]) => held.forEach(({ hear }) => hear(changes)),
    missed: () => held.forEach(({ missed }) => missed?.()),
    add(hear: (changes: Changed[]) => void, missed?: () => void) {
      const listener = { hear, missed };
      held.add(listener);
      return () => void held.delete(listener);
    },
  };
}

/**
 * A commit is on disk before it is answered, whatever the database's own default. A connection that breaks is told by
 * the query under way and by an event of its own, which nobody hears while a transaction holds it: unheard, it would
 * end the program.
 */
async function prepareConnection(client: ClientBase): Promise<void> {
  client.on("error", () => {});
  await client.query(
    "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'",
  );
}

/** Looks at the server and brings the tables up to date; one node does, the others wait as long as it takes. */
async function prepare(connection: ClientConfig, rooms: Record<string, RoomStore>): Promise<void> {
  const client = new Client(connection);
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; encoding: string }>(
      "select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding",
    );
    const refusal = refusalOfServer(rows[0]?.version ?? "", rows[0]?.encoding ?? "");
    if (refusal) throw refusal;
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
    await migrate(new Kysely({ dialect: createPostgresDialect(client) }), "postgres", Object.values(rooms));
    await client.query("commit");
  } finally {
    await client.end();
  }
}

/** Those that met wait for different lengths, or they would meet again. */
let met = 0;

/** Runs an operation, from the start again when it met another node's transaction or a connection that was cut. */
async function again<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  for (let tries = 1, wait = firstPauseMs; ; tries++, wait *= 2) {
    try {
      return await run();
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (tries === mostTries || !isPassing(failure)) throw failed(name, failure);
      await pause(wait + ((met++ % 8) * wait) / 4);
    }
  }
}

function failed(name: string, error: Error): StoreFailed {
  return new StoreFailed(name, codeOf(error), error, error instanceof CommitLost);
}

/**
 * Two nodes met (a deadlock, or both read that a row was missing and inserted it), the connection was cut before the
 * commit, or another node has changed the tables since this connection prepared its statements.
 */
function isPassing(error: Error): boolean {
  if (error instanceof CommitLost) return false;
  if (/^(40001|40P01|23505|57P0[123]|0A000|53300|08...)$/.test(codeOf(error))) return true;
  return (
    !(error instanceof DatabaseError) &&
    /ECONN|EPIPE|terminated|not queryable/.test(`${codeOf(error)} ${error.message}`)
  );
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : "";
}

async function inTransaction<Result>(
  pool: Pool,
  begin: string,
  run: (db: Kysely<unknown>) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let isBroken = false;
  try {
    await client.query(begin);
    const result = await run(kyselyOf(client));
    await commit(client);
    return result;
  } catch (error) {
    isBroken =
      isLost(error) ||
      (await client.query("rollback").then(
        () => false,
        () => true,
      ));
    throw error;
  } finally {
    client.release(isBroken);
  }
}

/** The connection is of no more use: its statements are of former tables, or it does not answer. */
function isLost(error: unknown): boolean {
  return error instanceof DatabaseError
    ? error.code === "0A000"
    : error instanceof Error && error.message === "Query read timeout";
}

async function commit(client: ClientBase): Promise<void> {
  const { command } = await client.query("commit").catch((error: Error) => {
    // A server that says no has not committed; one that goes away may have.
    throw error instanceof DatabaseError && /^(23|40)/.test(codeOf(error))
      ? error
      : new CommitLost(error.message);
  });
  // A transaction that met an error answers COMMIT by rolling back, without a word.
  if (command !== "COMMIT") throw new Error("an operation went on after a query of its own had failed");
}

const known = new WeakMap<PoolClient, Kysely<unknown>>();

function kyselyOf(client: PoolClient): Kysely<unknown> {
  let db = known.get(client);
  if (!db) known.set(client, (db = new Kysely<unknown>({ dialect: createPostgresDialect(client) })));
  return db;
}
