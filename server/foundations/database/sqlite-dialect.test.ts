import assert from "node:assert/strict";
import { test } from "node:test";
import Database from "better-sqlite3-multiple-ciphers";
import { Kysely } from "kysely";
import { createSqliteDialect } from "./sqlite-dialect.ts";

test("a statement with a limit is not planned anew for each value", async () => {
  const database = new Database(":memory:");
  database.exec(
    "create table words (word text not null); insert into words values ('un'), ('deux'), ('trois')",
  );
  const texts: string[] = [];
  const prepare = database.prepare.bind(database);
  database.prepare = ((text: string) => {
    texts.push(text);
    return prepare(text);
  }) as typeof database.prepare;
  const db = new Kysely<{ words: { word: string } }>({ dialect: createSqliteDialect(database) });

  const found = [1, 2].map((most) => db.selectFrom("words").select("word").limit(most).execute());
  assert.deepEqual(
    (await Promise.all(found)).map((rows) => rows.map(({ word }) => word)),
    [["un"], ["un", "deux"]],
  );
  // Prepared once, and with its value where the planner of SQLite does not look (see `createRun`).
  assert.deepEqual(texts, ['select "word" from "words" limit +?']);
  database.close();
});
