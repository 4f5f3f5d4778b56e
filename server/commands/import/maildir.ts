import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type FoundMessage, linesOf, withCrlf } from "./mbox.ts";

/** A folder of a Maildir++ tree: the empty name is the inbox. */
export interface MaildirFolder {
  name: string;
  path: string;
}

/** The folders of a Maildir++ tree: itself, and `.Name` beside `cur/`, names in modified UTF-7 (RFC 3501 §5.1.3). */
export async function listMaildir(path: string): Promise<MaildirFolder[]> {
  const names = (await readdir(path, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && /^\.[^.]/.test(entry.name))
    .map(({ name }) => ({ name: decodeUtf7(name.slice(1)), path: join(path, name) }));
  return [{ name: "", path }, ...names.sort((a, b) => a.name.localeCompare(b.name, "fr"))];
}

/** The messages of one folder, oldest first; dates are the files' own, flags those of their names (`:2,FRS`). */
export async function* readMaildir(folder: string): AsyncGenerator<FoundMessage> {
  const files: { path: string; receivedAt: number; flags: string }[] = [];
  for (const part of ["cur", "new"])
    for (const name of await readdir(join(folder, part)).catch(() => [])) {
      const path = join(folder, part, name);
      const about = await stat(path);
      if (about.isFile())
        files.push({
          path,
          receivedAt: Math.floor(about.mtimeMs),
          flags: /:2,([A-Za-z]*)$/.exec(name)?.[1] ?? "",
        });
    }
  for (const { path, receivedAt, flags } of files.sort((a, b) => a.receivedAt - b.receivedAt))
    yield {
      bytes: crlfLines(path),
      receivedAt,
      seen: flags.includes("S"),
      flagged: flags.includes("F"),
      answered: flags.includes("R"),
    };
}

/** How many messages a Maildir++ tree holds, for the progress. */
export async function countMaildir(path: string): Promise<number> {
  let count = 0;
  for (const { path: folder } of await listMaildir(path))
    for (const part of ["cur", "new"]) count += (await readdir(join(folder, part)).catch(() => [])).length;
  return count;
}

/** Whether a path looks like a Maildir. */
export async function isMaildir(path: string): Promise<boolean> {
  return (await stat(join(path, "cur")).catch(() => null))?.isDirectory() ?? false;
}

async function* crlfLines(path: string): AsyncGenerator<Buffer> {
  // Lines are gathered so that a message costs few writes.
  let gathered: Buffer[] = [];
  let length = 0;
  for await (const line of linesOf(path)) {
    gathered.push(withCrlf(line));
    length += line.length;
    if (length < 65_536) continue;
    yield Buffer.concat(gathered);
    gathered = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(gathered);
}

/** Modified UTF-7 of IMAP mailbox names; what is none is left as it stands. */
export function decodeUtf7(name: string): string {
  return name.replace(/&([A-Za-z0-9+,]*)-/g, (_, base64: string) => {
    if (base64 === "") return "&";
    const bytes = Buffer.from(base64.replaceAll(",", "/"), "base64");
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString("utf16le");
  });
}
