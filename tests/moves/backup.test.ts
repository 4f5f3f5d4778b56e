import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { backup } from "../../server/commands/backup.ts";
import { findPrograms, startTestPostgres } from "../../server/foundations/database/test-postgres.ts";
import { type Rooms, openRooms } from "../../server/house.ts";
import type { MessageView } from "../../server/mailboxes/views.ts";
import { connectPeer, smallMessage } from "../durability/peer.ts";
import { openTestHouse, partsOf, type TestHouse } from "../house.ts";

const address = "accueil.ime@valdebrume.mss.example";
const from = "pediatrie@ch-portbrume.mss.example";

/** Delivers without a pause while something is done; answers what was acknowledged before and during it. */
async function whileDelivering(house: TestHouse, work: () => Promise<unknown>) {
  const peer = await connectPeer(house, house.house.smtpPort);
  const [before, during]: [string[], string[]] = [[], []];
  let isOver = false;
  const deliver = async (id: string, into: string[]) => {
    assert.equal(await peer.send(from, address, smallMessage(id)), "acknowledged");
    into.push(id);
  };
  for (let count = 0; count < 20; count++) await deliver(`b${count}`, before);
  const delivering = (async () => {
    for (let count = 0; !isOver || during.length < 5; count++) await deliver(`d${count}`, during);
  })();
  await work();
  isOver = true;
  await delivering;
  peer.close();
  return { before, during };
}

async function destroySome(house: TestHouse, count: number): Promise<void> {
  const { mailboxes, directory } = house.house.rooms;
  const mailbox = await mailboxes.findByAddress(address);
  const person = await directory.findByLogin("org.nadege.faure@valdebrume.mss.example");
  assert.ok(mailbox && person);
  const who = { personId: person.id, sessionId: "s" };
  const query = {
    folderId: null,
    collapse: false,
    ascending: true,
    anchor: null,
    anchorOffset: 0,
    position: 0,
  };
  const page = await mailboxes.query(who, mailbox.id, { ...query, limit: count });
  assert.ok(page && typeof page === "object");
  assert.ok(await mailboxes.destroy(who, mailbox.id, page.ids, null));
}

/** Each row's bytes open, the counter agrees, the trace stands; answers the messages' own ids. */
async function readAll(rooms: Rooms): Promise<Set<string>> {
  const mailbox = await rooms.mailboxes.findByAddress(address);
  const person = await rooms.directory.findByLogin("org.nadege.faure@valdebrume.mss.example");
  assert.ok(mailbox && person);
  const who = { personId: person.id, sessionId: "s" };
  const query = {
    folderId: null,
    collapse: false,
    ascending: true,
    anchor: null,
    anchorOffset: 0,
    limit: 200,
  };
  const messages: MessageView[] = [];
  for (let more = true; more;) {
    const page = await rooms.mailboxes.query(who, mailbox.id, { ...query, position: messages.length });
    assert.ok(page && typeof page === "object");
    const found = await rooms.mailboxes.messages(who, mailbox.id, page.ids);
    messages.push(...(found?.messages ?? []));
    more = page.ids.length === query.limit;
  }
  const ids = new Set<string>();
  for (const { id, size, envelope } of messages) {
    const bytes: Buffer[] = [];
    const range = { start: 0, end: size };
    for await (const part of (await rooms.mailboxes.open(who, mailbox.id, id, range, "headers")) ?? [])
      bytes.push(part);
    assert.ok(Buffer.concat(bytes).includes(`Subject: ${envelope.subject}`));
    ids.add(envelope.messageId?.[0]?.split("@")[0] ?? "");
  }
  const folders = (await rooms.mailboxes.folders(who, mailbox.id, null))?.folders ?? [];
  assert.equal(folders.find(({ role }) => role === "inbox")?.messages, ids.size);
  assert.deepEqual(await rooms.audit.verify([`mailbox:${mailbox.id}`]), []);
  return ids;
}

async function checkRestored(
  t: TestContext,
  house: TestHouse,
  restored: Record<string, string>,
  before: string[],
) {
  const rooms = await openRooms(partsOf({ ...house.environment, ...restored }, house.folder));
  t.after(() => rooms.close());
  const ids = await readAll(rooms);
  for (const id of before) assert.ok(ids.has(id), `${id} was there before the backup`);
  return ids;
}

test("the embedded store is backed up while mail comes in, again into the same folder, and restored", async (t) => {
  const house = await openTestHouse();
  t.after(() => house.close());
  const folder = join(house.folder, "backup");
  const said: string[] = [];
  const run = () => backup.run(house.house.rooms, [folder], (line) => said.push(line));
  const { before, during } = await whileDelivering(house, run);
  assert.match(said.join("\n"), /Sauvegarde terminée dans .* : \d+ fichiers copiés\./);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) {
      const bytes = await readFile(join(entry.parentPath, entry.name));
      for (const secret of ["accueil.ime", "Nadège", "Essai b1"]) assert.equal(bytes.indexOf(secret), -1);
    }
  // What a restoration is: the copy in the place of the data folder, with the same sealing key.
  await cp(folder, join(house.folder, "restored"), { recursive: true });
  await checkRestored(t, house, { CADUCEE_DATA: join(house.folder, "restored") }, before);

  await destroySome(house, 3);
  assert.equal(await run(), 0);
  said.length = 0;
  assert.equal(await run(), 0);
  assert.match(said.join("\n"), / : 0 fichiers copiés/, "what is there already is not copied again");
  const ids = await checkRestored(t, house, { CADUCEE_DATA: folder }, []);
  assert.equal(ids.size, before.length + during.length - 3);

  const inside = await backup.run(house.house.rooms, [join(house.folder, "data", "backup")], (line) =>
    said.push(line),
  );
  assert.deepEqual([inside, said.at(-1)?.startsWith("Une sauvegarde se fait hors du dossier")], [1, true]);
});

test("PostgreSQL is backed up by pg_dump between two copies of the messages, while mail comes in, and restored", async (t) => {
  const server = await startTestPostgres();
  for (const name of ["kept", "restored"]) await server.run("postgres", `create database ${name}`);
  const house = await openTestHouse({ CADUCEE_DATABASE_URL: server.urlOf("kept") });
  t.after(() => house.close());
  const folder = join(house.folder, "backup");
  const data = join(house.folder, "data");
  mkdirSync(folder);
  // It goes on past a file that moved to its shelf meanwhile: the second copy brings it.
  const copy = () => void spawnSync("cp", ["-a", join(data, "blobs"), join(data, "queue"), folder]);
  const said: string[] = [];
  assert.equal(await backup.run(house.house.rooms, [folder], (line) => said.push(line)), 1);
  assert.match(said.join(), /sauvegardez-la avec pg_dump/);
  const dump = join(house.folder, "dump");
  const { before } = await whileDelivering(house, async () => {
    copy();
    postgres("pg_dump", "--format=custom", `--file=${dump}`, server.urlOf("kept"));
    copy();
  });
  postgres("pg_restore", "--exit-on-error", `--dbname=${server.urlOf("restored")}`, dump);
  const restored = { CADUCEE_DATA: folder, CADUCEE_DATABASE_URL: server.urlOf("restored") };
  await checkRestored(t, house, restored, before);
});

function postgres(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(join(findPrograms(), program), args, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
}
