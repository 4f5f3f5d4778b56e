import { setTimeout as pause } from "node:timers/promises";
import { isRefusal } from "../../../contracts/refusals.ts";
import type { Chance } from "../../foundations/chance.ts";
import type { Clock } from "../../foundations/clock.ts";
import type { Remote } from "../../foundations/database/operation.ts";
import { newId } from "../../foundations/ids.ts";
import type { Log } from "../../foundations/log.ts";
import type { Sealing } from "../../foundations/sealing.ts";
import type { SignInDoor } from "../../sign-in/door.ts";
import { type ReadingParts, readAccess, readDays } from "../read-access.ts";
import { openLine } from "./lines.ts";
import type { ArrivalsStore } from "./store.ts";
import type { Step } from "./store/work.ts";
import type { ArrivalLineRow, ArrivalsRow } from "./store/tables.ts";

/** The work on runs, while the program runs. */
export interface Runs {
  /** Looks soon for what is to be done. */
  wake(): void;
  /** Does what is to be done now, and settles when nothing is left that this process may do. */
  work(): Promise<void>;
  /** Lets what is on its way end; the rest waits for the next start. */
  close(): Promise<void>;
}

export interface RunsParts extends ReadingParts {
  changes: Remote<ArrivalsStore["changes"]>;
  reads: Remote<ArrivalsStore["reads"]>;
  signIn: Pick<SignInDoor, "firstAccess" | "tellEnded">;
  sealing: Sealing;
  clock: Clock;
  chance: Chance;
  log: Log;
  /** How many persons are made at once: on the embedded store they share a commit, elsewhere they would only wait. */
  atOnce: number;
  /** Between two chunks, so that whoever else works here comes between, in milliseconds. */
  restMs: number;
  /** How often runs are looked for that nobody woke us for, in milliseconds. */
  lookMs: number;
}

/** Given, then written to: a page that looks sees both move. */
const chunk = 20;
/** While one waits for the store, another has a connection to the relay; it keeps two, and more would each begin with TLS. */
const lanes = 3;
/** A relay that refused so many in a row is left alone for a while. */
const mostFailures = 4;
const putOffMs = 60_000;
/** How long others believe that this process lives. */
const leaseMs = 60_000;
const renewMs = 15_000;
/** How long a mail on its way may keep the program from stopping. */
const patienceMs = 5000;
/** A line that made the program stumble so often is refused: the others go on. */
const mostStumbles = 3;

