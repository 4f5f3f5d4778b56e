import assert from "node:assert/strict";
import { suite, test, type TestContext } from "node:test";
import { type Store, StoreFailed } from "./operation.ts";
import { type TestEngine, testEngines } from "./test-engines.ts";

for (const engine of testEngines(new URL("./test-words.ts", import.meta.url).href))
  suite(`store on ${engine.name}`, () => {
    test("operations are committed, read back, and survive a reopening", async (t) => {
      const { store, told, reopen } = await open(t, engine);
      const words = Array.from({ length: 50 }, (_, index) => `mot ${index}`);
      await Promise.all(words.map((word) => store.change("test.add", { word })));
      assert.deepEqual(await store.read("test.words", {}), words.toSorted());
      assert.deepEqual(told.toSorted(), words.toSorted());
      assert.deepEqual(await (await reopen()).read("test.words", {}), words.toSorted());
    });

    test("a failing operation undoes itself alone and tells nobody of a change", async (t) => {
      const { store, told } = await open(t, engine);
      const outcomes = await Promise.allSettled([
        store.change("test.add", { word: "avant" }),
        store.change("test.addThenFail", { word: "jamais" }),
        store.change("test.add", { word: "après" }),
      ]);
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ["fulfilled", "rejected", "fulfilled"],
      );
      assert.deepEqual(await store.read("test.words", {}), ["après", "avant"]);
      assert.deepEqual(told.toSorted(), ["après", "avant"]);
    });

    test("one that fails before those that wait with it takes none of them along", async (t) => {
      const { store, told } = await open(t, engine);
      const words = ["jamais", "un", "deux", "trois"];
      const outcomes = await Promise.allSettled(
        words.map((word) => store.change(word === "jamais" ? "test.addThenFail" : "test.add", { word })),
      );
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ["rejected", "fulfilled", "fulfilled", "fulfilled"],
      );
      await assert.rejects(store.change("test.addThenFail", { word: "seul" }), StoreFailed);
      assert.deepEqual(await store.read("test.words", {}), ["deux", "trois", "un"]);
      assert.deepEqual(told.toSorted(), ["deux", "trois", "un"]);
    });

    test("what fails says which operation it was, and that nothing happened", async (t) => {
      const { store } = await open(t, engine);
      const failure = await store.change("test.addThenFail", { word: "x" }).catch((error: unknown) => error);
      assert.ok(failure instanceof StoreFailed);
      assert.deepEqual([failure.message, failure.unsure], ["test.addThenFail: for the test", false]);
      for (const name of ["test.nothing", "test.constructor", "nowhere.add"])
        await assert.rejects(store.change(name, {}), StoreFailed);
    });

    test("text keeps the order of its bytes, numbers and bytes come back as they were", async (t) => {
      const { store } = await open(t, engine);
      const words = ["b", "a", "É", "e", "B", "_", "-", "a b", "ab", "é"];
      for (const word of words) await store.change("test.add", { word });
      assert.deepEqual(await store.read("test.words", {}), words.toSorted());
      const kept = { whole: Number.MAX_SAFE_INTEGER, bytes: new Uint8Array([0, 1, 255]) };
      assert.deepEqual(await store.change("test.mirror", kept), { ...kept, count: 1, sum: kept.whole });
    });
  });

/** A store of its own for a test, and what its listeners were told. */
async function open(t: TestContext, engine: TestEngine) {
  const place = await engine.createPlace();
  let store: Store = await place.open();
  t.after(async () => {
    await store.close();
    await place.remove();
  });
  const told: string[] = [];
  store.onChanged((changes) => told.push(...changes.map(({ mailboxId }) => mailboxId)));
  const reopen = async () => {
    await store.close();
    return (store = await place.open());
  };
  return { store, told, reopen };
}
