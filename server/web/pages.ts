import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { Operator } from "../../contracts/sign-in.ts";
import { createStaticFile, type StaticFile } from "./static-file.ts";

/** The built pages are not where they should be. */
export class PagesMissing extends Error {
  override name = "PagesMissing";
}

export type PageState = "no" | "yes" | "locked";

/** What the browser side was built into: one page, whatever its address, and the files it loads. */
export interface Pages {
  /** The page, which knows whether a session is open or locked, whether many people use this browser, and who the operator is. */
  page(open: PageState, isShared: boolean): StaticFile;
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

/**
 * Reads the built pages once, all of them: some 200 kB. `style` is the operator’s own sheet, if it has one. Throws `PagesMissing` when they were not built.
 */
export async function readPages(folder: URL, operator: Operator, style = ""): Promise<Pages> {
  const index = await readFile(new URL("index.html", folder), "utf8").catch((cause: unknown) => {
    throw new PagesMissing("the browser side is not built", { cause });
  });
  const sheet = style === "" ? null : { name: sheetName(style), bytes: Buffer.from(style) };
  const link = sheet ? `<link rel="stylesheet" href="/assets/${sheet.name}">` : "";
  const known = index
    .replace("__OPERATOR__", () => escapeJson(operator))
    .replace("</head>", () => `${link}</head>`);
  const html = "text/html; charset=utf-8";
  const pageWhen = (state: PageState, isShared: boolean) => {
    const page = known.replace('data-open="no"', `data-open="${state}"`);
    const marked = isShared ? page.replace('data-post="own"', 'data-post="shared"') : page;
    return createStaticFile(Buffer.from(marked), html);
  };
  const states = (isShared: boolean): Record<PageState, StaticFile> => ({
    no: pageWhen("no", isShared),
    yes: pageWhen("yes", isShared),
    locked: pageWhen("locked", isShared),
  });
  const [own, shared] = [states(false), states(true)];
  const assets = await readAssets(new URL("assets/", folder));
  if (sheet) assets.set(sheet.name, createStaticFile(sheet.bytes, types[".css"] ?? ""));
  return {
    page: (state, isShared) => (isShared ? shared : own)[state],
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

function sheetName(style: string): string {
  return `operator-${createHash("sha256").update(style).digest("hex").slice(0, 12)}.css`;
}

/** JSON that can stand inside a script element, whatever a name contains. */
function escapeJson(value: object): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
