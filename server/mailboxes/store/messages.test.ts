import assert from "node:assert/strict";
import { test } from "node:test";
import Database from "better-sqlite3-multiple-ciphers";
import { type CompiledQuery, Kysely } from "kysely";
import { migrate } from "../../foundations/database/migrate.ts";
import { createSqliteDialect } from "../../foundations/database/sqlite-dialect.ts";
import { messages, threads } from "./messages.ts";
import { migrations } from "./migrations.ts";

test("messages named are looked up by their names: a read of a few never walks the mailbox", async () => {
  const database = new Database(":memory:");
  const asked: CompiledQuery[] = [];
  const db = new Kysely<unknown>({
    dialect: createSqliteDialect(database),
    log: ({ query }) => void (query.sql.includes(`from "mailboxes_messages"`) && asked.push(query)),
  });
  await migrate(db, "sqlite", [{ migrations, changes: {}, reads: {} }]);
  database.exec(`
    insert into mailboxes_mailboxes values ('a', 's', 'a@a.example', '', 'ORG', '', '', '', 9, 0, 0, 0, 0, 0);
    insert into mailboxes_memberships values ('a', 'p', 'reader', 0, null, 0)`);
  const tx = { db, dialect: "sqlite" } as const;
  const ids = Array.from({ length: 30 }, (_, index) => `m${index}`);
  assert.deepEqual((await messages(tx, { personId: "p", mailboxId: "a", now: 1, ids }))?.messages, []);
  assert.deepEqual((await threads(tx, { personId: "p", mailboxId: "a", now: 1, ids }))?.threads, []);
  assert.equal(asked.length, 2);
  for (const { sql, parameters } of asked) {
    const values = parameters.map((value) => (Array.isArray(value) ? JSON.stringify(value) : value));
    const plan = database.prepare(`explain query plan ${sql}`).all(values);
    assert.doesNotMatch(JSON.stringify(plan), /\(mailbox_id=\?/);
  }
});
