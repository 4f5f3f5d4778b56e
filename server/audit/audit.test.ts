import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import Database from "better-sqlite3-multiple-ciphers";
import { openEmbedded } from "../foundations/database/embedded.ts";
import { type AuditEntry, openAudit } from "./door.ts";

const folder = await mkdtemp(join(tmpdir(), "caducee-audit-"));
after(() => rm(folder, { recursive: true }));
const key = Buffer.alloc(32, 5);
const chain = "mailbox:a1";
let counter = 0;

async function open(file: string) {
  const store = await openEmbedded({
    file: join(folder, file),
    key,
    rooms: new URL("../rooms.ts", import.meta.url).href,
    secrets: { audit: Buffer.alloc(32, 6) },
  });
  return { store, audit: openAudit(store) };
}

function entry(at: number): AuditEntry {
  return {
    chain,
    at,
    actor: "person:p1",
    action: "message.read",
    object: `m${at}`,
    outcome: "done",
    facts: { session: "s1" },
  };
}

/** A store of ten rows, changed by hand as somebody who holds its key would, then verified. */
async function tampered(sql: string) {
  const file = `${++counter}.db`;
  const { store, audit } = await open(file);
  for (let at = 1; at <= 10; at++) await audit.record(entry(at));
  await store.close();
  const database = new Database(join(folder, file));
  database.pragma("cipher = 'aegis'");
  database.pragma(`key='raw:${key.toString("hex")}'`);
  database.exec(sql);
  database.close();
  const again = await open(file);
  const faults = await again.audit.verify([chain, "mailbox:expected"]);
  await again.store.close();
  return faults.filter((fault) => fault.chain === chain);
}

test("an untouched chain stands, and a chain that should be there and is not is named", async () => {
  const { store, audit } = await open("whole.db");
  await Promise.all(Array.from({ length: 30 }, (_, at) => audit.record(entry(at))));
  assert.deepEqual(await audit.verify([chain]), []);
  assert.deepEqual(await audit.verify([chain, "mailbox:gone"]), [
    { chain: "mailbox:gone", seq: 0, fault: "missing" },
  ]);
  assert.equal((await audit.rows(chain, 20, 100)).length, 10);
  await store.close();
});

const copyOf = (seq: number, as: number) =>
  `insert into audit_rows select chain, ${as}, at, actor, action, object, outcome, facts, hash from audit_rows where seq = ${seq}`;

for (const [name, sql, seq, fault] of [
  ["a changed cell", "update audit_rows set actor = 'person:p2' where seq = 4", 4, "changed"],
  ["a changed first row", "update audit_rows set at = 99 where seq = 1", 1, "changed"],
  ["a row taken out of the middle", "delete from audit_rows where seq = 5", 5, "missing"],
  ["a first row taken away", "delete from audit_rows where seq = 1", 1, "missing"],
  ["a tail cut off", "delete from audit_rows where seq > 7", 8, "missing"],
  ["the last row taken away", "delete from audit_rows where seq = 10", 10, "missing"],
  ["a row put behind the tail", copyOf(10, 11), 11, "added"],
  ["a row put before the first", copyOf(1, 0), 0, "added"],
  [
    "a row put in the middle, the others moved on",
    `update audit_rows set seq = -(seq + 1) where seq >= 6; update audit_rows set seq = -seq where seq < 0; ${copyOf(5, 6)}`,
    6,
    "changed",
  ],
  [
    "a tail cut off with the head moved back",
    "delete from audit_rows where seq > 7; update audit_chains set seq = 7, hash = (select hash from audit_rows where seq = 7)",
    7,
    "changed",
  ],
  ["a whole chain taken away", "delete from audit_rows; delete from audit_chains", 0, "missing"],
  ["a head taken away", "delete from audit_chains", 0, "missing"],
] as const)
  test(`${name} is named`, async () => {
    assert.deepEqual(await tampered(sql), [{ chain, seq, fault }]);
  });

test("rows leave from the old end when their time is over, and the rest still verifies", async () => {
  const { store, audit } = await open("old.db");
  for (let at = 1; at <= 10; at++) await audit.record(entry(at));
  assert.equal(await audit.expire(4), 3);
  assert.equal(await audit.expire(4), 0);
  assert.deepEqual(await audit.verify([chain]), []);
  assert.equal((await audit.rows(chain, 0, 100))[0]?.seq, 4);
  assert.equal(await audit.expire(1000), 6, "the last row stays");
  await audit.record(entry(11));
  assert.deepEqual(await audit.verify([chain]), []);
  await store.close();
});

test("each night the heads that moved go into the operator's chain, once", async () => {
  const { store, audit } = await open("heads.db");
  await audit.record(entry(1));
  await audit.record({ ...entry(2), chain: "structure:s1" });
  assert.equal(await audit.anchorHeads(3), 2);
  assert.equal(await audit.anchorHeads(4), 0);
  await audit.record(entry(5));
  assert.equal(await audit.anchorHeads(6), 1);
  const rows = await audit.rows("operator", 0, 10);
  assert.deepEqual(
    rows.map(({ object }) => object),
    [chain, "structure:s1", chain],
  );
  assert.deepEqual(await audit.verify([]), []);
  await store.close();
});
