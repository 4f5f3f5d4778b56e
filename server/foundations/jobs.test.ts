import assert from "node:assert/strict";
import { test } from "node:test";
import { createStillClock } from "./clock.ts";
import { testEngines } from "./database/test-engines.ts";
import { startJobs } from "./jobs.ts";
import { silentLog } from "./log.ts";

for (const engine of testEngines())
  test(`a due job runs on one node, again after its time, and after a failure once its lease is over (${engine.name})`, async (t) => {
    const place = await engine.createPlace();
    // On PostgreSQL, two nodes have a store each.
    const stores = [await place.open()];
    if (engine.dialect === "postgres") stores.push(await place.open());
    t.after(async () => {
      for (const store of stores) await store.close();
      await place.remove();
    });
    const clock = createStillClock(1_000_000);
    const runs: string[] = [];
    let broken = false;
    const jobs = [
      {
        name: "tidy",
        everyMs: 3_600_000,
        async run() {
          runs.push("tidy");
          if (broken) throw new Error("for the test");
        },
      },
    ];
    const nodes = [0, 1].map((node) =>
      startJobs({ store: stores[node] ?? stores[0]!, clock, log: silentLog, jobs, tickMs: 1_000_000 }),
    );
    const tick = () => Promise.all(nodes.map((node) => node.tick()));
    await tick();
    assert.equal(runs.length, 1, "two nodes, one run");
    await tick();
    assert.equal(runs.length, 1, "not before its time");
    clock.advance(3_600_000);
    broken = true;
    await tick();
    assert.equal(runs.length, 2);
    broken = false;
    await tick();
    assert.equal(runs.length, 2, "the lease of the failed run still stands");
    clock.advance(10 * 60_000);
    await tick();
    assert.equal(runs.length, 3);
    await Promise.all(nodes.map((node) => node.close()));
  });
