import { readdir, readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { Operator } from "../../contracts/sign-in.ts";
import { createStaticFile, type StaticFile } from "./static-file.ts";

/** The built pages are not where they should be. */
export class PagesMissing extends Error {
  override name = "PagesMissing";
}

/** What the browser side was built into: one page, whatever its address, and the files it loads. */
export interface Pages {
  /** The page, which knows whether a session lives, whether many people use this browser, and who the operator is. */
  page(known: { isOpen: boolean; isShared: boolean }): StaticFile;
  /** A file under `/assets/`, by name; null when there is none. */
  asset(name: string): StaticFile | null;
}

const types: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
  ".json": "application/json",
};

/** Reads the built pages once, all of them: some 200 kB. Throws `PagesMissing` when they were not built. */
export async function readPages(folder: URL, operator: Operator): Promise<Pages> {
  const index = await readFile(new URL("index.html", folder), "utf8").catch((cause: unknown) => {
    throw new PagesMissing("the browser side is not built", { cause });
  });
  const known = index.replace("__OPERATOR__", () => escapeJson(operator));
  const html = "text/html; charset=utf-8";
  const write = (isOpen: boolean, isShared: boolean) => {
    const opened = isOpen ? known.replace('data-open="no"', 'data-open="yes"') : known;
    const page = isShared ? opened.replace('data-post="own"', 'data-post="shared"') : opened;
    return createStaticFile(Buffer.from(page), html);
  };
  const own = { closed: write(false, false), open: write(true, false) };
  const shared = { closed: write(false, true), open: write(true, true) };
  const assets = await readAssets(new URL("assets/", folder));
  return {
    page: ({ isOpen, isShared }) => (isShared ? shared : own)[isOpen ? "open" : "closed"],
    asset: (name) => assets.get(name) ?? null,
  };
}

async function readAssets(folder: URL): Promise<Map<string, StaticFile>> {
  const files = new Map<string, StaticFile>();
  for (const name of await readdir(folder).catch(() => [])) {
    const type = types[extname(name)];
    if (type) files.set(name, createStaticFile(await readFile(new URL(name, folder)), type));
  }
  return files;
}

/** JSON that can stand inside a script element, whatever a name contains. */
function escapeJson(value: object): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
