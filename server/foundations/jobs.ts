import type { Clock } from "./clock.ts";
import {
  type ChangeTx,
  type Migration,
  type RoomStore,
  type Store,
  remoteChanges,
  tablesOf,
} from "./database/operation.ts";
import type { Log } from "./log.ts";

interface JobTables {
  foundations_jobs: { name: string; next_at: number; leased_until: number };
}

const migrations: Migration[] = [
  {
    id: "foundations-0001",
    up: (db, { whole }) =>
      db.schema
        .createTable("foundations_jobs")
        .addColumn("name", "text", (column) => column.primaryKey())
        .addColumn("next_at", whole, (column) => column.notNull())
        .addColumn("leased_until", whole, (column) => column.notNull())
        .execute(),
  },
];

const changes = {
  /** Takes a job that is due and that no other node holds; `true` when it is ours to run. */
  async claimJob(
    tx: ChangeTx,
    { name, now, leaseMs }: { name: string; now: number; leaseMs: number },
  ): Promise<boolean> {
    const db = tablesOf<JobTables>(tx);
    await db
      .insertInto("foundations_jobs")
      .values({ name, next_at: now, leased_until: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { numUpdatedRows } = await db
      .updateTable("foundations_jobs")
      .set({ leased_until: now + leaseMs })
      .where("name", "=", name)
      .where("next_at", "<=", now)
      .where("leased_until", "<=", now)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  },

  async finishJob(tx: ChangeTx, { name, nextAt }: { name: string; nextAt: number }): Promise<void> {
    await tablesOf<JobTables>(tx)
      .updateTable("foundations_jobs")
      .set({ next_at: nextAt, leased_until: 0 })
      .where("name", "=", name)
      .execute();
  },
};

/** The table of jobs, as a room's store. */
export function createJobsStore(): RoomStore & { changes: typeof changes } {
  return { migrations, changes, reads: {} };
}

/** Something that has to be done again and again. Every job is safe to run twice: a node may die in the middle. */
export interface Job {
  name: string;
  everyMs: number;
  run(): Promise<void>;
}

const leaseMs = 10 * 60_000;

/** Runs what is due, one job after the other, each on one node; looks again every `tickMs`. */
export function startJobs(parts: {
  store: Store;
  clock: Clock;
  log: Log;
  jobs: readonly Job[];
  tickMs: number;
}) {
  const { store, clock, log, jobs, tickMs } = parts;
  const table = remoteChanges<typeof changes>(store, "foundations");
  let running: Promise<void> = Promise.resolve();

  async function runDue(): Promise<void> {
    for (const { name, everyMs, run } of jobs) {
      if (!(await table.claimJob({ name, now: clock.now(), leaseMs }))) continue;
      try {
        await run();
        await table.finishJob({ name, nextAt: clock.now() + everyMs });
      } catch (error) {
        // The lease runs out and the job is tried again.
        log.defect("job failed", error, { job: name });
      }
    }
  }
  const tick = () => (running = running.then(runDue).catch((error: unknown) => log.defect("jobs", error)));
  const timer = setInterval(tick, tickMs).unref();
  return {
    /** Runs what is due now. */
    tick,
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