export function startRuns(parts: RunsParts): Runs {
  const { changes, reads, clock, log } = parts;
  const holder = newId(parts.chance, "h");
  const stumbles = new Map<string, number>();
  const closing = new AbortController();
  let working = Promise.resolve();
  let isWoken = false;

  const held = (runId: string) => ({ runId, holder, at: clock.now() });
  const isOver = (step: Step | object): boolean => closing.signal.aborted || step === "over";

  async function giveOne(row: ArrivalLineRow): Promise<Step> {
    const given = { ...held(row.run_id), line: row.line };
    const { access } = openLine(row, parts.sealing);
    if (!access) return changes.refuseArrival({ ...given, reason: "malformed" });
    const read = readAccess(parts, row.person_id, access);
    if (isRefusal(read)) return changes.refuseArrival({ ...given, reason: read.refusal.code });
    const rights = readDays(access.rights, given.at);
    if (isRefusal(rights)) return changes.refuseArrival({ ...given, reason: rights.refusal.code });
    return changes.giveArrival({ ...given, access: { ...read, link: null }, rights });
  }

  /** The same; a line that fails again and again does not stop the others. */
  async function giveSafely(row: ArrivalLineRow): Promise<Step> {
    const key = `${row.run_id} ${row.line}`;
    try {
      return await giveOne(row);
    } catch (error) {
      const count = (stumbles.get(key) ?? 0) + 1;
      stumbles.set(key, count);
      if (count < mostStumbles) throw error;
      log.defect("administration.arrival", error, { person: row.person_id });
      return changes.refuseArrival({ ...held(row.run_id), line: row.line, reason: "defect" });
    }
  }

  /** Marks, sends, settles: what is marked is never sent again by itself. */
  async function sendOne(row: ArrivalLineRow): Promise<Step | "failed"> {
    const { id, secretHash, secret } = parts.signIn.firstAccess.newLink();
    const given = { ...held(row.run_id), line: row.line };
    const marked = await changes.markArrivalMail({ ...given, link: { id, secretHash } });
    if (typeof marked === "string") return marked;
    const mail = await parts.signIn.firstAccess.sendLink(marked.person, { id, secret, secretHash });
    // Before the next one: a blow leaves no more uncertain links than there are lanes.
    await changes.settleArrivalMail({ runId: row.run_id, line: row.line, mail });
    return mail === "failed" ? "failed" : "done";
  }

  /** Sends the links of these lines, a few at a time; `failures` counts those in a row that the relay did not take. */
  async function sendAll(rows: readonly ArrivalLineRow[], failures: { inARow: number }): Promise<Step> {
    const left = [...rows];
    let outcome: Step = "done";
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        for (let row = left.shift(); row; row = left.shift()) {
          if (isOver(outcome) || failures.inARow >= mostFailures) return;
          const sent = await sendOne(row);
          failures.inARow = sent === "failed" ? failures.inARow + 1 : 0;
          if (sent === "over") outcome = "over";
        }
      }),
    );
    return outcome;
  }

  /** True while there is more to do on this run, now, here. */
  async function giveChunk(run: ArrivalsRow, failures: { inARow: number }): Promise<boolean> {
    const asked = { runId: run.id, state: "running" as const };
    const rows = await reads.nextArrivals({ ...asked, limit: chunk });
    if (rows.length === 0) return (await changes.endArrivals({ ...held(run.id), ...asked })) === "more";
    const waiting = rows.filter(({ state }) => state === "waiting");
    for (let first = 0; first < waiting.length; first += parts.atOnce) {
      const given = await Promise.allSettled(waiting.slice(first, first + parts.atOnce).map(giveSafely));
      for (const one of given) if (one.status === "rejected") throw one.reason;
      if (given.some((one) => one.status === "fulfilled" && isOver(one.value))) return false;
    }
    if (isOver(await sendAll(rows, failures))) return false;
    if (failures.inARow < mostFailures) return true;
    await changes.putOffArrivals({ ...held(run.id), nextAt: clock.now() + putOffMs });
    return false;
  }

  async function undoChunk(run: ArrivalsRow): Promise<boolean> {
    const asked = { runId: run.id, state: "undoing" as const };
    const rows = await reads.nextArrivals({ ...asked, limit: chunk });
    if (rows.length === 0) return (await changes.endArrivals({ ...held(run.id), ...asked })) === "more";
    for (const { line } of rows) {
      const undone = await changes.undoArrival({ ...held(run.id), line });
      if (isOver(undone)) return false;
      if (typeof undone === "object") parts.signIn.tellEnded(undone.ended);
    }
    return true;
  }

  async function workOn(run: ArrivalsRow): Promise<void> {
    const renewal = setInterval(() => {
      const until = clock.now() + leaseMs;
      changes.holdArrivals({ ...held(run.id), until }).catch((error: unknown) => {
        log.defect("administration.arrivals", error);
      });
    }, renewMs).unref();
    try {
      const failures = { inARow: 0 };
      const step = () => (run.state === "undoing" ? undoChunk(run) : giveChunk(run, failures));
      while (!closing.signal.aborted && (await step())) await pause(parts.restMs);
    } finally {
      clearInterval(renewal);
    }
  }

  async function round(): Promise<void> {
    while (!closing.signal.aborted && (await reads.isArrivalDue({ at: clock.now() }))) {
      const at = clock.now();
      const run = await changes.claimArrivals({ holder, at, until: at + leaseMs });
      if (!run) return;
      await workOn(run);
    }
  }

  function work(): Promise<void> {
    const mine = working.then(round);
    working = mine.catch(() => undefined);
    return mine;
  }

  function wake(): void {
    if (closing.signal.aborted || isWoken) return;
    isWoken = true;
    setImmediate(() => {
      isWoken = false;
      // What failed is tried again when the timer looks.
      work().catch((error: unknown) => log.defect("administration.arrivals", error));
    });
  }

  const timer = setInterval(wake, parts.lookMs).unref();
  return {
    wake,
    work,
    async close() {
      closing.abort();
      clearInterval(timer);
      await Promise.race([working, pause(patienceMs, null, { ref: false })]);
    },
  };
}
