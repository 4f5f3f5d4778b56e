import { type Remote, type Store, remoteChanges, remoteReads } from "../database/operation.ts";
import type { Sealing } from "../sealing.ts";
import type { MoveStore } from "./tables.ts";

/** What an export or an import works on. Nothing else may use the store meanwhile. */
export interface MoveParts {
  store: Store;
  sealing: Sealing;
  /** The folders of message files, by the name that they have in an export. */
  folders: Readonly<Record<string, string>>;
  /** Tables that the rooms make again from the others. */
  rebuilt: readonly string[];
  progress: Progress;
}

/** Hears how far a move is: what is moved, how much of it there is (`null` when unknown), how much is done. */
export interface Progress {
  begin(name: string, total: number | null): void;
  done(count: number): void;
}

/** One message file of an export: where it stood, its id, its octets, its SHA-256. */
export type ListedFile = [place: string, id: string, bytes: number, sha256: string];

/** What tells of the store itself, and belongs to no other. */
export const unmoved: readonly string[] = ["foundations_migrations", "foundations_moves"];

/** Rows of one chunk, files of one list. */
export const pageSize = 500;
const filesAtOnce = 8;

export function remoteMoves(store: Store): {
  reads: Remote<MoveStore["reads"]>;
  changes: Remote<MoveStore["changes"]>;
} {
  return {
    reads: remoteReads<MoveStore["reads"]>(store, "foundations"),
    changes: remoteChanges<MoveStore["changes"]>(store, "foundations"),
  };
}

/** Does something with each, a few at a time; answers in their order. */
export async function forEach<One, Result>(
  all: readonly One[],
  run: (one: One) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < all.length; first += filesAtOnce)
    results.push(...(await Promise.all(all.slice(first, first + filesAtOnce).map(run))));
  return results;
}
