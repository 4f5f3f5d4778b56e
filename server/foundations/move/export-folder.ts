import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Dialect } from "../database/operation.ts";
import { noneIfMissing, syncFolder, writeDurable } from "../durable-files.ts";
import type { Sealing } from "../sealing.ts";

/** What an export holds, and the digests that an import verifies. It names no person, mailbox or message. */
export interface Manifest {
  format: 1;
  id: string;
  /** Milliseconds since 1970. */
  madeAt: number;
  engine: Dialect;
  /** The steps that made the tables: an import wants the same. */
  migrations: string[];
  /** Each after those that it references; `chunks`: the SHA-256 of each file of rows. */
  tables: { name: string; rows: number; chunks: string[] }[];
  /** The folders of messages; `lists`: the SHA-256 of each list of their files. */
  folders: { name: string; files: number; bytes: number; lists: string[] }[];
}

/** A folder that is no whole export, was changed since, or belongs to another sealing key. */
export class ExportRefused extends Error {
  override name = "ExportRefused";
}

/** What was read back of an export: its value, and the SHA-256 of its file. */
export interface Chunk<Value> {
  value: Value;
  sha256: string;
}

/** An export's folder: chunks of rows and lists of files, each sealed at its place, and the manifest once all is there. */
export interface ExportFolder {
  readonly id: string;
  /** Where the message files of one folder lie. */
  filesOf(name: string): string;
  /** Answers the SHA-256 of the file. */
  writeChunk(of: string, number: number, value: unknown): Promise<string>;
  /** `null` when there is none. Throws when it does not open here. */
  readChunk<Value>(of: string, number: number): Promise<Chunk<Value> | null>;
  writeManifest(manifest: Manifest): Promise<void>;
}

const manifestName = "manifest.json";
const beginName = "export.json";
const zstd = { chunkSize: 1 << 20 };

/** Begins an export in a folder, or goes on with the one of this id that was begun there. */
export async function beginFolder(path: string, id: string, sealing: Sealing): Promise<ExportFolder> {
  await mkdir(join(path, "rows"), { recursive: true, mode: 0o700 });
  if ((await begunIn(path)) !== id) {
    // What an export of another moment left is of no use to this one.
    for (const part of ["rows", "files"]) await rm(join(path, part), { recursive: true, force: true });
    await mkdir(join(path, "rows"), { mode: 0o700 });
    await writeDurable(join(path, beginName), Buffer.from(JSON.stringify({ id })));
    await syncFolder(path);
  }
  return openFolder(path, id, sealing);
}

/** The id of the export that was begun in a folder; `null` where there is none. */
export async function begunIn(path: string): Promise<string | null> {
  const text = await readFile(join(path, beginName), "utf8").catch(noneIfMissing);
  return text === null ? null : String(JSON.parse(text).id);
}

/** Opens a whole export. Throws `ExportRefused`, with the sentence that says why. */
export async function openExport(
  path: string,
  sealing: Sealing,
): Promise<{ folder: ExportFolder; manifest: Manifest }> {
  const text = await readFile(join(path, manifestName), "utf8").catch(noneIfMissing);
  if (text === null) throw new ExportRefused(`${path} ne contient pas d’export terminé.`);
  const manifest = readManifest(text, sealing);
  if (!manifest)
    throw new ExportRefused(
      `${path} : cet export a été modifié, ou il a été fait avec une autre clé de scellement. Remettez la clé d’origine, ou refaites l’export.`,
    );
  return { folder: openFolder(path, manifest.id, sealing), manifest };
}

function openFolder(path: string, id: string, sealing: Sealing): ExportFolder {
  const pathOf = (of: string, number: number) =>
    join(path, "rows", `${of}.${String(number).padStart(6, "0")}`);
  const placeOf = (of: string, number: number) => ({ table: "export", column: of, row: `${id} ${number}` });
  return {
    id,
    filesOf: (name) => join(path, "files", name),
    async writeChunk(of, number, value) {
      const packed = zstdCompressSync(JSON.stringify(value), zstd);
      const bytes = sealing.seal(placeOf(of, number), packed);
      await writeDurable(pathOf(of, number), bytes);
      return digest(bytes);
    },
    async readChunk<Value>(of: string, number: number) {
      const bytes = await readFile(pathOf(of, number)).catch(noneIfMissing);
      if (bytes === null) return null;
      const packed = sealing.open(placeOf(of, number), bytes);
      // What opens under the seal was written by `writeChunk`, by whoever asks for the same shape.
      const value = JSON.parse(zstdDecompressSync(packed, zstd).toString()) as Value;
      return { value, sha256: digest(bytes) };
    },
    async writeManifest(manifest) {
      await syncFolder(join(path, "rows"));
      const text = JSON.stringify(manifest, null, 2);
      const signed = { ...manifest, mac: macOf(text, sealing).toString("base64") };
      await writeDurable(join(path, manifestName), Buffer.from(`${JSON.stringify(signed, null, 2)}\n`));
      await syncFolder(path);
    },
  };
}

function readManifest(text: string, sealing: Sealing): Manifest | null {
  try {
    const { mac, ...manifest } = JSON.parse(text);
    const wanted = macOf(JSON.stringify(manifest, null, 2), sealing);
    const given = Buffer.from(String(mac), "base64");
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
    // Under its MAC, it is what `writeManifest` wrote.
    return manifest.format === 1 ? (manifest as Manifest) : null;
  } catch {
    return null;
  }
}

function macOf(text: string, sealing: Sealing): Buffer {
  return createHmac("sha256", sealing.derive("export manifest")).update(text).digest();
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
