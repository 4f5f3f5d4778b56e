import { finderOf, type ReadTx, type RoomStore } from "./operation.ts";
import { openConnection } from "./sqlite-connection.ts";

/** Reads of one connection, one after the other, each in one snapshot. What they throw is thrown on as it is. */
export interface SqliteReader {
  read(name: string, args: unknown): Promise<unknown>;
  close(): void;
}

/** Opens a connection that only reads, for the thread that calls. */
export function openReader(file: string, key: Uint8Array, rooms: Record<string, RoomStore>): SqliteReader {
  const { database, db } = openConnection(file, key, "reader");
  const begin = database.prepare("BEGIN");
  const end = database.prepare("COMMIT");
  const find = finderOf(rooms, "reads");
  const tx: ReadTx = { db, dialect: "sqlite" };
  let last: Promise<unknown> = Promise.resolve();

  async function run(name: string, args: unknown): Promise<unknown> {
    begin.run();
    try {
      return await find(name)(tx, args as never);
    } finally {
      if (database.inTransaction) end.run();
    }
  }

  return {
    read(name, args) {
      const next = last.then(() => run(name, args));
      last = next.catch(() => undefined);
      return next;
    },
    close: () => database.close(),
  };
}
