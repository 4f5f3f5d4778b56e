import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BlobFile, listBlobFiles } from "../blob-files.ts";
import type { Chance } from "../chance.ts";
import type { Clock } from "../clock.ts";
import { copyDurable, syncFolder } from "../durable-files.ts";
import { newId } from "../ids.ts";
import type { Table } from "./describe.ts";
import { type ExportFolder, type Manifest, beginFolder, begunIn } from "./export-folder.ts";
import { type Packed, packRow, unpackRow } from "./pack.ts";
import { type ListedFile, type MoveParts, forEach, pageSize, remoteMoves, unmoved } from "./parts.ts";
import type { Cell, Row } from "./tables.ts";

/**
 * Writes everything that the store holds into a folder, sealed. Stopped at any point and run again, it goes on from
 * there as long as nothing has opened the store meanwhile; otherwise it begins again.
 */
export async function exportStore(
  parts: MoveParts & { clock: Clock; chance: Chance },
  path: string,
): Promise<Manifest> {
  const { store, sealing, clock, chance, progress } = parts;
  const { reads, changes } = remoteMoves(store);
  const begun = (await reads.moves())["export"];
  const id = begun !== undefined && begun === (await begunIn(path)) ? begun : newId(chance, "x");
  const folder = await beginFolder(path, id, sealing);
  await changes.putMove({ name: "export", value: id });
  const manifest: Manifest = {
    format: 1,
    id,
    madeAt: clock.now(),
    engine: store.dialect,
    migrations: await reads.migrations(),
    tables: [],
    folders: [],
  };
  for (const table of await reads.describeTables({ except: [...unmoved, ...parts.rebuilt] })) {
    progress.begin(table.name, await reads.countRows({ table: table.name }));
    manifest.tables.push(await exportTable(parts, folder, table));
  }
  for (const [name, from] of Object.entries(parts.folders)) {
    progress.begin(name, null);
    manifest.folders.push(await exportFiles(parts, folder, name, from));
  }
  await folder.writeManifest(manifest);
  await changes.putMove({ name: "export", value: null });
  return manifest;
}

async function exportTable({ store, progress }: MoveParts, folder: ExportFolder, table: Table) {
  const { reads } = remoteMoves(store);
  const { name, key } = table;
  const chunks: string[] = [];
  let count = 0;
  let after: Cell[] | null = null;
  const add = (rows: Row[], sha256: string) => {
    chunks.push(sha256);
    count += rows.length;
    after = key.map((column) => rows.at(-1)?.[column] ?? null);
    progress.done(count);
  };
  // What is there already was written before the export was stopped.
  for (;;) {
    const held = await folder.readChunk<Packed[][]>(name, chunks.length);
    if (!held) break;
    const rows = held.value.map((cells) => unpackRow(table, cells));
    add(rows, held.sha256);
  }
  for (;;) {
    const rows = await reads.tableRows({ table: name, key, after, limit: pageSize });
    if (rows.length === 0) return { name, rows: count, chunks };
    const packed = rows.map((row) => packRow(table, row));
    add(rows, await folder.writeChunk(name, chunks.length, packed));
  }
}

async function exportFiles({ progress }: MoveParts, folder: ExportFolder, name: string, from: string) {
  const done = { name, files: 0, bytes: 0, lists: [] as string[] };
  const of = `files-${name}`;
  const add = (list: ListedFile[], sha256: string) => {
    done.lists.push(sha256);
    done.files += list.length;
    for (const [, , bytes] of list) done.bytes += bytes;
    progress.done(done.files);
  };
  let after: Pick<BlobFile, "place" | "id"> | null = null;
  for (;;) {
    const held = await folder.readChunk<ListedFile[]>(of, done.lists.length);
    const last = held?.value.at(-1);
    if (!held || !last) break;
    add(held.value, held.sha256);
    after = { place: last[0], id: last[1] };
  }
  for await (const page of pagesOf(listBlobFiles(from, after))) {
    const list = await copyPage(page, from, folder.filesOf(name));
    add(list, await folder.writeChunk(of, done.lists.length, list));
  }
  return done;
}

async function* pagesOf(files: AsyncIterable<BlobFile>): AsyncGenerator<BlobFile[]> {
  let page: BlobFile[] = [];
  for await (const file of files) {
    if (page.push(file) < pageSize) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

async function copyPage(page: BlobFile[], from: string, to: string): Promise<ListedFile[]> {
  const folders = new Set(page.map(({ place }) => join(to, place)));
  for (const one of folders) await mkdir(one, { recursive: true, mode: 0o700 });
  const list = await forEach(page, async ({ inside, place, id }): Promise<ListedFile> => {
    const { bytes, sha256 } = await copyDurable(join(from, inside), join(to, place, id));
    return [place, id, bytes, sha256];
  });
  for (const one of [...folders, to, dirname(to)]) await syncFolder(one);
  return list;
}
