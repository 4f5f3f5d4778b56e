import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Store } from "./operation.ts";
import { payloadsOf } from "./postgres-news.ts";
import { testEngines, type TestPlace } from "./test-engines.ts";

const [, postgres] = testEngines(new URL("./test-words.ts", import.meta.url).href);

/** Two nodes of the program on one database. */
async function openTwo(t: TestContext) {
  const place = await postgres.createPlace();
  const nodes: [Store, Store] = [await place.open(), await place.open()];
  t.after(async () => {
    for (const node of nodes) await node.close();
    await place.remove();
  });
  const heard: [string[], string[]] = [[], []];
  const missed = [0, 0];
  for (const at of [0, 1] as const)
    nodes[at].onChanged(
      (changes) => heard[at].push(...changes.map(({ mailboxId }) => mailboxId)),
      () => missed[at]!++,
    );
  return { place, nodes, heard, missed };
}

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    assert.ok(tries < 1000, what);
    await pause(10);
  }
}

/** Ends every connection to the database but the one that asks, as a restart of PostgreSQL does. */
function cut(place: TestPlace): Promise<void> {
  return place.alter(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
}

test("a commit on one node is told to the listeners of each node, once", async (t) => {
  const { nodes, heard } = await openTwo(t);
  await nodes[0].change("test.add", { word: "un" });
  assert.deepEqual(heard[0], ["un"], "at once where it was made");
  await nodes[1].change("test.add", { word: "deux" });
  await until(() => heard[0].length > 1 && heard[1].length > 1, "each node hears the other");
  await nodes[0].change("test.add", { word: "trois" });
  await until(() => heard[1].includes("trois"), "still heard");
  assert.deepEqual(heard[0], ["un", "deux", "trois"]);
  assert.deepEqual(heard[1].toSorted(), ["deux", "trois", "un"]);
});

test("however much one commit moves, the other nodes hear all of it", async (t) => {
  const { nodes, heard } = await openTwo(t);
  const words = Array.from({ length: 400 }, (_, index) => `${index} `.padEnd(50, "é"));
  await nodes[0].change("test.addAll", { words });
  await until(() => heard[1].length === words.length, "all of it");
  assert.deepEqual(heard[1].toSorted(), words.toSorted());
});

test("notifications stay under the 8,000 bytes that PostgreSQL takes", () => {
  assert.deepEqual(payloadsOf([{ mailboxId: "a" }]), ['[{"mailboxId":"a"}]']);
  const many = Array.from({ length: 300 }, (_, index) => ({ mailboxId: `é${index}`, personId: "p" }));
  const payloads = payloadsOf(many);
  assert.ok(payloads.every((payload) => Buffer.byteLength(payload) < 8000));
  assert.deepEqual(
    payloads.flatMap((payload) => JSON.parse(payload)),
    many,
  );
});

test("when PostgreSQL restarts, operations go on, and listeners are told that they may have missed some", async (t) => {
  const { place, nodes, heard, missed } = await openTwo(t);
  await nodes[0].change("test.add", { word: "avant" });
  await cut(place);
  await nodes[0].change("test.add", { word: "après" });
  assert.deepEqual(await nodes[1].read("test.words", {}), ["après", "avant"]);
  await until(() => missed[0] === 1 && missed[1] === 1, "the nodes listen again");
  await nodes[1].change("test.add", { word: "ensuite" });
  await until(() => heard[0].includes("ensuite"), "heard again");
});

test("when PostgreSQL restarts amid a transaction, it is done again, and the program lives on", async (t) => {
  const { place, nodes } = await openTwo(t);
  // The operation waits for the table until its connection is cut.
  const cutWhileHeld = place.alter(`lock table test_words in exclusive mode; select pg_sleep(0.3);
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
  await pause(100);
  await nodes[0].change("test.add", { word: "malgré tout" });
  await cutWhileHeld;
  assert.deepEqual(await nodes[1].read("test.words", {}), ["malgré tout"]);
});

test("what two nodes do to one row at once happens, one after the other", async (t) => {
  const { nodes } = await openTwo(t);
  const once = await Promise.all(
    Array.from({ length: 20 }, (_, index) => nodes[index % 2]!.change("test.addOnce", { word: "une fois" })),
  );
  assert.equal(once.filter(Boolean).length, 1);
  const words = ["une", "deux"];
  await nodes[0].change("test.addAll", { words });
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      nodes[index % 2]!.change("test.hold", { words: index % 2 ? words : words.toReversed() }),
    ),
  );
});
