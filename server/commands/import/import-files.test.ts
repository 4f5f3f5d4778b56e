import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { countMaildir, decodeUtf7, isMaildir, listMaildir, readMaildir } from "./maildir.ts";
import { type FoundMessage, readMbox } from "./mbox.ts";

const folder = await mkdtemp(join(tmpdir(), "caducee-import-"));
after(() => rm(folder, { recursive: true }));

async function textOf(message: FoundMessage | undefined): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of message?.bytes ?? []) parts.push(part);
  return Buffer.concat(parts).toString();
}

async function all(messages: AsyncGenerator<FoundMessage>): Promise<FoundMessage[]> {
  const found: FoundMessage[] = [];
  for await (const message of messages) found.push(message);
  return found;
}

test("an mbox is read with its dates and marks, quoted separators undone, lines ended by CRLF (RFC 4155)", async () => {
  const path = join(folder, "archive.mbox");
  await writeFile(
    path,
    [
      "From a@b.example Mon Nov 16 09:15:00 2026",
      "Status: RO",
      "X-Status: F",
      "Subject: un",
      "",
      ">From ici, on écrit à la ligne",
      ">>From là",
      "",
      "From MAILER-DAEMON Tue Nov 17 22:00:01 2026",
      "Subject: deux\r",
      "\r",
      "fin",
      "",
    ].join("\n"),
  );
  const [first, second, third] = await all(readMbox(path));
  assert.equal(third, undefined);
  assert.deepEqual(
    [first?.receivedAt, first?.seen, first?.flagged, first?.answered],
    [Date.UTC(2026, 10, 16, 9, 15), true, true, false],
  );
  assert.equal(
    await textOf(first),
    "Status: RO\r\nX-Status: F\r\nSubject: un\r\n\r\nFrom ici, on écrit à la ligne\r\n>From là\r\n",
  );
  assert.deepEqual([second?.receivedAt, second?.seen], [Date.UTC(2026, 10, 17, 22, 0, 1), false]);
  assert.equal(await textOf(second), "Subject: deux\r\n\r\nfin\r\n");
});

test("what is no mbox is refused", async () => {
  const path = join(folder, "liste.txt");
  await writeFile(path, "Bonjour\n");
  await assert.rejects(all(readMbox(path)), /n’est pas un fichier mbox/);
});

test("a Maildir is read with its folders, dates and marks, oldest first", async () => {
  const path = join(folder, "Maildir");
  for (const name of ["", ".Comptes rendus", ".Envoy&AOk-s"])
    for (const part of ["cur", "new", "tmp"]) await mkdir(join(path, name, part), { recursive: true });
  const put = async (name: string, at: number) => {
    await writeFile(join(path, name), `Subject: ${at}\n\nBonjour\n`);
    await utimes(join(path, name), at, at);
  };
  await put("cur/2:2,FRS", 2000);
  await put("new/1", 1000);
  await put(".Comptes rendus/cur/3:2,", 3000);
  assert.equal(await isMaildir(path), true);
  assert.equal(await countMaildir(path), 3);
  assert.deepEqual(
    (await listMaildir(path)).map(({ name }) => name),
    ["", "Comptes rendus", "Envoyés"],
  );
  const [first, second] = await all(readMaildir(path));
  assert.deepEqual([first?.receivedAt, first?.seen], [1_000_000, false]);
  assert.deepEqual(
    [second?.receivedAt, second?.seen, second?.flagged, second?.answered],
    [2_000_000, true, true, true],
  );
  assert.equal(await textOf(second), "Subject: 2000\r\n\r\nBonjour\r\n");
});

test("names of folders are read from modified UTF-7 (RFC 3501 §5.1.3)", () => {
  assert.equal(decodeUtf7("Envoy&AOk-s"), "Envoyés");
  assert.equal(decodeUtf7("R&- D"), "R& D");
  assert.equal(decodeUtf7("&2D3eAA-"), "😀");
  assert.equal(decodeUtf7("&AOk"), "&AOk");
});
