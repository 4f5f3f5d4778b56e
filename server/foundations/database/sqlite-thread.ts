import { parentPort, receiveMessageOnPort, type MessagePort, workerData } from "node:worker_threads";
import { migrate } from "./migrate.ts";
import { type Changed, type RoomStore, findOperation } from "./operation.ts";
import { openConnection } from "./sqlite-connection.ts";

/**
 * One thread of the embedded store. The writer runs whole named operations, each in its own SAVEPOINT, and commits as
 * many as are waiting at once: one fsync answers them all. The reader runs each read in one snapshot.
 */

/** What the house sends with the thread. */
export interface ThreadData {
  role: "writer" | "reader";
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
  | { id: number; error: { name: string; message: string; code: string; stack: string } }
  | { changed: Changed[] }
  | { ready: string[] };

/** At most this many operations share a commit, so that the first does not wait long for the last. */
const operationsPerCommit = 200;

// A worker always has a parent, and house.ts always sends this shape.
const port = parentPort as MessagePort;
const data = workerData as ThreadData;
const { buildRooms } = (await import(data.rooms)) as RoomsModule;
const rooms = buildRooms(data.secrets);
const { database, db } = openConnection(data.file, data.key, data.role);

if (data.role === "writer") {
  database.exec("BEGIN IMMEDIATE");
  const run = await migrate(db, "sqlite", Object.values(rooms));
  database.exec("COMMIT");
  serve(commitTogether);
  answer({ ready: run });
} else {
  serve(readEach);
  answer({ ready: [] });
}

function serve(handle: (first: Request) => Promise<void>): void {
  const waiting: Request[] = [];
  let running = false;
  port.on("message", async (message: Request | "close") => {
    if (message === "close") return close();
    waiting.push(message);
    if (running) return;
    running = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) await handle(next);
    running = false;
  });
}

function close(): void {
  if (data.role === "writer") database.pragma("wal_checkpoint(TRUNCATE)");
  database.close();
  port.close();
}

async function commitTogether(first: Request): Promise<void> {
  const taken: Request[] = [];
  const answers: Answer[] = [];
  const changes: Changed[] = [];
  try {
    database.exec("BEGIN IMMEDIATE");
    for (
      let next: Request | undefined = first;
      next;
      next = taken.length < operationsPerCommit ? takeWaiting() : undefined
    ) {
      taken.push(next);
      answers.push(await runChange(next, changes));
    }
    database.exec("COMMIT");
  } catch (error) {
    // The disk is full or failing: none of them happened, and each is told so.
    if (database.inTransaction) database.exec("ROLLBACK");
    for (const { id } of taken.length > 0 ? taken : [first]) answer({ id, error: told(error) });
    return;
  }
  // Whoever waits for an answer finds the house told already.
  if (changes.length > 0) answer({ changed: changes });
  for (const one of answers) answer(one);
}

let closing = false;

function takeWaiting(): Request | undefined {
  const received = receiveMessageOnPort(port);
  if (received?.message === "close") {
    closing = true;
    setImmediate(() => closing && close());
    return undefined;
  }
  return received?.message as Request | undefined;
}

async function runChange({ id, name, args }: Request, changes: Changed[]): Promise<Answer> {
  const own: Changed[] = [];
  database.exec("SAVEPOINT operation");
  try {
    const result = await findOperation(
      rooms,
      "changes",
      name,
    )({ db, dialect: "sqlite", changed: (one) => own.push(one) }, args as never);
    database.exec("RELEASE operation");
    changes.push(...own);
    return { id, result };
  } catch (error) {
    // A full disk may have ended the whole transaction already: then nobody's change happened.
    if (!database.inTransaction) throw error;
    database.exec("ROLLBACK TO operation; RELEASE operation");
    return { id, error: told(error) };
  }
}

async function readEach({ id, name, args }: Request): Promise<void> {
  database.exec("BEGIN");
  try {
    answer({
      id,
      result: await findOperation(rooms, "reads", name)({ db, dialect: "sqlite" }, args as never),
    });
  } catch (error) {
    answer({ id, error: told(error) });
  } finally {
    database.exec("COMMIT");
  }
}

function told(error: unknown) {
  const { name = "Error", message = String(error), stack = "" } = error instanceof Error ? error : {};
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return { name, message, code, stack };
}

function answer(one: Answer): void {
  port.postMessage(one);
}
