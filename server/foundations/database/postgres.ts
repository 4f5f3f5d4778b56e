import { setTimeout as pause } from "node:timers/promises";
import { Kysely } from "kysely";
import { type ClientBase, type ClientConfig, DatabaseError, Pool, type PoolClient } from "pg";
import type { Log } from "../log.ts";
import { migrate } from "./migrate.ts";
import { type Changed, type RoomStore, type Store, StoreFailed, findOperation } from "./operation.ts";
import { createPostgresDialect, rowTypes } from "./postgres-dialect.ts";
import { openNews } from "./postgres-news.ts";
import { PostgresRefused, refusalOf } from "./postgres-refusals.ts";

export interface PostgresOptions {
  /** `postgres://…`; it holds a password, and is never logged. */
  url: string;
  /** URL of the module whose `buildRooms(secrets)` gives the rooms' stores. */
  rooms: string;
  secrets: Record<string, Uint8Array>;
  /** The most connections that operations use at once; one more listens. */
  connections: number;
  log: Log;
}

const leastVersion = 150_000;
/** Any number that no other program would take: one node migrates, the others wait. */
const migrationLock = 0x4ca_d0c;
const patienceMs = 10_000;
/** How often an operation is begun again, and after how long at first: milliseconds, doubled each time. */
const mostTries = 6;
const firstPauseMs = 15;

/** The answer to COMMIT was lost: the change stands or not. */
class CommitLost extends Error {}

/**
 * Opens the store on the operator's PostgreSQL, 15 or newer, which several nodes may share. A change is one transaction
 * of its own (READ COMMITTED: operations take the rows that they are about to change before they look at them), a read
 * is one snapshot. Throws `PostgresRefused` when the database cannot be used.
 */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const { url, connections, log } = options;
  // The module is named by the house, which knows its shape.
  const { buildRooms } = (await import(options.rooms)) as {
    buildRooms(secrets: PostgresOptions["secrets"]): Record<string, RoomStore>;
  };
  const rooms = buildRooms(options.secrets);
  const connection: ClientConfig = {
    connectionString: url,
    application_name: "caducee",
    connectionTimeoutMillis: patienceMs,
    types: rowTypes,
  };
  const pool = new Pool({ ...connection, max: connections, keepAlive: true, onConnect: insistOnCommits });
  // An idle connection that breaks is replaced at the next operation, which tells of it if it cannot be.
  pool.on("error", () => {});
  const listeners = new Set<(changes: Changed[]) => void>();
  const missedListeners = new Set<() => void>();
  const hear = (changes: Changed[]) => listeners.forEach((listener) => listener(changes));
  try {
    await inTransaction(pool, "begin", (db, client) => prepare(db, client, rooms));
    const news = await openNews({
      connection,
      hear,
      missed: () => missedListeners.forEach((listener) => listener()),
      log,
    });
    return {
      dialect: "postgres",
      async change(name, args) {
        let changes: Changed[] = [];
        const result = await again(name, () => {
          changes = [];
          return inTransaction(pool, "begin", (db) =>
            findOperation(
              rooms,
              "changes",
              name,
            )({ db, dialect: "postgres", changed: (one) => changes.push(one) }, args as never),
          );
        });
        if (changes.length > 0) {
          hear(changes);
          news.tell(changes);
        }
        return result;
      },
      read: (name, args) =>
        again(name, () =>
          inTransaction(pool, "begin isolation level repeatable read read only", (db) =>
            findOperation(rooms, "reads", name)({ db, dialect: "postgres" }, args as never),
          ),
        ),
      onChanged(listener, missed) {
        listeners.add(listener);
        if (missed) missedListeners.add(missed);
        return () => {
          listeners.delete(listener);
          if (missed) missedListeners.delete(missed);
        };
      },
      async close() {
        await news.close();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw refusalOf(error) ?? error;
  }
}

/** A commit is on disk before it is answered, whatever the database's own default. */
async function insistOnCommits(client: ClientBase): Promise<void> {
  await client.query(
    "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'",
  );
}

async function prepare(
  db: Kysely<unknown>,
  client: ClientBase,
  rooms: Record<string, RoomStore>,
): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    "select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding",
  );
  if (Number(rows[0]?.version) < leastVersion) throw new PostgresRefused("too-old");
  if (rows[0]?.encoding !== "UTF8") throw new PostgresRefused("not-utf8");
  await client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
  await migrate(db, "postgres", Object.values(rooms));
}

/** Runs an operation, from the start again when it met another node's transaction or a connection that was cut. */
async function again<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  for (let tries = 1, wait = firstPauseMs; ; tries++, wait *= 2) {
    try {
      return await run();
    } catch (error) {
      const known = error instanceof Error ? error : new Error(String(error));
      if (tries === mostTries || !isPassing(known)) throw failed(name, known);
      await pause(wait);
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
  run: (db: Kysely<unknown>, client: ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let isBroken = false;
  try {
    await client.query(begin);
    const result = await run(kyselyOf(client), client);
    await commit(client);
    return result;
  } catch (error) {
    const isStale = error instanceof DatabaseError && error.code === "0A000";
    isBroken =
      isStale ||
      (await client.query("rollback").then(
        () => false,
        () => true,
      ));
    throw error;
  } finally {
    client.release(isBroken);
  }
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
