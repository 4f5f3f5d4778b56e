import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Where the files of a folder of blobs stand: `incoming/`, a part of it to each node, and 256 shelves. */

/** One file of the folder. */
export interface BlobFile {
  id: string;
  /** `incoming`, or its shelf. */
  place: string;
  /** Its path inside the folder. */
  inside: string;
}

export const incomingPlace = "incoming";
export const shelves: readonly string[] = Array.from({ length: 256 }, (_, value) =>
  value.toString(16).padStart(2, "0"),
);
const places = [incomingPlace, ...shelves];

/** Ids end in base32 text of pure chance: their last two letters spread the files over the shelves. */
export function shelfOf(id: string): string {
  return shelves[(id.charCodeAt(id.length - 1) * 31 + id.charCodeAt(id.length - 2)) % 256] ?? "";
}

/**
 * The files of a folder in an order that stays, from the one after `after` on; a folder that is not there has none.
 * What comes in meanwhile moves from `incoming/` to a shelf, in the direction of the walk: it is not missed.
 */
export async function* listBlobFiles(
  folder: string,
  after: Pick<BlobFile, "id" | "place"> | null = null,
): AsyncGenerator<BlobFile> {
  const first = after ? places.indexOf(after.place) : 0;
  for (const place of places.slice(first)) {
    const start = place === after?.place ? after.id : "";
    for (const inside of await filesIn(folder, place)) {
      const id = inside.slice(inside.lastIndexOf("/") + 1);
      if (id > start) yield { id, place, inside };
    }
  }
}

/** The parts of `incoming/`: one to each node that ever wrote there. */
export async function listParts(folder: string): Promise<string[]> {
  const entries = await read(join(folder, incomingPlace));
  return ["", ...entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)];
}

async function filesIn(folder: string, place: string): Promise<string[]> {
  const within = place === incomingPlace ? await listParts(folder) : [""];
  const found: { id: string; inside: string }[] = [];
  for (const part of within) {
    const where = part === "" ? place : `${place}/${part}`;
    for (const entry of await read(join(folder, where)))
      // What ends in `.part` was being copied when the copy was stopped.
      if (entry.isFile() && !entry.name.endsWith(".part"))
        found.push({ id: entry.name, inside: `${where}/${entry.name}` });
  }
  return found.sort((one, other) => (one.id < other.id ? -1 : 1)).map(({ inside }) => inside);
}

async function read(path: string) {
  return readdir(path, { withFileTypes: true }).catch(() => []);
}
