import type { Kysely } from "kysely";

/** Which SQL the store speaks. */
export type Dialect = "sqlite" | "postgres";

/** What a committed change tells the rest of the house: which mailbox moved, and for whom (all of its people when absent). */
export interface Changed {
  mailboxId: string;
  personId?: string;
}

/** What a read operation is given. Rooms look at their own tables through `tablesOf`. */
export interface ReadTx {
  readonly db: Kysely<unknown>;
  readonly dialect: Dialect;
}

/** What a change is given: the open transaction, and where to say what it moved. */
export interface ChangeTx extends ReadTx {
  changed(change: Changed): void;
}

/**
 * A named operation. It gets plain arguments (they cross a thread), awaits nothing but its own queries, takes time
 * and ids as arguments, and its whole effect is committed or none of it.
 */
export type Change = (tx: ChangeTx, args: never) => Promise<unknown>;
export type Read = (tx: ReadTx, args: never) => Promise<unknown>;

/** One room's part of the store: its migrations and its operations by name. */
export interface RoomStore {
  migrations: readonly Migration[];
  changes: Record<string, Change>;
  reads: Record<string, Read>;
  /** Those of the reads that may take long: the embedded store runs them in a thread apart. */
  longReads?: readonly string[];
  /**
   * Tables that an export leaves out, for they are made of the others, and the change of this room that makes them again,
   * some rows at a time: given the last answer (first ""), it answers where to go on from, null at the end.
   */
  rebuilt?: { tables: readonly string[]; by: string };
}

/** The types that a migration writes differently in the two dialects. */
export interface ColumnTypes {
  /** Milliseconds since 1970, counters, sizes. */
  whole: "integer" | "bigint";
  bytes: "blob" | "bytea";
}

/** A numbered step of a room's tables, written by hand, never changed once released. */
export interface Migration {
  /** `mailboxes-0001`: the room, then four digits; steps run in the order of this text within a room. */
  id: string;
  up(db: Kysely<unknown>, types: ColumnTypes): Promise<void>;
}

/** The same operation as the rest of the house calls it: without the transaction, answered after the commit. */
export type Remote<Operations> = {
  [Name in keyof Operations]: Operations[Name] extends (
    tx: never,
    ...args: infer Args
  ) => Promise<infer Result>
    ? (...args: Args) => Promise<Result>
    : never;
};

/** The store that house.ts opens, whichever engine is under it. */
export interface Store {
  readonly dialect: Dialect;
  change(name: string, args: unknown): Promise<unknown>;
  read(name: string, args: unknown): Promise<unknown>;
  /**
   * Calls `listener` after each commit that moved something, whichever node of the program made it; returns how to
   * stop. `missed` is called when commits of other nodes may have gone unheard.
   */
  onChanged(listener: (changes: Changed[]) => void, missed?: () => void): () => void;
  /**
   * Writes the whole store as it stands into a file that is not there yet, encrypted under the same key, while it is
   * used; PostgreSQL has tools of its own. Throws `StoreFailed`.
   */
  copyInto?(file: string): Promise<void>;
  close(): Promise<void>;
}

/** A store operation that failed: full disk, broken file, database out of reach, or a defect of ours. */
export class StoreFailed extends Error {
  override name = "StoreFailed";
  /** The engine's own code (`SQLITE_FULL`, `57P01`), or empty. */
  readonly code: string;
  /** Nobody knows whether the change was committed: the answer to COMMIT was lost. */
  readonly unsure: boolean;
  constructor(operation: string, code: string, cause: { message: string; stack?: string }, unsure = false) {
    super(`${operation}: ${cause.message}`);
    this.code = code;
    this.unsure = unsure;
    if (cause.stack !== undefined) this.stack = cause.stack;
  }
}

/** Finds the operations of one side by their whole names, `room.operation`. What it gives throws where there is none. */
export function finderOf<Side extends "changes" | "reads">(
  rooms: Record<string, RoomStore>,
  side: Side,
): (name: string) => Side extends "changes" ? Change : Read {
  const byName = new Map<string, Change | Read>();
  for (const [room, { [side]: operations }] of Object.entries<Record<Side, Record<string, Change | Read>>>(
    rooms,
  ))
    for (const [name, operation] of Object.entries(operations)) byName.set(`${room}.${name}`, operation);
  return (name) => {
    const operation = byName.get(name);
    if (!operation) throw new Error(`no operation ${name}`);
    // A side holds its own kind only.
    return operation as Side extends "changes" ? Change : Read;
  };
}

/** A room's changes, callable: `remoteChanges<typeof changes>(store, "mailboxes").receive(args)`. */
export function remoteChanges<Operations>(store: Store, room: string): Remote<Operations> {
  return remote<Operations>(room, (name, args) => store.change(name, args));
}

/** A room's reads, callable. */
export function remoteReads<Operations>(store: Store, room: string): Remote<Operations> {
  return remote<Operations>(room, (name, args) => store.read(name, args));
}

function remote<Operations>(
  room: string,
  call: (wholeName: string, args: unknown) => Promise<unknown>,
): Remote<Operations> {
  const known = new Map<string, (args: unknown) => Promise<unknown>>();
  const calls = new Proxy(
    {},
    {
      get(_, name: string) {
        let operation = known.get(name);
        if (!operation) {
          const wholeName = `${room}.${name}`;
          operation = (args) => call(wholeName, args);
          known.set(name, operation);
        }
        return operation;
      },
    },
  );
  // The proxy answers every name; its true shape is that of the operations' own type.
  return calls as Remote<Operations>;
}

/** The tables of a room, seen through a transaction. Kysely cannot know which room asks, so the room says it. */
export function tablesOf<Tables>(tx: ReadTx): Kysely<Tables> {
  return tx.db as Kysely<unknown> as Kysely<Tables>;
}
