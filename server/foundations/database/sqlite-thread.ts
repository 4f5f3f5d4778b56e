import { parentPort, receiveMessageOnPort, type MessagePort, workerData } from "node:worker_threads";
import type Database from "better-sqlite3-multiple-ciphers";
import type { Kysely } from "kysely";
import { migrate } from "./migrate.ts";
import { type Changed, type ChangeTx, finderOf, type RoomStore } from "./operation.ts";
import { openConnection } from "./sqlite-connection.ts";
import { openReader } from "./sqlite-reader.ts";

/**
 * One thread of the embedded store. The writer runs whole named operations, each undone alone when it fails, and commits
 * as many as are waiting at once: one fsync answers them all. The reader runs each read in one snapshot. The copier makes
 * one copy for a backup.
 */

/** What the house sends with the thread. */
export interface ThreadData {
  role: "writer" | "reader" | "copier";
  /** Where the copier writes its copy; nothing to the others. */
  into?: string;
  file: string;
  /** 32 bytes: the whole file is under it. */
  key: Uint8Array;
  /** The module whose `buildRooms(secrets)` gives the rooms' stores. */
  rooms: string;
  secrets: Record<string, Uint8Array>;
}

/** The module that `ThreadData.rooms` names. */
export interface RoomsModule {
  buildRooms(secrets: ThreadData["secrets"]): Record<string, RoomStore>;
}

export interface Request {
  id: number;
  name: string;
  args: unknown;
}

export type Answer =
  | { id: number; result: unknown }
  | { id: number; error: { name: string; message: string; code: string; stack: string } };

/** What a thread says: once that it is open, then, commit by commit, what moved and the answers. */
export type Said = { ready: string[] } | { changed: Changed[]; answers: Answer[] };

/** At most this many operations share a commit, so that the first does not wait long for the last. */
const operationsPerCommit = 200;

// A worker always has a parent, and house.ts always sends this shape.
const port = parentPort as MessagePort;
const data = workerData as ThreadData;
const { buildRooms } = (await import(data.rooms)) as RoomsModule;
const rooms = buildRooms(data.secrets);
let close: () => void = () => port.close();
if (data.role === "writer") await serveChanges();
else if (data.role === "reader") serveReads();
else copyInto(data.into ?? "");

/** Writes the whole store as it stands into another file, under the same key, while the writer goes on; then ends. */
function copyInto(file: string): void {
  const { database } = openConnection(data.file, data.key, "writer");
  database.prepare("vacuum into ?").run(file);
  database.close();
  serve(
    () => Promise.resolve(),
    () => {},
  );
  say({ ready: [] });
}

async function serveChanges(): Promise<void> {
  const { database, db } = openConnection(data.file, data.key, "writer");
  database.exec("BEGIN IMMEDIATE");
  const run = await migrate(db, "sqlite", Object.values(rooms));
  database.exec("COMMIT");
  serve(createCommits(database, db), () => {
    database.pragma("wal_checkpoint(TRUNCATE)");
    database.close();
  });
  say({ ready: run });
}

function serveReads(): void {
  const reader = openReader(data.file, data.key, rooms);
  serve(async ({ id, name, args }) => {
    const answer = await reader.read(name, args).then(
      (result) => ({ id, result }),
      (error: unknown) => ({ id, error: told(error) }),
    );
    say({ changed: [], answers: [answer] });
  }, reader.close);
  say({ ready: [] });
}

/** Handles what comes, one after the other, until told to close. */
function serve(handle: (first: Request) => Promise<void>, release: () => void): void {
  let last: Promise<void> = Promise.resolve();
  close = () => {
    void last.then(release).then(() => port.close());
  };
  port.on("message", (message: Request | "close") => {
    if (message === "close") close();
    else last = last.then(() => handle(message));
  });
}

/** Runs changes, as many to a COMMIT as are waiting. */
function createCommits(database: Database.Database, db: Kysely<unknown>): (first: Request) => Promise<void> {
  const find = finderOf(rooms, "changes");
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const rollback = database.prepare("ROLLBACK");
  const savepoint = database.prepare("SAVEPOINT operation");
  const release = database.prepare("RELEASE operation");
  const undo = database.prepare("ROLLBACK TO operation");

  async function runChange(
    { id, name, args }: Request,
    changes: Changed[],
    isFirst: boolean,
  ): Promise<Answer> {
    const own: Changed[] = [];
    const tx: ChangeTx = { db, dialect: "sqlite", changed: (one) => own.push(one) };
    // SQLite copies every page that it changes under a savepoint: the first, mostly alone, has the whole transaction.
    if (!isFirst) savepoint.run();
    try {
      const result = await find(name)(tx, args as never);
      if (!isFirst) release.run();
      changes.push(...own);
      return { id, result };
    } catch (error) {
      // A full disk may have ended the whole transaction already: then nobody's change happened.
      if (!database.inTransaction) throw error;
      if (isFirst) {
        rollback.run();
        begin.run();
      } else {
        undo.run();
        release.run();
      }
      return { id, error: told(error) };
    }
  }

  return async (first) => {
    const taken: Request[] = [];
    const answers: Answer[] = [];
    const changes: Changed[] = [];
    try {
      begin.run();
      for (
        let next: Request | undefined = first;
        next;
        next = taken.length < operationsPerCommit ? takeWaiting() : undefined
      ) {
        taken.push(next);
        answers.push(await runChange(next, changes, taken.length === 1));
      }
      commit.run();
    } catch (error) {
      // The disk is full or failing: none of them happened, and each is told so.
      if (database.inTransaction) rollback.run();
      const failed = (taken.length > 0 ? taken : [first]).map(({ id }) => ({ id, error: told(error) }));
      say({ changed: [], answers: failed });
      return;
    }
    say({ changed: changes, answers });
  };
}

/** What came while an operation ran, without waiting for it. */
function takeWaiting(): Request | undefined {
  const received = receiveMessageOnPort(port);
  if (received?.message === "close") {
    close();
    return undefined;
  }
  return received?.message as Request | undefined;
}

function told(error: unknown) {
  const { name = "Error", message = String(error), stack = "" } = error instanceof Error ? error : {};
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return { name, message, code, stack };
}

function say(one: Said): void {
  port.postMessage(one);
}
