import { Worker } from "node:worker_threads";
import { type Changed, type Store, StoreFailed } from "./operation.ts";
import { openReader } from "./sqlite-reader.ts";
import type { RoomsModule, Said, ThreadData } from "./sqlite-thread.ts";

export interface EmbeddedOptions {
  /** The database file; it is made when missing, in an existing folder. */
  file: string;
  /** 32 bytes; the whole file, its journal and its search index are encrypted under it. */
  key: Uint8Array;
  /** The module that each thread runs; `sqlite-thread.ts` beside this file when not said. */
  thread?: URL;
  /** URL of the module whose `buildRooms(secrets)` gives the rooms' stores; each thread imports it. */
  rooms: string;
  secrets: Record<string, Uint8Array>;
}

interface Thread {
  call(name: string, args: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Opens the embedded store: SQLite in WAL, encrypted, one thread that writes. Reads are short and run where they are
 * asked for: a message to another thread and back costs more than most of them. Throws `StoreFailed`
 * when the file cannot be opened (wrong key, unwritable folder, full disk).
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Store> {
  const listeners = new Set<(changes: Changed[]) => void>();
  const tell = (changes: Changed[]) => listeners.forEach((listener) => listener(changes));
  // The writer first: it makes the file and its tables.
  const { thread = new URL("./sqlite-thread.ts", import.meta.url), ...data } = options;
  const writer = await startThread(thread, { ...data, role: "writer" }, tell);
  const { buildRooms } = (await import(options.rooms)) as RoomsModule;
  const rooms = buildRooms(options.secrets);
  const reader = openReader(options.file, options.key, rooms);
  const long = new Set(
    Object.entries(rooms).flatMap(([room, { longReads = [] }]) => longReads.map((name) => `${room}.${name}`)),
  );
  const readHere = async (name: string, args: unknown) => {
    try {
      return await reader.read(name, args);
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error));
      throw new StoreFailed(name, "code" in cause ? String(cause.code) : "", cause);
    }
  };
  // Long reads are rare: their thread is started by the first of them.
  let apart: Promise<Thread> | undefined;
  const readApart = async (name: string, args: unknown) =>
    (await (apart ??= startThread(thread, { ...data, role: "reader" }, tell))).call(name, args);
  return {
    dialect: "sqlite",
    change: writer.call,
    read: (name, args) => (long.has(name) ? readApart(name, args) : readHere(name, args)),
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async copyInto(into) {
      const copier = await startThread(thread, { ...data, role: "copier", into }, tell);
      await copier.close();
    },
    async close() {
      reader.close();
      await (await apart)?.close();
      await writer.close();
    },
  };
}

async function startThread(
  module: URL,
  data: ThreadData,
  tell: (changes: Changed[]) => void,
): Promise<Thread> {
  const worker = new Worker(module, {
    workerData: data,
    resourceLimits: { maxYoungGenerationSizeMb: 32 },
  });
  const pending = new Map<
    number,
    { name: string; resolve(value: unknown): void; reject(error: Error): void }
  >();
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  let counter = 0;
  await new Promise<void>((resolve, reject) => {
    worker.on("message", (said: Said) => {
      if ("ready" in said) return resolve();
      // Whoever waits for an answer finds the house told already.
      if (said.changed.length > 0) tell(said.changed);
      for (const answer of said.answers) {
        const call = pending.get(answer.id);
        pending.delete(answer.id);
        if ("error" in answer) call?.reject(new StoreFailed(call.name, answer.error.code, answer.error));
        else call?.resolve(answer.result);
      }
    });
    worker.once("error", (error) => {
      // What the thread was committing when it died may be on disk.
      const failed = new StoreFailed("open", "code" in error ? String(error.code) : "", error, true);
      reject(failed);
      for (const call of pending.values()) call.reject(failed);
      pending.clear();
    });
  });
  return {
    call(name, args) {
      const id = ++counter;
      return new Promise((resolve, reject) => {
        pending.set(id, { name, resolve, reject });
        worker.postMessage({ id, name, args });
      });
    },
    async close() {
      worker.postMessage("close");
      await ended;
    },
  };
}
