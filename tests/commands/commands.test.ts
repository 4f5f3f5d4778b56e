import assert from "node:assert/strict";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import Database from "better-sqlite3-multiple-ciphers";
import { administrator, people as sandboxPeople } from "../../sandbox/people.ts";
import { makeProvision } from "../../sandbox/provision.ts";
import type { Evidence } from "../../server/administration/door.ts";
import { helpText, parseCommandLine } from "../../server/commands/door.ts";
import { isListening, sendCommand } from "../../server/commands/socket.ts";
import { createSealing } from "../../server/foundations/sealing.ts";
import { openRooms } from "../../server/house.ts";
import { AlreadyRunning, commandSocket } from "../../server/open-store.ts";
import { readPaper } from "../../server/papers/test-papers.ts";
import { type TestHouse, openTestHouse, partsOf } from "../house.ts";

const address = "accueil.ime@valdebrume.mss.example";
let house: TestHouse;
before(async () => {
  house = await openTestHouse();
});
after(() => house.close());

/** What a person types, sent to the running program as command.ts does. */
async function run(...words: string[]): Promise<{ code: number; said: string }> {
  const line = parseCommandLine(words, house.folder);
  if (typeof line === "string") return { code: 64, said: line };
  const said: string[] = [];
  const socket = commandSocket(partsOf(house.environment, house.folder).configuration);
  const code = await sendCommand(socket, line, (text) => said.push(text));
  return { code, said: said.join("\n") };
}

test("the socket is its owner's alone, and a second program on the same folder is refused", async () => {
  const { configuration } = partsOf(house.environment, house.folder);
  const about = await stat(commandSocket(configuration));
  assert.equal(about.mode & 0o777, 0o600);
  assert.equal(await isListening(commandSocket(configuration)), true);
  await assert.rejects(openRooms(partsOf(house.environment, house.folder)), AlreadyRunning);
});

test("provision run again changes nothing, and brings a new right in", async () => {
  const declared = makeProvision(house.clock.now());
  const file = join(house.folder, "p.json");
  await writeFile(file, JSON.stringify(declared));
  assert.deepEqual(await run("provision", "p.json"), {
    code: 0,
    said: "Association Val de Brume : 5 personnes, 3 boîtes.\nOpérateur Caducée : 1 personnes, 0 boîtes.",
  });
  const yanis = "org.yanis.belkacem@valdebrume.mss.example";
  const { directory, mailboxes } = house.house.rooms;
  const person = await directory.findByLogin(yanis);
  assert.ok(person);
  assert.equal((await mailboxes.listMailboxes(person.id)).length, 1);
  declared.structures[0]?.mailboxes[2]?.members.push({ login: yanis, right: "reader", from: "2026-11-01" });
  await writeFile(file, JSON.stringify(declared));
  assert.equal((await run("provision", file)).code, 0);
  assert.equal((await mailboxes.listMailboxes(person.id)).length, 2);
});

test("evidence is written beside whoever asks, or where she says, as PDF and JSON, for her eyes alone", async () => {
  assert.equal((await run("evidence")).code, 0);
  assert.equal((await run("evidence", "preuve.pdf")).code, 0);
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(house.clock.now());
  for (const name of [`evidence-${day}`, "preuve"]) {
    assert.equal((await stat(join(house.folder, `${name}.json`))).mode & 0o777, 0o600);
    const { text } = await readPaper(await readFile(join(house.folder, `${name}.pdf`)));
    assert.match(text, /Éléments de preuve/);
  }
  const read = JSON.parse(await readFile(join(house.folder, "preuve.json"), "utf8")) as Evidence;
  const people = read.figures.find(({ name }) => name === "people");
  assert.equal(people?.value, [...sandboxPeople, administrator].length);
  // The program runs, so every setting is in force, and no secret is among them.
  assert.ok(read.settings.length > 15 && read.settings.every(({ since }) => since !== null));
  assert.ok(!read.settings.some(({ name }) => /key|secret|file|password$|headers/.test(name)));
  const refused = await run("evidence", join("nowhere", "preuve.pdf"));
  assert.equal(refused.code, 1);
  assert.match(refused.said, /ne peut pas être écrit/);
});

test("a card is one person’s: another’s, or what is no identifier, is one sentence and no change", async () => {
  const declared = makeProvision(house.clock.now());
  const [nadege] = declared.structures[0]?.persons ?? [];
  assert.ok(nadege);
  const declare = async (subject: string) => {
    nadege.pscSubject = subject;
    await writeFile(join(house.folder, "card.json"), JSON.stringify(declared));
    return run("provision", "card.json");
  };
  assert.match((await declare("899700990114")).said, /déjà celui d’une autre personne/);
  assert.match((await declare("n.faure@valdebrume.example")).said, /n’est pas un identifiant national/);
  assert.equal((await declare("899700990777")).code, 0);
});

test("whoever administers the operator is no référent and opens no mailbox, whatever a file says", async () => {
  const declare = async (change: (declared: ReturnType<typeof makeProvision>) => void) => {
    const declared = makeProvision(house.clock.now());
    change(declared);
    await writeFile(join(house.folder, "a.json"), JSON.stringify(declared));
    return run("provision", "a.json");
  };
  const { directory } = house.house.rooms;
  assert.equal((await directory.findByLogin(administrator.login))?.administrator, true);
  const person = (place: number) => (declared: ReturnType<typeof makeProvision>) => {
    const one = declared.structures[0]?.persons[place];
    if (one) one.administrator = true;
  };
  assert.match((await declare(person(0))).said, /a des droits sur des boîtes/);
  assert.match((await declare(person(4))).said, /un référent n’administre pas l’opérateur/);
  const wrong = await declare((declared) => {
    const [association, operator] = declared.structures;
    if (association && operator)
      operator.mailboxes.push({
        ...(association.mailboxes[0] as (typeof association.mailboxes)[number]), // it has three
        address: "essai@caducee.mss.example",
        members: [{ login: administrator.login, right: "reader", from: "2026-11-01" }],
      });
  });
  assert.match(wrong.said, /administre l’opérateur, et n’a donc aucun droit/);
});

