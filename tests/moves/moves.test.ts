import assert from "node:assert/strict";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { makeProvision } from "../../sandbox/provision.ts";
import { readIdentity } from "../../sandbox/pki.ts";
import { type Relay, startRelay } from "../../sandbox/relay.ts";
import { provision } from "../../server/commands/provision.ts";
import { createStillClock } from "../../server/foundations/clock.ts";
import { startTestPostgres } from "../../server/foundations/database/test-postgres.ts";
import { type House, openHouse, openRooms } from "../../server/house.ts";
import { runMove } from "../../server/move.ts";
import { AlreadyRunning } from "../../server/open-store.ts";
import { sentenceOf } from "../../server/start.ts";
import { connectPeer, smallMessage } from "../durability/peer.ts";
import { makeTrustSpace, partsOf, testStart } from "../house.ts";
import { type PersonSession, signIn } from "../session.ts";

const address = "accueil.ime@valdebrume.mss.example";
let space: Awaited<ReturnType<typeof makeTrustSpace>>;
let relay: Relay;
const clock = createStillClock(testStart);
before(async () => {
  space = await makeTrustSpace();
  const identity = await readIdentity(space.pki, "relay");
  relay = await startRelay({ port: space.ports.relayPort, identity });
});
after(async () => {
  await relay.close();
  await rm(space.folder, { recursive: true, force: true });
});

type Environment = Record<string, string>;

function placeOf(name: string, settings: Environment = {}): Environment {
  return {
    ...space.environment,
    CADUCEE_QUEUE_UNDO_SECONDS: "0",
    CADUCEE_DATA: join(space.folder, name),
    ...settings,
  };
}

/**
 * What a house is built from, on one clock for all, a hundredth of a second later at each look: what came in the same
 * millisecond is found in the order in which its words were indexed, and that depends on what the machine does besides.
 */
function partsAt(environment: Environment) {
  const parts = partsOf(environment, space.folder);
  const now = () => {
    clock.advance(10);
    return clock.now();
  };
  return { ...parts, clock: { ...parts.clock, now } };
}

async function move(environment: Environment, name: "export" | "import", folder: string) {
  const said: string[] = [];
  const parts = partsAt(environment);
  const code = await runMove(parts, { name, folder: join(space.folder, folder) }, (line) => said.push(line));
  return { code, said: said.join("\n") };
}

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    assert.ok(tries < 1200, what);
    await pause(50);
  }
}

/** Fills a store through its real doors: deliveries, drafts with an attachment, what was sent here and what waits. */
async function fill(house: House): Promise<PersonSession> {
  const file = join(space.folder, "provision.json");
  await writeFile(file, JSON.stringify(makeProvision(testStart)));
  assert.equal(await provision.run(house.rooms, [file], () => {}), 0);
  const peer = await connectPeer(space, house.smtpPort);
  for (let count = 0; count < 12; count++)
    assert.equal(
      await peer.send(
        "pediatrie@ch-portbrume.mss.example",
        address,
        smallMessage(`m${count}`, count === 5 ? 200_000 : 1500),
      ),
      "acknowledged",
    );
  peer.close();
  const session = await signIn(space.publicUrl, relay);
  const { accountId } = session;
  const { drafts = "", sent = "", archive = "", inbox = "" } = await session.folders();
  const blobId = await session.upload("Compte rendu, mirabelle", "text/plain");
  const attachments = [{ blobId, type: "text/plain", name: "compte-rendu.txt", disposition: "attachment" }];
  await session.write(drafts, "Brouillon à finir", "h.castaing@ch-portbrume.mss.example", { attachments });
  for (const to of [
    "foyer.saules@valdebrume.mss.example",
    address,
    "personne@valdebrume.mss.example",
    "h.castaing@ch-portbrume.mss.example",
  ]) {
    const id = await session.write(drafts, `Pour ${to}`, to);
    assert.ok(id && (await session.send(id, sent)));
  }
  const [[, { ids }] = ["", { ids: [] }, ""]] = await session.call([
    "Email/query",
    { accountId, filter: { inMailbox: inbox } },
    "0",
  ]);
  const update = {
    [ids[0]]: { "keywords/$flagged": true, "keywords/$seen": true },
    [ids[1]]: { "keywords/$seen": true },
    [ids[2]]: { mailboxIds: { [archive]: true } },
  };
  await session.call(["Email/set", { accountId, update, destroy: [ids[3]] }, "0"]);
  await house.transport.run();
  return session;
}

