import { createHash } from "node:crypto";
import { fsync, openSync } from "node:fs";
import { type FileHandle, open, rename } from "node:fs/promises";
import { promisify } from "node:util";

/** What a file held when it was copied or read: its octets, and their SHA-256 in hexadecimal. */
export interface FileSum {
  bytes: number;
  sha256: string;
}

const piece = 256 * 1024;
const sync = promisify(fsync);

/** Writes a file that is there whole or not at all, whenever the machine stops; its folder is to be synced after. */
export async function writeDurable(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.part`;
  const file = await open(draft, "w", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** Copies a file, likewise. */
export async function copyDurable(from: string, to: string): Promise<FileSum> {
  const draft = `${to}.part`;
  const source = await open(from, "r");
  try {
    const target = await open(draft, "w", 0o600);
    let sum: FileSum;
    try {
      sum = await passOver(source, (bytes) => target.write(bytes));
      await target.sync();
    } finally {
      await target.close();
    }
    await rename(draft, to);
    return sum;
  } finally {
    await source.close();
  }
}

/** What a file holds; `null` when there is none. */
export async function sumFile(path: string): Promise<FileSum | null> {
  const file = await open(path, "r").catch(noneIfMissing);
  if (!file) return null;
  try {
    return await passOver(file, () => Promise.resolve());
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder durable: those that came, went or changed. */
export function syncFolder(path: string): Promise<void> {
  return syncFile(path);
}

/** Makes the names in a folder durable; those who ask while a sync runs share the next one. */
export function createFolderSync(path: string): () => Promise<void> {
  const folder = openSync(path, "r");
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () =>
    (next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return (running = sync(folder));
      }));
}

/** Makes what another wrote into a file durable. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** For a `catch`: `null` when there is nothing of that name; anything else is thrown on. */
export function noneIfMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}

async function passOver(file: FileHandle, take: (bytes: Buffer) => Promise<unknown>): Promise<FileSum> {
  const hash = createHash("sha256");
  const room = Buffer.allocUnsafe(piece);
  let bytes = 0;
  for (;;) {
    const { bytesRead } = await file.read(room, 0, piece);
    if (bytesRead === 0) return { bytes, sha256: hash.digest("hex") };
    const part = room.subarray(0, bytesRead);
    hash.update(part);
    await take(part);
    bytes += bytesRead;
  }
}
