import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { incomingPlace } from "../blob-files.ts";
import { copyDurable, noneIfMissing, sumFile, syncFolder } from "../durable-files.ts";
import type { Table } from "./describe.ts";
import { type ExportFolder, ExportRefused, type Manifest, openExport } from "./export-folder.ts";
import { type Packed, unpackRow } from "./pack.ts";
import { type ListedFile, type MoveParts, forEach, remoteMoves, unmoved } from "./parts.ts";

/** How far an import is: which export, and how many chunks of each table and lists of each folder are in. */
interface Standing {
  export: string;
  done: Record<string, number>;
}

/** Why a store cannot take an export. */
export type ImportRefusal = "not-empty" | "other-import" | "other-version";

/** The store cannot take this export. */
export class ImportRefused extends Error {
  override name = "ImportRefused";
  readonly reason: ImportRefusal;
  constructor(reason: ImportRefusal) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Brings an export into an empty store, whichever engine either has: every digest is verified on the way, every count
 * at the end. Stopped at any point and run again, it goes on from there. `part` is this node's part of `incoming/`.
 * Throws `ExportRefused`, `ImportRefused`.
 */
export async function importStore(parts: MoveParts & { part: string }, path: string): Promise<Manifest> {
  const { store, sealing, progress } = parts;
  const { reads } = remoteMoves(store);
  const { folder, manifest } = await openExport(path, sealing);
  const tables = await reads.describeTables({ except: [...unmoved, ...parts.rebuilt] });
  if (
    String(await reads.migrations()) !== String(manifest.migrations) ||
    String(tables.map(({ name }) => name).toSorted()) !==
      String(manifest.tables.map(({ name }) => name).toSorted())
  )
    throw new ImportRefused("other-version");
  const standing = await begin(parts, tables, manifest);
  for (const table of tables) {
    const { rows = 0, chunks = [] } = manifest.tables.find(({ name }) => name === table.name) ?? {};
    progress.begin(table.name, rows);
    await importTable(parts, folder, table, chunks, standing);
    if ((await reads.countRows({ table: table.name })) !== rows)
      throw new ExportRefused(`${path} : ${table.name} n’a pas autant de lignes que l’export l’annonce.`);
  }
  for (const { name, files, lists } of manifest.folders) {
    progress.begin(name, files);
    const to = parts.folders[name];
    if (to === undefined) throw new ImportRefused("other-version");
    await importFiles(parts, { folder, name, to, lists, standing });
  }
  return manifest;
}

/** To be called when the rooms have made again what was not moved: the store is then like any other. */
export async function endImport({ store }: Pick<MoveParts, "store">): Promise<void> {
  await remoteMoves(store).changes.putMove({ name: "import", value: null });
}

async function begin({ store }: MoveParts, tables: Table[], manifest: Manifest): Promise<Standing> {
  const { reads, changes } = remoteMoves(store);
  const known = (await reads.moves())["import"];
  if (known !== undefined) {
    // Written below, and by `importRows` with it.
    const standing = JSON.parse(known) as Standing;
    if (standing.export !== manifest.id) throw new ImportRefused("other-import");
    return standing;
  }
  // A program that was started on this store once has left its jobs and its mark, and nothing else.
  const own = tables.filter(({ name }) => name.startsWith("foundations_"));
  for (const table of tables)
    if (!own.includes(table) && (await reads.countRows({ table: table.name })) > 0)
      throw new ImportRefused("not-empty");
  const standing = { export: manifest.id, done: {} };
  await changes.beginImport({ tables: own.map(({ name }) => name), value: JSON.stringify(standing) });
  return standing;
}

async function importTable(
  { store, progress }: MoveParts,
  folder: ExportFolder,
  table: Table,
  chunks: readonly string[],
  standing: Standing,
): Promise<void> {
  const { changes } = remoteMoves(store);
  let count = 0;
  for (let number = standing.done[table.name] ?? 0; number < chunks.length; number++) {
    const rows = await readWhole<Packed[][]>(folder, table.name, number, chunks[number]);
    standing.done[table.name] = number + 1;
    await changes.importRows({
      table: table.name,
      rows: rows.map((cells) => unpackRow(table, cells)),
      value: JSON.stringify(standing),
    });
    progress.done((count += rows.length));
  }
}

async function importFiles(
  { store, progress, part }: MoveParts & { part: string },
  from: { folder: ExportFolder; name: string; to: string; lists: readonly string[]; standing: Standing },
): Promise<void> {
  const { folder, name, to, lists, standing } = from;
  const { changes } = remoteMoves(store);
  const of = `files-${name}`;
  let count = 0;
  for (let number = standing.done[of] ?? 0; number < lists.length; number++) {
    const list = await readWhole<ListedFile[]>(folder, of, number, lists[number]);
    // What was in flight stays so: the next start looks at its row.
    const placeOf = (place: string) => join(to, place === incomingPlace ? join(place, part) : place);
    const places = new Set(list.map(([place]) => placeOf(place)));
    for (const place of places) await mkdir(place, { recursive: true, mode: 0o700 });
    await forEach(list, async ([place, id, , sha256]) => {
      const target = join(placeOf(place), id);
      if ((await sumFile(target))?.sha256 === sha256) return;
      const source = join(folder.filesOf(name), place, id);
      const copied = await copyDurable(source, target).catch(noneIfMissing);
      if (copied?.sha256 !== sha256)
        throw new ExportRefused(`${source} manque ou a été abîmé : refaites l’export, ou sa copie.`);
    });
    for (const place of [...places, to, dirname(to)]) await syncFolder(place);
    standing.done[of] = number + 1;
    await changes.putMove({ name: "import", value: JSON.stringify(standing) });
    progress.done((count += list.length));
  }
}

async function readWhole<Value>(
  folder: ExportFolder,
  of: string,
  number: number,
  wanted: string | undefined,
): Promise<Value> {
  const chunk = await folder.readChunk<Value>(of, number).catch(() => null);
  if (chunk === null || chunk.sha256 !== wanted)
    throw new ExportRefused(
      `${of} ${number + 1} manque à l’export ou y a été abîmé : refaites l’export, ou sa copie.`,
    );
  return chunk.value;
}