/** Everything that a client can ask, of every mailbox that the person has. */
async function everyAnswer(house: House, session: PersonSession) {
  await until(
    async () => !(await house.rooms.store.read("mailboxes.anyUnindexed", { now: Number.MAX_SAFE_INTEGER })),
    "the index of words is made",
  );
  const answers: unknown[] = [];
  let count = 0;
  const person = await house.rooms.directory.findByLogin("org.nadege.faure@valdebrume.mss.example");
  for (const { id: accountId } of await house.rooms.mailboxes.listMailboxes(person?.id ?? "")) {
    const all = { resultOf: "q", name: "Email/query", path: "/ids" };
    const sinceStart = { accountId, sinceState: "0.0", maxChanges: 500 };
    const found = await session.call(
      ["Mailbox/get", { accountId }, "f"],
      ["Email/query", { accountId, calculateTotal: true }, "q"],
      ["Email/get", { accountId, "#ids": all, fetchAllBodyValues: true }, "g"],
      [
        "Thread/get",
        { accountId, "#ids": { resultOf: "g", name: "Email/get", path: "/list/*/threadId" } },
        "t",
      ],
      ["Email/query", { accountId, collapseThreads: true, position: 1, limit: 3 }, "c"],
      ["Email/query", { accountId, filter: { text: "pediatrie" } }, "s"],
      ["Email/query", { accountId, filter: { text: "mirabelle" } }, "w"],
      ["Email/changes", sinceStart, "d"],
      ["Mailbox/changes", sinceStart, "m"],
      ["Identity/get", { accountId }, "i"],
      ["EmailSubmission/query", { accountId }, "e"],
      ["EmailSubmission/get", { accountId, ids: null }, "u"],
    );
    // What a client names is answered in any order (RFC 8620 §5.1), and so are the ids of what moved (§5.2).
    for (const [, answer] of found) {
      for (const ids of [answer.created, answer.updated]) ids?.sort?.();
      answer.list?.sort((one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1));
    }
    answers.push(found);
    const emails = found.find(([, , id]) => id === "g")?.[1].list ?? [];
    count += emails.length;
    for (const { blobId } of emails) answers.push(await session.download(accountId, blobId));
    answers.push(await house.rooms.audit.rows(`mailbox:${accountId}`, 0, 1000));
  }
  assert.ok(count > 15, `${count} messages to compare`);
  return answers;
}

async function verifyTrace(house: House): Promise<void> {
  const { audit, mailboxes, directory } = house.rooms;
  const expected = [
    ...(await mailboxes.mailboxIds()).map((id) => `mailbox:${id}`),
    ...(await directory.structureIds()).map((id) => `structure:${id}`),
  ];
  assert.deepEqual(await audit.verify(expected), []);
}

