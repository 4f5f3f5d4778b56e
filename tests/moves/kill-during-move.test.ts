import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { makeProvision } from "../../sandbox/provision.ts";
import { startTestPostgres } from "../../server/foundations/database/test-postgres.ts";
import { provision } from "../../server/commands/provision.ts";
import { openRooms } from "../../server/house.ts";
import { makeTrustSpace, partsOf, testStart } from "../house.ts";

const address = "accueil.ime@valdebrume.mss.example";
const messages = 600;
/** How often each of the four commands is killed. */
const most = 3;
const command = fileURLToPath(new URL("../../dist/server/command.js", import.meta.url));

type Environment = Record<string, string>;

/** Brings mail over, small ones. */
async function fill(environment: Environment, folder: string): Promise<void> {
  const rooms = await openRooms(partsOf(environment, folder));
  const file = join(folder, "provision.json");
  await writeFile(file, JSON.stringify(makeProvision(testStart)));
  assert.equal(await provision.run(rooms, [file], () => {}), 0);
  const mailbox = await rooms.mailboxes.findByAddress(address);
  assert.ok(mailbox);
  const bring = (count: number) =>
    rooms.mailboxes.bring(
      {
        mailboxId: mailbox.id,
        folder: { role: "inbox" },
        receivedAt: testStart - count * 60_000,
        seen: false,
        keywords: [],
      },
      (async function* () {
        yield Buffer.from(`Message-ID: <${count}@x.example>\r\nSubject: ${count}\r\n\r\nBonjour\r\n`);
      })(),
      "command",
    );
  for (let first = 0; first < messages; first += 50)
    await Promise.all(Array.from({ length: 50 }, (_, place) => bring(first + place)));
  await rooms.close();
}

/** Every row's bytes open, the counters agree, the traces stand. */
async function checkWhole(environment: Environment, folder: string): Promise<void> {
  const rooms = await openRooms(partsOf(environment, folder));
  const mailbox = await rooms.mailboxes.findByAddress(address);
  const person = await rooms.directory.findByLogin("org.nadege.faure@valdebrume.mss.example");
  assert.ok(mailbox && person);
  const who = { personId: person.id, sessionId: "s" };
  const found = await rooms.mailboxes.folders(who, mailbox.id, null);
  assert.equal(found?.folders.find(({ role }) => role === "inbox")?.messages, messages);
  const query = { folderId: null, collapse: false, ascending: true, anchor: null, anchorOffset: 0 };
  const page = await rooms.mailboxes.query(who, mailbox.id, { ...query, position: 550, limit: 500 });
  assert.ok(page && typeof page === "object");
  assert.equal(page.total, messages);
  const last = await rooms.mailboxes.messages(who, mailbox.id, page.ids.slice(-5));
  for (const { id, size, envelope } of last?.messages ?? []) {
    const bytes: Buffer[] = [];
    for await (const part of (await rooms.mailboxes.open(
      who,
      mailbox.id,
      id,
      { start: 0, end: size },
      "headers",
    )) ?? [])
      bytes.push(part);
    assert.ok(Buffer.concat(bytes).includes(`Subject: ${envelope.subject}`));
  }
  assert.deepEqual(await rooms.audit.verify([`mailbox:${mailbox.id}`]), []);
  await rooms.close();
}

function start(environment: Environment, words: string[]): { child: ChildProcess; printed: () => string } {
  const child = spawn(process.execPath, [command, ...words], { env: { ...process.env, ...environment } });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => (printed += String(chunk)));
  return { child, printed: () => printed };
}

/** Kills the command each time that what it has made has grown by a little more, until it ends by itself. */
async function killOften(
  environment: Environment,
  words: string[],
  grown: () => Promise<number>,
): Promise<number> {
  for (let kills = 0; ; kills++) {
    const { child, printed } = start(environment, words);
    const ended = once(child, "close");
    const before = await grown();
    // The first blow falls at the beginning, at no particular point; the later ones each after a little more.
    const wanted = before + (kills === 0 ? 0 : 1 + ((kills * 137) % 400));
    if (kills === 0) await pause(250);
    while (child.exitCode === null && kills < most && (await grown()) < wanted) await pause(3);
    if (child.exitCode === null && kills < most) child.kill("SIGKILL");
    await ended;
    if (child.signalCode === "SIGKILL") continue;
    assert.equal(child.exitCode, 0, printed());
    return kills;
  }
}

test("an export and an import that are killed at any point go on where they were, both ways", async (t) => {
  const space = await makeTrustSpace();
  t.after(() => rm(space.folder, { recursive: true, force: true }));
  const server = await startTestPostgres();
  await server.run("postgres", "create database killed");
  const placeOf = (name: string, more: Environment = {}) => ({
    ...space.environment,
    CADUCEE_DATA: join(space.folder, name),
    ...more,
  });
  const url = server.urlOf("killed");
  const source = placeOf("data");
  await fill(source, space.folder);
  const places: [Environment, Environment][] = [
    [source, placeOf("data-pg", { CADUCEE_DATABASE_URL: url })],
    [placeOf("data-pg", { CADUCEE_DATABASE_URL: url }), placeOf("data-back")],
  ];
  const filesIn = (folder: string) => async () =>
    (await readdir(folder, { recursive: true }).catch(() => [])).length;
  let kills = 0;
  for (const [place, [from, to]] of places.entries()) {
    const folder = join(space.folder, `export-${place}`);
    kills += await killOften(from, ["export", folder], filesIn(folder));
    kills += await killOften(to, ["import", folder], filesIn(join(to["CADUCEE_DATA"] ?? "", "blobs")));
    await checkWhole(to, space.folder);
  }
  assert.ok(kills > 6, `${kills} kills`);
  t.diagnostic(`${kills} kills`);
});
