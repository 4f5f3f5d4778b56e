import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { refusalOfServer } from "../../server/foundations/database/postgres-refusals.ts";
import { startTestPostgres } from "../../server/foundations/database/test-postgres.ts";
import { SealBroken } from "../../server/foundations/sealing.ts";
import { type House, openHouse, openRooms } from "../../server/house.ts";
import { sentenceOf } from "../../server/start.ts";
import { freePort } from "../free-port.ts";
import { openTestHouse, partsOf, type TestHouse } from "../house.ts";

const address = "accueil.ime@valdebrume.mss.example";
let first: TestHouse;
let second: House;
before(async () => {
  const server = await startTestPostgres();
  await server.run("postgres", "create database caducee");
  first = await openTestHouse({ CADUCEE_DATABASE_URL: server.urlOf("caducee") });
  const environment = {
    ...first.environment,
    CADUCEE_DATA: join(first.folder, "data-of-the-second"),
    CADUCEE_WEB_PORT: String(await freePort()),
    CADUCEE_SMTP_PORT: String(await freePort()),
  };
  second = await openHouse(partsOf(environment, first.folder));
});
after(async () => {
  await second.close();
  await first.close();
});

async function* message(): AsyncGenerator<Buffer> {
  yield Buffer.from("Message-ID: <n1@x.example>\r\nSubject: Bilan\r\n\r\nBonjour\r\n");
}

test("what a peer brings to one node is in the list on the other, which is told of it", async () => {
  const told = Promise.withResolvers<string>();
  second.rooms.store.onChanged((changes) => told.resolve(changes[0]?.mailboxId ?? ""));
  const mailbox = await first.house.rooms.mailboxes.findByAddress(address);
  assert.ok(mailbox);
  const recipients = [{ mailboxId: mailbox.id, address }];
  const delivery = { recipients, from: "a@x.example", peer: "CN=x", trace: () => "" };
  await first.house.rooms.mailboxes.receive(delivery, message());
  assert.equal(await told.promise, mailbox.id);
  const person = await second.rooms.directory.findByLogin("org.nadege.faure@valdebrume.mss.example");
  assert.ok(person);
  const who = { personId: person.id, sessionId: "s" };
  const found = await second.rooms.mailboxes.folders(who, mailbox.id, null);
  assert.equal(found?.folders.find(({ role }) => role === "inbox")?.messages, 1);
});

test("the nightly jobs run on one node, and every chain stands", async () => {
  await Promise.all([first.house.runJobs(), second.runJobs()]);
  const { audit, mailboxes, directory } = second.rooms;
  const expected = [
    ...(await mailboxes.mailboxIds()).map((id) => `mailbox:${id}`),
    ...(await directory.structureIds()).map((id) => `structure:${id}`),
  ];
  assert.deepEqual(await audit.verify(expected), []);
  const anchored = (await audit.rows("operator", 0, 1000)).filter(
    ({ action }) => action === "chain.anchored",
  );
  assert.equal(anchored.length, expected.length);
});

test("a node with another sealing key is refused", async () => {
  const environment = { ...first.environment, CADUCEE_DATA: join(first.folder, "data-of-a-stranger") };
  const parts = partsOf(environment, first.folder);
  const sealingKeys = new Map([[1, Buffer.alloc(32, 3)]]);
  await assert.rejects(openRooms({ ...parts, secrets: { ...parts.secrets, sealingKeys } }), SealBroken);
});

test("a database that cannot be used is one sentence that says what to do", async () => {
  const server = await startTestPostgres();
  for (const sql of [
    "create role with_password login password 'secret'",
    "create role visitor login",
    "create database latin encoding 'LATIN1' locale 'C' template template0",
  ])
    await server.run("postgres", sql);
  const gone = "postgres://caducee@%2Fnowhere/caducee";
  for (const [url, beginning] of [
    [gone, "PostgreSQL ne répond pas."],
    [`postgres://caducee@127.0.0.1:${await freePort()}/caducee`, "PostgreSQL ne répond pas."],
    [server.urlOf("caducee", "with_password:faux"), "PostgreSQL refuse cet utilisateur"],
    [server.urlOf("caducee", "with_password"), "PostgreSQL refuse cet utilisateur"],
    [server.urlOf("caducee", "nobody-of-this-name"), "PostgreSQL refuse cet utilisateur"],
    [server.urlOf("nowhere"), "PostgreSQL n’a pas de base de ce nom."],
    [server.urlOf("postgres", "visitor"), "Cet utilisateur n’a pas le droit"],
    [server.urlOf("latin"), "Cette base PostgreSQL n’est pas en UTF-8."],
  ] as const) {
    const environment = {
      ...first.environment,
      CADUCEE_DATA: join(first.folder, "data-of-nobody"),
      CADUCEE_DATABASE_URL: url,
    };
    const error = await openRooms(partsOf(environment, first.folder)).then(
      () => null,
      (reason: unknown) => reason,
    );
    const sentence = sentenceOf(error, "data") ?? String(error);
    assert.ok(sentence.startsWith(beginning), `${url}: ${sentence}`);
    assert.ok(!sentence.includes("faux"));
  }
  assert.equal(refusalOfServer("140012", "UTF8")?.reason, "too-old");
  assert.equal(refusalOfServer("150000", "UTF8"), null);
  assert.ok(sentenceOf(refusalOfServer("90600", "UTF8"), "data")?.includes("la version 15"));
});
