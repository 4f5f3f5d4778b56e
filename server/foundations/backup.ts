import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { listBlobFiles } from "./blob-files.ts";
import type { Store } from "./database/operation.ts";
import { copyDurable, noneIfMissing, syncFile, syncFolder } from "./durable-files.ts";

/** What a backup is taken of, while it is used. */
export interface BackupParts {
  store: Store;
  /** The file of the store's own key, which is sealed. */
  keyFile: string;
  /** The folders of message files, by the name that they get. */
  folders: Readonly<Record<string, string>>;
  /** Hears of each message file that was copied. */
  copied(): void;
}

/**
 * Backs the embedded store up into a folder, that has then the shape of a data folder. What an earlier backup put there
 * is kept where it is the same: a message file never changes. Answers false on PostgreSQL, which is backed up by its own
 * tools.
 *
 * Files come first, then the rows, then the files that are new: what a row of the copy names is there.
 */
export async function backUp({ store, keyFile, folders, copied }: BackupParts, to: string): Promise<boolean> {
  if (!store.copyInto) return false;
  await mkdir(to, { recursive: true, mode: 0o700 });
  const each = Object.entries(folders).map(([name, from]) => [from, join(to, name)] as const);
  for (const [from, into] of each) {
    await removeGone(from, into);
    await copyNew(from, into, copied);
  }
  const draft = join(to, "store.db.part");
  await rm(draft, { force: true });
  await store.copyInto(draft);
  await syncFile(draft);
  await copyDurable(keyFile, join(to, "store.key"));
  await rename(draft, join(to, "store.db"));
  for (const [from, into] of each) await copyNew(from, into, copied);
  await syncFolder(to);
  return true;
}

/** Removes from a former backup what people have destroyed since. */
async function removeGone(from: string, to: string): Promise<void> {
  for await (const { inside } of listBlobFiles(to))
    if (!(await isThere(join(from, inside)))) await rm(join(to, inside), { force: true });
}

async function copyNew(from: string, to: string, copied: () => void): Promise<void> {
  const touched = new Set<string>();
  for await (const { inside } of listBlobFiles(from)) {
    const target = join(to, inside);
    if (await isThere(target)) continue;
    if (!touched.has(dirname(target))) await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    touched.add(dirname(target));
    // It may have moved to its shelf meanwhile, further on in this walk, or be gone.
    if (await copyDurable(join(from, inside), target).catch(noneIfMissing)) copied();
  }
  for (const folder of touched) await syncFolder(folder);
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(noneIfMissing)) !== null;
}
