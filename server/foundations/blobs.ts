import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from "node:crypto";
import {
  closeSync,
  fsync,
  mkdirSync,
  open as openFile,
  openSync,
  renameSync,
  writev,
  writevSync,
} from "node:fs";
import { access, type FileHandle, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { incomingPlace, listParts, shelfOf, shelves } from "./blob-files.ts";
import { createFolderSync, noneIfMissing } from "./durable-files.ts";
import { countPassing } from "./passing-bytes.ts";

/**
 * Sealed files, one per message. The bytes are cut in frames of 64 KiB, each compressed when that helps, then sealed
 * with AES-256-GCM under a key of the file's own (HKDF of its mailbox's key and its id). The nonce is the frame's
 * number, its first byte says whether it is the last one: frames cannot be cut, moved or exchanged. After the frames
 * stands their index (stored length of each, sealed likewise), then its length in 4 bytes, so that any range of bytes
 * costs its own frames only.
 *
 * A new file is written to `incoming/`, made durable there, and moved to its final folder once its row is committed.
 * What a node left in its part of `incoming/` is kept or removed at its start, according to its row: the search for
 * orphans costs what was in flight, not what is stored.
 */
export interface Blobs {
  /** Begins a new blob; `mailboxKey` is the 32-byte key of the mailbox that it belongs to. */
  create(id: string, mailboxKey: Uint8Array): Promise<BlobWriter>;
  /** The bytes from `start` to `end` (exclusive), frame by frame. Throws `BlobBroken` when anything was altered. */
  read(id: string, mailboxKey: Uint8Array, start?: number, end?: number): AsyncGenerator<Buffer>;
  /** Moves a committed blob out of `incoming/`. */
  settle(id: string): Promise<void>;
  /** Removes a blob that has no row. */
  remove(id: string): Promise<void>;
  /** The ids in this node's part of `incoming/`: what was in flight when it last stopped. */
  listIncoming(): Promise<string[]>;
  /** Those in the parts of the other nodes, which may be in flight, and when each was last written to. */
  listIncomingOfOthers(): Promise<{ id: string; at: number }[]>;
}

export interface BlobWriter {
  readonly id: string;
  write(bytes: Uint8Array): Promise<void>;
  /**
   * Returns when the bytes are durable on disk (fsync of the file and of its folder). `whole`: a copy of all of them
   * when they fit into one frame.
   */
  finish(): Promise<{ size: number; whole: Buffer | null }>;
  abandon(): Promise<void>;
}

/** A blob that is missing, cut, or whose seal does not open. */
export class BlobBroken extends Error {
  override name = "BlobBroken";
}

const frameBytes = 64 * 1024;
/** zstd's last piece of memory stays until a full collection, long after what it was for: a small one. */
const inPieces = { chunkSize: 4096 };
/** Frames that are being filled are used again: how many wait for the next blob. */
const sparesKept = 16;
const overhead = 17; // one byte that says how the frame is packed, 16 of tag
const middle = 0;
const last = 1;
const index = 2;

/** Opens a folder of blobs, making what is missing. Where nodes share it, each has a part of `incoming/` of its own. */
export async function openBlobs(folder: string, part = ""): Promise<Blobs> {
  const incoming = join(folder, incomingPlace, part);
  await mkdir(incoming, { recursive: true });
  for (const name of shelves) mkdirSync(join(folder, name), { recursive: true });
  const settled = (id: string) => join(folder, shelfOf(id), id);
  const arriving = (id: string) => join(incoming, id);
  const spares: Buffer[] = [];
  const syncNames = createFolderSync(incoming);
  /** Where it may still be in flight: here first, then with the other nodes. */
  async function* everyArriving(id: string): AsyncGenerator<string> {
    yield arriving(id);
    for (const other of await listParts(folder))
      if (other !== part) yield join(folder, incomingPlace, other, id);
  }
  return {
    create: async (id, mailboxKey) =>
      createWriter(id, { key: blobKey(mailboxKey, id), path: arriving(id), spares, syncNames }),
    async *read(id, mailboxKey, start = 0, end = Number.POSITIVE_INFINITY) {
      const file = await openAnywhere(settled(id), everyArriving(id));
      try {
        yield* readRange(file, blobKey(mailboxKey, id), start, end);
      } finally {
        await file.close();
      }
    },
    async settle(id) {
      for await (const path of everyArriving(id)) if (move(path, settled(id))) return;
      // Another node may have moved it.
      await access(settled(id));
    },
    async remove(id) {
      await rm(settled(id), { force: true });
      for await (const path of everyArriving(id)) await rm(path, { force: true });
      // It may have been moved between the two.
      await rm(settled(id), { force: true });
    },
    listIncoming: () => listPart(folder, part),
    async listIncomingOfOthers() {
      const found: { id: string; at: number }[] = [];
      for (const other of await listParts(folder))
        if (other !== part)
          for (const id of await listPart(folder, other)) {
            const about = await stat(join(folder, incomingPlace, other, id)).catch(noneIfMissing);
            if (about) found.push({ id, at: about.mtimeMs });
          }
      return found;
    },
  };
}

interface WriterParts {
  key: KeyObject;
  path: string;
  spares: Buffer[];
  /** Makes the names in the folder durable. */
  syncNames(): Promise<void>;
}

const begin = promisify(openFile);
const write = promisify(writev);
const sync = promisify(fsync);

/** A disk that is nearly full takes the beginning and says nothing: the rest must not be taken for written. */
function checkTaken(bytesWritten: number, pieces: Buffer[]): void {
  const wanted = lengthOf(pieces);
  if (bytesWritten !== wanted)
    throw Object.assign(new Error(`the disk took ${bytesWritten} of ${wanted} bytes`), { code: "ENOSPC" });
}

function createWriter(id: string, { key, path, spares, syncNames }: WriterParts): BlobWriter {
  let file: number | undefined;
  const frame = spares.pop() ?? Buffer.allocUnsafeSlow(frameBytes);
  const lengths: number[] = [];
  let filled = 0;
  let size = 0;
  const seal = (kind: number): Buffer[] => {
    const sealed = sealFrame(key, lengths.length, kind, frame.subarray(0, filled));
    lengths.push(lengthOf(sealed));
    filled = 0;
    return sealed;
  };
  const append = async (pieces: Buffer[]) => {
    file ??= await begin(path, "wx", 0o600);
    checkTaken((await write(file, pieces)).bytesWritten, pieces);
    return file;
  };
  /** A small file goes into the system's memory at once: turns through the thread pool would cost ten times the calls. */
  const appendHere = (pieces: Buffer[]) => {
    file = openSync(path, "wx", 0o600);
    checkTaken(writevSync(file, pieces), pieces);
    return file;
  };
  let isOver = false;
  const close = () => {
    if (isOver) return;
    isOver = true;
    // Nor does a close wait for the disk.
    if (file !== undefined) closeSync(file);
    if (spares.length < sparesKept) spares.push(frame);
  };
  return {
    id,
    async write(bytes) {
      let taken = 0;
      while (taken < bytes.length) {
        // A full frame waits for the byte after it, which tells that it is not the last.
        if (filled === frameBytes) {
          await append(seal(middle));
          countPassing(frameBytes);
        }
        const part = bytes.subarray(taken, taken + frameBytes - filled);
        frame.set(part, filled);
        filled += part.length;
        taken += part.length;
      }
      size += bytes.length;
    },
    async finish() {
      const whole = lengths.length === 0 ? Buffer.from(frame.subarray(0, filled)) : null;
      const end = seal(last);
      const table = Buffer.alloc(8 + lengths.length * 4);
      table.writeDoubleBE(size, 0);
      lengths.forEach((length, place) => table.writeUInt32BE(length, 8 + place * 4));
      const sealed = sealFrame(key, 0, index, table);
      const tail = Buffer.alloc(4);
      tail.writeUInt32BE(lengthOf(sealed));
      const rest = [...end, ...sealed, tail];
      const written = file === undefined ? appendHere(rest) : await append(rest);
      const [bytes, names] = await Promise.allSettled([sync(written), syncNames()]);
      if (bytes.status === "rejected") throw bytes.reason;
      if (names.status === "rejected") throw names.reason;
      close();
      return { size, whole };
    },
    async abandon() {
      close();
      if (file !== undefined) await rm(path, { force: true });
    },
  };
}

async function* readRange(
  file: FileHandle,
  key: KeyObject,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  const { size: stored } = await file.stat();
  // Most messages are small: one read brings the frames, the index and its length.
  const tailStart = Math.max(0, stored - frameBytes);
  const tail = await readAt(file, tailStart, stored - tailStart);
  const indexLength = tail.length >= 4 ? tail.readUInt32BE(tail.length - 4) : 0;
  const indexStart = stored - 4 - indexLength;
  if (indexLength < overhead || indexStart < 0) throw new BlobBroken("no index");
  const sealedTable = await slice(file, tail, tailStart, indexStart, indexLength);
  const table = openFrame(key, 0, index, sealedTable);
  const size = table.readDoubleBE(0);
  const count = (table.length - 8) / 4;
  // Sealed frames are read into the same place one after the other: what is yielded is never that place.
  const room = count > 1 ? Buffer.allocUnsafe(frameBytes + overhead) : undefined;
  let position = 0;
  for (let number = 0; number < count && number * frameBytes < Math.min(end, size); number++) {
    const length = table.readUInt32BE(8 + number * 4);
    const first = number * frameBytes;
    if (first + frameBytes > start) {
      const sealed = await slice(file, tail, tailStart, position, length, room);
      const kind = number === count - 1 ? last : middle;
      const plain = openFrame(key, number, kind, sealed);
      yield plain.subarray(Math.max(0, start - first), Math.max(0, Math.min(plain.length, end - first)));
    }
    position += length;
    if (count > 1) countPassing(frameBytes);
  }
}

async function slice(
  file: FileHandle,
  tail: Buffer,
  tailStart: number,
  start: number,
  length: number,
  room?: Buffer,
) {
  if (start >= tailStart) return tail.subarray(start - tailStart, start - tailStart + length);
  return readAt(file, start, length, room);
}

async function readAt(file: FileHandle, position: number, length: number, room?: Buffer): Promise<Buffer> {
  const into = room && room.length >= length ? room : Buffer.allocUnsafe(length);
  const { bytesRead, buffer } = await file.read(into, 0, length, position);
  if (bytesRead < length) throw new BlobBroken("cut short");
  return buffer.subarray(0, length);
}

/** A sealed frame in the pieces that make it: put together on disk, never in memory. */
function sealFrame(key: KeyObject, number: number, kind: number, plain: Buffer): Buffer[] {
  const squeezed =
    plain.length > 128 ? zstdCompressSync(plain, { ...inPieces, pledgedSrcSize: plain.length }) : plain;
  const helps = squeezed.length < plain.length * 0.97;
  const cipher = createCipheriv("aes-256-gcm", key, nonce(number, kind));
  const body = helps ? squeezed : plain;
  const sealed = [cipher.update(Buffer.of(helps ? 1 : 0)), cipher.update(body)];
  // GCM is a stream: nothing comes at the end but the tag.
  cipher.final();
  return [...sealed, cipher.getAuthTag()];
}

function lengthOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((length, piece) => length + piece.length, 0);
}

