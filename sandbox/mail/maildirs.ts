import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { composeMessage } from "./compose.ts";
import { placeMessages, type Kept } from "./place.ts";
import type { FolderKey } from "./scene.ts";

/** The folders in Maildir++, as any IMAP server names them on disk: a dot, then modified UTF-7. */
const folderNames: Record<FolderKey, string> = {
  inbox: "",
  sent: `.${encodeFolderName("Envoyés")}`,
  archives: `.${encodeFolderName("Archives")}`,
  reports: `.${encodeFolderName("Comptes rendus")}`,
  mdph: `.${encodeFolderName("Dossiers MDPH")}`,
};

/**
 * Writes in `folder` one Maildir++ per mailbox (`ime`, `foyer`, `sessad`) with the sandbox's mail of the 90 days
 * before `now` (ms). Flags stand in the names (S seen, R answered, F flagged), the moment of arrival is each
 * file's time. The same `now` gives the same bytes.
 */
export async function writeMaildirs(folder: string, now: number): Promise<void> {
  const messages = placeMessages(now);
  const places = new Set(
    messages.map((message) => join(folder, message.mailbox, folderNames[message.folder])),
  );
  for (const message of messages) places.add(join(folder, message.mailbox));
  for (const place of places) {
    for (const name of ["cur", "new", "tmp"])
      await mkdir(join(place, name), { recursive: true, mode: 0o700 });
  }
  for (const [index, message] of messages.entries()) {
    const path = join(folder, message.mailbox, folderNames[message.folder], "cur", makeName(message, index));
    await writeFile(path, await composeMessage(message), { mode: 0o600 });
    await utimes(path, message.at / 1_000, message.at / 1_000);
  }
}

function makeName({ at, seen, answered, flagged }: Kept, index: number): string {
  // Flags in ASCII order, as the format asks.
  const flags = `${flagged ? "F" : ""}${answered ? "R" : ""}${seen ? "S" : ""}`;
  return `${Math.floor(at / 1_000)}.M${String(index).padStart(6, "0")}P1.mss.caducee.example:2,${flags}`;
}

/** Modified UTF-7 (RFC 3501 §5.1.3): printable ASCII as it is, `&` as `&-`, the rest in base64 of UTF-16BE. */
export function encodeFolderName(name: string): string {
  return name.replaceAll("&", "&-").replace(/[^\x20-\x7e]+/g, (run) => {
    const utf16 = Buffer.from(run, "utf16le").swap16();
    return `&${utf16.toString("base64").replace(/=+$/, "").replaceAll("/", ",")}-`;
  });
}
