import assert from "node:assert/strict";
import { test } from "node:test";
import Database from "better-sqlite3-multiple-ciphers";
import { Kysely } from "kysely";
import { prepare } from "./prepare.ts";
import { createSqliteDialect } from "./sqlite-dialect.ts";

interface Tables {
  words: { word: string; times: number | null };
}

function open() {
  const database = new Database(":memory:");
  database.exec("create table words (word text, times integer)");
  return new Kysely<Tables>({ dialect: createSqliteDialect(database) });
}

test("a prepared query is built once, and each call has its own values in their places", async () => {
  let built = 0;
  const add = prepare((db: Kysely<Tables>, { word, times }: Tables["words"]) => {
    built++;
    return db.insertInto("words").values({ word, times });
  });
  const find = prepare((db: Kysely<Tables>, { least, word }: { word: string; least: number }) =>
    db.selectFrom("words").selectAll().where("word", "=", word).where("times", ">=", least),
  );
  const db = open();
  assert.equal((await add(db, { times: 2, word: "bilan" })).numAffectedRows, 1n);
  await add(db, { word: "bilan", times: 5 });
  await add(db, { word: "avis", times: null });
  assert.equal(built, 1);
  assert.deepEqual((await find(db, { word: "bilan", least: 3 })).rows, [{ word: "bilan", times: 5 }]);
  assert.deepEqual((await find(db, { word: "avis", least: 0 })).rows, []);
  await add(open(), { word: "ailleurs", times: 1 });
  assert.equal(built, 2, "another dialect compiles for itself");
});

test("a list of any length is one value of a prepared query", async () => {
  let built = 0;
  const find = prepare((db: Kysely<Tables>, { words }: { words: readonly string[] }, among) => {
    built++;
    return db.selectFrom("words").select("word").where("word", "in", among(words)).orderBy("word");
  });
  const db = open();
  for (const word of ["avis", "bilan", 'l\'état "A"'])
    await db.insertInto("words").values({ word, times: 1 }).execute();
  const found = async (words: string[]) => (await find(db, { words })).rows.map(({ word }) => word);
  assert.deepEqual(await found(["bilan", "avis", "avis"]), ["avis", "bilan"]);
  assert.deepEqual(await found([]), []);
  assert.deepEqual(await found(['l\'état "A"']), ['l\'état "A"']);
  assert.equal(built, 1);
});
