import assert from "node:assert/strict";
import { test } from "node:test";
import { buildRooms } from "../../rooms.ts";
import { testEngines } from "../database/test-engines.ts";
import { unmoved, remoteMoves } from "./parts.ts";

const rebuilt = Object.values(buildRooms({ audit: new Uint8Array(32) })).flatMap(
  (room) => room.rebuilt?.tables ?? [],
);

test("every table of every room can be moved, and is the same on both engines, empty at first", async () => {
  const described: object[] = [];
  for (const engine of testEngines()) {
    const place = await engine.createPlace();
    const store = await place.open();
    const { reads } = remoteMoves(store);
    // Throws with the name of a table that has no primary key, or a column of a type that an export does not know.
    const tables = await reads.describeTables({ except: [...unmoved, ...rebuilt] });
    assert.ok(tables.length > 20);
    const seen = new Set<string>();
    for (const { name, references } of tables) {
      for (const one of references) assert.ok(seen.has(one), `${name} comes after ${one}`);
      seen.add(name);
      assert.equal(
        await reads.countRows({ table: name }),
        0,
        `${name} of a new store has rows: an import wants none`,
      );
    }
    described.push(tables.toSorted((one, other) => (one.name < other.name ? -1 : 1)));
    await store.close();
    await place.remove();
  }
  assert.deepEqual(described[1], described[0]);
});

for (const engine of testEngines())
  test(`a table that an export cannot go through is named, on ${engine.name}`, async () => {
    const place = await engine.createPlace();
    await (await place.open()).close();
    const described = async (sql: string) => {
      await place.alter(sql);
      const store = await place.open();
      try {
        return await remoteMoves(store).reads.describeTables({ except: [...unmoved, ...rebuilt] });
      } finally {
        await store.close();
      }
    };
    const later = await described("create table later_things (b text, a text, primary key (a, b))");
    assert.deepEqual(
      later.find(({ name }) => name === "later_things")?.key,
      ["a", "b"],
      "it comes along by itself",
    );
    await assert.rejects(
      described("create table later_sums (id text primary key, sum real)"),
      /later_sums\.sum is real/,
    );
    await assert.rejects(
      described("drop table later_sums; create table later_lines (line text)"),
      /later_lines has no primary key/,
    );
    await place.remove();
  });