test("a wrong file, an unknown command or mailbox is one sentence and no change", async () => {
  await writeFile(join(house.folder, "wrong.json"), '{"structures":[{"id":"x"}]}');
  const wrong = await run("provision", "wrong.json");
  assert.equal(wrong.code, 1);
  assert.match(wrong.said, /wrong\.json : structures\.0\.name n’a pas la forme attendue/);
  assert.match((await run("provision", "absent.json")).said, /absent\.json ne peut pas être lu/);
  assert.match(
    (await run("provision")).said,
    /Cette commande s’écrit : npm run caducee -- provision FICHIER/,
  );
  const unknown = await run("efface", "tout");
  assert.ok(
    unknown.said.includes("« efface tout » n’est pas une commande connue") &&
      unknown.said.includes(helpText()),
  );
  assert.match((await run("import", "nobody@x.example", "f")).said, /n’est pas une boîte connue/);
  assert.match((await run("import", address, "nowhere")).said, /nowhere n’existe pas/);
});

test("import keeps dates, marks and folders, and run again adds nothing", async () => {
  const maildir = join(house.folder, "Maildir");
  for (const part of ["cur", ".Bilans/cur"]) await mkdir(join(maildir, part), { recursive: true });
  await writeFile(join(maildir, "cur", "1:2,S"), "Message-ID: <i1@x.example>\nSubject: Lu\n\nBonjour\n");
  await writeFile(
    join(maildir, ".Bilans/cur", "2:2,F"),
    "Message-ID: <i2@x.example>\nSubject: Bilan\n\nBonjour\n",
  );
  const first = await run("import", address, "Maildir");
  assert.deepEqual(first, { code: 0, said: `2 messages repris dans ${address}, 0 y étaient déjà.` });
  const again = await run("import", address, "Maildir");
  assert.deepEqual(again, { code: 0, said: `0 messages repris dans ${address}, 2 y étaient déjà.` });
  const { directory, mailboxes } = house.house.rooms;
  const person = await directory.findByLogin("org.nadege.faure@valdebrume.mss.example");
  const mailbox = await mailboxes.findByAddress(address);
  assert.ok(person && mailbox);
  const who = { personId: person.id, sessionId: "s" };
  const folders = (await mailboxes.folders(who, mailbox.id, null))?.folders ?? [];
  const counts = Object.fromEntries(
    folders.map(({ name, messages, unreadMessages }) => [name, [messages, unreadMessages]]),
  );
  assert.deepEqual(
    [counts["Réception"], counts["Bilans"]],
    [
      [1, 0],
      [1, 1],
    ],
  );
});

test("a signed export verifies, and one changed is told by its line", async () => {
  const { directory, administration } = house.house.rooms;
  const odile = await directory.findByLogin("org.odile.marchetti@valdebrume.mss.example");
  const asked = await administration.traces.export(odile?.id ?? "", { format: "jsonl" });
  assert.ok("lines" in asked);
  let text = "";
  for await (const line of asked.lines) text += line;
  const file = join(house.folder, "traces.jsonl");
  await writeFile(file, text);
  const right = await run("audit", "verify-export", "traces.jsonl");
  assert.equal(right.code, 0);
  assert.match(right.said, /^\d+ lignes vérifiées/);
  await writeFile(file, text.replace('"seq":2,', '"seq":3,'));
  const wrong = await run("audit", "verify-export", file);
  assert.equal(wrong.code, 2);
  assert.match(wrong.said, /^Ligne \d+ : la ligne a été modifiée\.$/);
  assert.equal((await run("audit", "verify-export", "rien.jsonl")).code, 1);
  assert.match((await run("audit", "public-key")).said, /^-----BEGIN PUBLIC KEY-----/);
});

test("audit verify says that all stands, then names what was changed by hand", async () => {
  const whole = await run("audit", "verify");
  assert.equal(whole.code, 0);
  assert.match(whole.said, /^\d+ chaînes vérifiées : tout est intact\.$/);
  const { secrets, chance } = partsOf(house.environment, house.folder);
  const sealed = await readFile(join(house.folder, "data", "store.key"));
  const key = createSealing(secrets.sealingKeys, chance).open(
    { table: "store", column: "key", row: "embedded" },
    sealed,
  );
  const database = new Database(join(house.folder, "data", "store.db"), { timeout: 5000 });
  database.pragma("cipher = 'aegis'");
  database.pragma(`key='raw:${key.toString("hex")}'`);
  const { chain } = database
    .prepare("select chain from audit_rows where action = 'mailbox.made' limit 1")
    .get() as { chain: string };
  database.prepare("update audit_rows set actor = 'nobody' where chain = ? and seq = 1").run(chain);
  database.close();
  assert.deepEqual(await run("audit", "verify"), {
    code: 2,
    said: `${chain}, ligne 1 : la ligne a été modifiée.`,
  });
});
