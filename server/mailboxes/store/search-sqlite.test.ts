import assert from "node:assert/strict";
import { test } from "node:test";
import Database from "better-sqlite3-multiple-ciphers";
import { Kysely, sql } from "kysely";
import { migrate } from "../../foundations/database/migrate.ts";
import { createSqliteDialect } from "../../foundations/database/sqlite-dialect.ts";
import type { Entry } from "../search/entry.ts";
import { readTerms } from "../search/terms.ts";
import { startsOf, wordsOf } from "../search/words.ts";
import { migrations } from "./migrations.ts";
import { sqliteIndex } from "./search-sqlite.ts";
import type { MailboxesTables } from "./tables.ts";
import { keepText } from "./texts.ts";

const nothing = { words: [], starts: [] };

async function openIndex() {
  const database = new Database(":memory:");
  database.pragma("foreign_keys = ON");
  const db = new Kysely<MailboxesTables>({ dialect: createSqliteDialect(database) });
  // Tables are tables whatever the type that a room sees them by.
  await migrate(db as Kysely<unknown>, "sqlite", [{ migrations, changes: {}, reads: {} }]);
  return { database, db };
}

async function write(db: Kysely<MailboxesTables>, place: number, mailbox_id: string, body: string) {
  const message_id = `m${place}`;
  const row = { mailbox_id, thread_id: `t${place}`, received_at: place, has_attachment: 0 };
  const text = { blob_id: "b", preview: "", envelope: "{}", structure: "{}", keywords: "[]", folder_id: "f" };
  const counts = { size: 0, header_end: 0, seen_count: 0, created_state: 1, changed_state: 1 };
  await db
    .insertInto("mailboxes_messages")
    .values({ id: message_id, ...row, ...text, ...counts })
    .execute();
  const words = wordsOf(body);
  const entry: Entry = {
    subject: nothing,
    sender: nothing,
    recipients: nothing,
    body: { words, starts: [...startsOf(words)] },
  };
  await sqliteIndex.write(db, { place, message_id, ...row }, sqliteIndex.prepare(mailbox_id, entry));
}

function newest(mailboxIds: string[], typed: string) {
  const conditions = [{ field: null, terms: readTerms(typed) }];
  const matches = sqliteIndex.matches(mailboxIds, conditions, { start: null, end: null });
  return sql<{ place: number }>`select ${sqliteIndex.place} as place from ${matches}
    where ${sqliteIndex.place} < ${9} order by ${sqliteIndex.place} desc limit 2`;
}

test("the index gives its rows newest first by itself: nothing is gathered and sorted", async () => {
  const { db } = await openIndex();
  for (const typed of ["bilan", "bil", "bilan annuel", "« bilan annuel »"]) {
    const { sql: text, parameters } = newest(["aaaaaaaa", "bbbbbbbb"], typed).compile(db);
    const plan = await sql<{ detail: string }>`explain query plan ${sql.raw(
      text.replaceAll("?", () => `'${parameters.length}'`),
    )}`.execute(db);
    assert.match(plan.rows[0]?.detail ?? "", /^SCAN mailboxes_words VIRTUAL TABLE/);
    assert.ok(!JSON.stringify(plan.rows).includes("B-TREE"), JSON.stringify(plan.rows));
  }
});

test("a message that goes takes its words along", async () => {
  const { database, db } = await openIndex();
  await write(db, 1, "aaaaaaaa", "mirabelle");
  await write(db, 2, "aaaaaaaa", "mirabelle");
  await db.deleteFrom("mailboxes_messages").where("id", "=", "m2").execute();
  assert.deepEqual((await newest(["aaaaaaaa"], "mirab").execute(db)).rows, [{ place: 1 }]);
  await db.deleteFrom("mailboxes_messages").execute();
  const left = database.prepare("select count(*) as count from mailboxes_words('aaaaaa_mirabelle')").get();
  assert.deepEqual(left, { count: 0 });
});

test("the words of a mailbox are its own", async () => {
  const { db } = await openIndex();
  await write(db, 1, "aaaaaaaa", "bilan");
  await write(db, 2, "bbbbbbbb", "bilan annuel");
  const found = async (mailboxIds: string[], typed: string) =>
    (await newest(mailboxIds, typed).execute(db)).rows.map(({ place }) => place);
  assert.deepEqual(await found(["aaaaaaaa"], "bilan"), [1]);
  assert.deepEqual(await found(["aaaaaaaa", "bbbbbbbb"], "bil"), [2, 1]);
  assert.deepEqual(await found(["aaaaaaaa", "bbbbbbbb"], "bilan annuel"), [2]);
});

test("the text of a message goes with it", async () => {
  const { database, db } = await openIndex();
  await write(db, 1, "a-one-aaaaaa", "quetsche");
  await keepText(db, { message_id: "m1", sealed: Buffer.of(1) });
  const kept = () => database.prepare("select count(*) from mailboxes_texts").pluck().get();
  assert.equal(kept(), 1);
  await db.deleteFrom("mailboxes_messages").where("id", "=", "m1").execute();
  assert.equal(kept(), 0);
});
