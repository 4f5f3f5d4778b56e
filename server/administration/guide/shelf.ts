import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { noneIfMissing, syncFolder, writeDurable } from "../../foundations/durable-files.ts";

/** A guide that was made: its name says all that is asked of it, so that one renaming makes it be there whole. */
export interface KeptGuide {
  /** Milliseconds since 1970. */
  madeAt: number;
  pages: number;
  /** `digestOf` what it was made from. */
  digest: string;
}

const named = /^guide-(\d{1,15})-(\d{1,4})-([\da-f]{64})\.pdf$/;

/** The folder where the last guide is kept, beside the messages: the nodes of an operator share it. */
export interface Shelf {
  last(): Promise<KeptGuide | null>;
  /** Its bytes; null when another took its place meanwhile. */
  read(guide: KeptGuide): Promise<Buffer | null>;
  /** Resolves once it is on disk, and those before it are gone. */
  keep(guide: KeptGuide, pdf: Uint8Array): Promise<void>;
}

export function openShelf(folder: string): Shelf {
  async function list(): Promise<KeptGuide[]> {
    const names = (await readdir(folder).catch(noneIfMissing)) ?? [];
    return names
      .flatMap((name) => {
        const [, madeAt, pages, digest] = named.exec(name) ?? [];
        return digest ? [{ madeAt: Number(madeAt), pages: Number(pages), digest }] : [];
      })
      .toSorted((one, other) => other.madeAt - one.madeAt);
  }
  return {
    last: async () => (await list())[0] ?? null,
    read: (guide) => readFile(join(folder, nameOf(guide))).catch(noneIfMissing),
    async keep(guide, pdf) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeDurable(join(folder, nameOf(guide)), pdf);
      await syncFolder(folder);
      for (const one of await list())
        if (nameOf(one) !== nameOf(guide)) await rm(join(folder, nameOf(one)), { force: true });
    },
  };
}

function nameOf({ madeAt, pages, digest }: KeptGuide): string {
  return `guide-${madeAt}-${pages}-${digest}.pdf`;
}
