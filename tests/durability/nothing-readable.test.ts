import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Store } from "../../server/foundations/database/operation.ts";
import { openTestHouse } from "../house.ts";
import { connectPeer } from "./peer.ts";

const to = "accueil.ime@valdebrume.mss.example";
const raw = [
  "Message-ID: <secret-1@ch-portbrume.example>",
  "From: Docteur Castaing <h.castaing@ch-portbrume.mss.example>",
  `To: ${to}`,
  "Subject: Bilan confidentiel de Zoé",
  "",
  "Le mot qui ne doit pas se lire est mirabelle.",
  "",
].join("\r\n");

/** What would give the message, its people or its secrets away. */
const secrets = [
  "mirabelle",
  "Bilan confidentiel",
  "castaing",
  "accueil.ime",
  "valdebrume",
  "n.faure",
  "Nadège",
  "Accueil IME",
  "heron-maree",
];

/** The index of words is written a moment after the message. */
async function isIndexed(store: Store): Promise<void> {
  while (await store.read("mailboxes.anyUnindexed", { now: Number.MAX_SAFE_INTEGER })) await pause(50);
}

test("no text, subject or address of a message can be found in the data folder, nor in the log", async (t) => {
  const house = await openTestHouse();
  t.after(() => house.close());
  const peer = await connectPeer(house, house.ports.smtpPort);
  assert.equal(await peer.send("h.castaing@ch-portbrume.mss.example", to, raw), "acknowledged");
  peer.close();
  await isIndexed(house.house.rooms.store);
  const folder = join(house.folder, "data");
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  assert.ok(
    files.some(({ name }) => name === "store.db-wal") && files.length >= 5,
    "the store and a blob are there",
  );
  for (const { parentPath, name } of files) {
    const bytes = await readFile(join(parentPath, name));
    for (const secret of secrets)
      for (const encoding of ["utf8", "utf16le", "latin1"] as const)
        assert.equal(bytes.indexOf(Buffer.from(secret, encoding)), -1, `${secret} in ${name}`);
  }
  const log = house.lines.join("");
  assert.match(log, /"event"/);
  for (const secret of secrets) assert.ok(!log.includes(secret), `${secret} in the log`);
});
