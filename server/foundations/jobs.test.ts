import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createStillClock } from "./clock.ts";
import { openEmbedded } from "./database/embedded.ts";
import { startJobs } from "./jobs.ts";
import { silentLog } from "./log.ts";

test("a due job runs on one node, again after its time, and after a failure once its lease is over", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "caducee-jobs-"));
  const store = await openEmbedded({
    file: join(folder, "store.db"),
    key: Buffer.alloc(32, 1),
    rooms: new URL("../rooms.ts", import.meta.url).href,
    secrets: { audit: Buffer.alloc(32, 2) },
  });
  t.after(async () => {
    await store.close();
    await rm(folder, { recursive: true });
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
  const nodes = [1, 2].map(() => startJobs({ store, clock, log: silentLog, jobs, tickMs: 1_000_000 }));
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