test("a filled store goes to PostgreSQL and back: every answer is the same, and the traces stand", async (t) => {
  const server = await startTestPostgres();
  await server.run("postgres", "create database moved");
  const embedded = placeOf("data");
  const postgres = placeOf("data-pg", { CADUCEE_DATABASE_URL: server.urlOf("moved") });
  const back = placeOf("data-back");

  let house = await openHouse(partsAt(embedded));
  t.after(() => house.close());
  const session = await fill(house);
  const first = await everyAnswer(house, session);
  await assert.rejects(move(embedded, "export", "export"), AlreadyRunning);
  await house.close();
  const exported = await move(embedded, "export", "export");
  assert.equal(exported.code, 0, exported.said);
  assert.match(exported.said, /Export terminé dans .* : \d+ lignes, \d+ fichiers\./);
  await nothingReadable(join(space.folder, "export"));

  const imported = await move(postgres, "import", "export");
  assert.equal(imported.code, 0, imported.said);
  house = await openHouse(partsAt(postgres));
  assert.deepEqual(await everyAnswer(house, session), first, "on PostgreSQL");
  await verifyTrace(house);
  const onlyHere = await move(postgres, "export", "export-pg").catch((error: unknown) => error);
  assert.match(sentenceOf(onlyHere, "data") ?? "", /tourne déjà/);
  const otherNode = { ...postgres, CADUCEE_DATA: join(space.folder, "data-of-another-node") };
  const elsewhere = await move(otherNode, "export", "export-pg").catch((error: unknown) => error);
  assert.match(sentenceOf(elsewhere, "data") ?? "", /^Un programme Caducée a cette base PostgreSQL ouverte/);

  const { drafts = "" } = await session.folders();
  assert.ok(await session.write(drafts, "Écrit sur PostgreSQL", address), "it goes on there");
  const second = await everyAnswer(house, session);
  await house.close();
  const again = await move(postgres, "export", "export-pg");
  assert.equal(again.code, 0, again.said);
  const returned = await move(back, "import", "export-pg");
  assert.equal(returned.code, 0, returned.said);
  house = await openHouse(partsAt(back));
  assert.deepEqual(await everyAnswer(house, session), second, "and back");
  await verifyTrace(house);
  await house.close();
});

test("an import is refused in one sentence where it would do harm, and changes nothing", async () => {
  const filled = await move(placeOf("data-back"), "import", "export");
  assert.deepEqual([filled.code, /n’est pas vide/.test(filled.said)], [1, true], filled.said);
  const fresh = placeOf("data-fresh");
  assert.match((await move(fresh, "import", "nowhere")).said, /ne contient pas d’export terminé/);
  const manifest = join(space.folder, "export", "manifest.json");
  const text = await readFile(manifest, "utf8");
  await writeFile(manifest, text.replace('"format": 1', '"format": 1, "x": 2'));
  assert.match(
    (await move(fresh, "import", "export")).said,
    /a été modifié, ou il a été fait avec une autre/,
  );
  await writeFile(manifest, text);
  const parts = partsOf(fresh, space.folder);
  const secrets = { ...parts.secrets, sealingKeys: new Map([[1, Buffer.alloc(32, 3)]]) };
  const stranger = { ...parts, configuration: partsOf(placeOf("data-stranger"), space.folder).configuration };
  const said: string[] = [];
  const folder = join(space.folder, "export");
  await runMove({ ...stranger, secrets }, { name: "import", folder }, (line) => said.push(line));
  assert.match(said.join(), /une autre clé de scellement/);

  const [chunk = ""] = await readdir(join(folder, "rows"));
  const path = join(folder, "rows", chunk);
  const bytes = await readFile(path);
  await writeFile(path, bytes.subarray(0, -1));
  const broken = await move(fresh, "import", "export");
  assert.match(broken.said, /manque à l’export ou y a été abîmé/);
  await writeFile(path, bytes);
  const error = await openRooms(partsOf(fresh, space.folder)).catch((reason: unknown) => reason);
  assert.match(sentenceOf(error, "data") ?? "", /^La reprise d’un export n’est pas terminée/);
  assert.equal((await move(fresh, "import", "export")).code, 0, "mended, it goes on");
  const rooms = await openRooms(partsOf(fresh, space.folder));
  await rooms.close();
});

/** What would give a message, its people or its secrets away. */
async function nothingReadable(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  assert.ok(files.length > 20);
  for (const { parentPath, name } of files) {
    const bytes = await readFile(join(parentPath, name));
    for (const secret of ["mirabelle", "Brouillon", "castaing", "accueil.ime", "valdebrume", "Nadège"])
      for (const encoding of ["utf8", "utf16le", "latin1"] as const)
        assert.equal(bytes.indexOf(Buffer.from(secret, encoding)), -1, `${secret} in ${name}`);
  }
}