function openFrame(key: KeyObject, number: number, kind: number, sealed: Buffer): Buffer {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce(number, kind), { authTagLength: 16 });
    decipher.setAuthTag(sealed.subarray(sealed.length - 16));
    const packed = decipher.update(sealed.subarray(0, -16));
    decipher.final();
    return packed[0] === 1 ? zstdDecompressSync(packed.subarray(1), inPieces) : packed.subarray(1);
  } catch (cause) {
    throw new BlobBroken(`frame ${number} does not open`, { cause });
  }
}

function nonce(number: number, kind: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes[0] = kind;
  bytes.writeUInt32BE(number, 8);
  return bytes;
}

/** What HKDF extracts of a mailbox's key (RFC 5869 §2.2), once for each. */
const extracted = new WeakMap<Uint8Array, KeyObject>();

/** HKDF-SHA-256. Keys are objects: given as bytes, one is wrapped anew by each call, for more than sealing a letter costs. */
function blobKey(mailboxKey: Uint8Array, id: string): KeyObject {
  let drawn = extracted.get(mailboxKey);
  if (!drawn) {
    drawn = createSecretKey(createHmac("sha256", "caducee blob").update(mailboxKey).digest());
    extracted.set(mailboxKey, drawn);
  }
  // RFC 5869 §2.3: 32 octets are its first block alone.
  return createSecretKey(createHmac("sha256", drawn).update(`${id}\x01`).digest());
}

/** Settled, arriving, and settled again: it may have been moved between the first two looks. */
async function openAnywhere(settled: string, arriving: AsyncIterable<string>): Promise<FileHandle> {
  const look = (path: string) => open(path, "r").catch(noneIfMissing);
  const there = await look(settled);
  if (there) return there;
  for await (const path of arriving) {
    const file = await look(path);
    if (file) return file;
  }
  const moved = await look(settled);
  if (!moved) throw new BlobBroken(`${basename(settled)} is missing`);
  return moved;
}

/** As a small file is begun: in the system's memory at once. */
function move(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    noneIfMissing(error);
    return false;
  }
}

async function listPart(folder: string, part: string): Promise<string[]> {
  const entries = await readdir(join(folder, incomingPlace, part), { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
