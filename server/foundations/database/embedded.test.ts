import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openEmbedded } from "./embedded.ts";
import { StoreFailed } from "./operation.ts";

const folder = await mkdtemp(join(tmpdir(), "caducee-store-"));
after(() => rm(folder, { recursive: true }));
const rooms = new URL("./test-words.ts", import.meta.url).href;
const key = Buffer.alloc(32, 7);

function open(file: string, storeKey = key) {
  return openEmbedded({ file: join(folder, file), key: storeKey, rooms, secrets: {} });
}

test("many waiting operations share few commits", async () => {
  const store = await open("three.db");
  let commits = 0;
  store.onChanged(() => commits++);
  await Promise.all(
    Array.from({ length: 100 }, (_, index) => store.change("test.add", { word: `${index}` })),
  );
  assert.ok(commits < 50, `${commits} commits for 100 operations`);
  await store.close();
});

test("nothing readable stands in the files, and another key opens nothing", async () => {
  const store = await open("four.db");
  await store.change("test.add", { word: "Bilan de Léa, très secret" });
  for (const file of ["four.db", "four.db-wal"]) {
    const bytes = await readFile(join(folder, file));
    assert.equal(bytes.indexOf("très secret"), -1);
    assert.equal(bytes.indexOf("SQLite format"), -1);
  }
  await store.close();
  await assert.rejects(open("four.db", Buffer.alloc(32, 8)), StoreFailed);
});
