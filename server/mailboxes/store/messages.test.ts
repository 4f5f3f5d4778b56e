import assert from "node:assert/strict";
import { test } from "node:test";
import Database from "better-sqlite3-multiple-ciphers";
import { Kysely } from "kysely";
import { migrate } from "../../foundations/database/migrate.ts";
import { createSqliteDialect } from "../../foundations/database/sqlite-dialect.ts";
import { messages, threads } from "./messages.ts";
import { migrations } from "./migrations.ts";

test("messages named are looked up by their names: a read of a few never walks the mailbox", async () => {
  const asked: string[] = [];
  const database = new Database(":memory:", { verbose: (text) => void asked.push(String(text)) });
  const db = new Kysely<unknown>({ dialect: createSqliteDialect(database) });
  await migrate(db, "sqlite", [{ migrations, changes: {}, reads: {} }]);
  database.exec(`
    insert into mailboxes_mailboxes values
      ('a', 's', 'a@a.example', '', 'ORG', '', '', '', 9, 0, 0, 0, 0, 0, '', 0, null, 'active', null);
    insert into mailboxes_memberships values ('a', 'p', 'reader', 0, null, 0)`);
  const tx = { db, dialect: "sqlite" } as const;
  const ids = Array.from({ length: 30 }, (_, index) => `m${index}`);
  assert.deepEqual((await messages(tx, { personId: "p", mailboxId: "a", now: 1, ids }))?.messages, []);
  assert.deepEqual((await threads(tx, { personId: "p", mailboxId: "a", now: 1, ids }))?.threads, []);
  const queries = asked.filter((text) => text.includes(`from "mailboxes_messages"`));
  assert.equal(queries.length, 2);
  for (const query of queries) {
    const plan = database.prepare(`explain query plan ${query}`).all();
    assert.doesNotMatch(JSON.stringify(plan), /\(mailbox_id=\?/);
  }
});
