import type { Blobs } from "../../foundations/blobs.ts";
import type { Chance } from "../../foundations/chance.ts";
import type { Clock } from "../../foundations/clock.ts";
import type { Remote } from "../../foundations/database/operation.ts";
import { newId } from "../../foundations/ids.ts";
import type { Log } from "../../foundations/log.ts";
import type { TransportStore } from "../store.ts";
import type { Work } from "../store/queue.ts";

export interface QueueParts {
  /** This node's name: its leases begin with it. */
  node: string;
  changes: Remote<TransportStore["changes"]>;
  reads: Remote<TransportStore["reads"]>;
  blobs: Blobs;
  clock: Clock;
  chance: Chance;
  log: Log;
  work(one: Work, lease: string, signal: AbortSignal): Promise<void>;
  /** Deliveries that this node runs at a time, in all and to one domain. */
  most: { atOnce: number; perDestination: number };
}

/** A node that dies leaves its rows to the others after this time; a living one holds on by renewing. Milliseconds. */
const leaseMs = 60_000;
const renewMs = 20_000;
/** How often a node looks for what other nodes have left or let go. */
const lookMs = 5_000;

export interface Queue {
  /** Looks for work now: something was let go, or taken in. */
  wake(): void;
  /** Resolves when nothing that is due is left to this node; for tests, and for closing. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Claims what is due as long as there is room, and sleeps until more is. */
export function startQueue(parts: QueueParts): Queue {
  const { changes, reads, blobs, clock, chance, log, most } = parts;
  const running = new Map<string, { domain: string; done: Promise<void>; letGo: AbortController }>();
  const state = { looking: null as Promise<void> | null, lookAgain: false, closed: false };
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    state.lookAgain = true;
    if (state.closed) return;
    state.looking ??= look()
      .catch((error: unknown) => log.defect("transport.queue", error))
      .finally(() => {
        state.looking = null;
        if (state.lookAgain) wake();
      });
  }

  async function look(): Promise<void> {
    while (state.lookAgain && !state.closed) {
      state.lookAgain = false;
      while (running.size < most.atOnce && !state.closed && (await claimOne()));
    }
    await removeDiscards();
    await sleep();
  }

  async function claimOne(): Promise<boolean> {
    const count = Map.groupBy(running.values(), ({ domain }) => domain);
    const busy = [...count].filter(([, some]) => some.length >= most.perDestination).map(([one]) => one);
    const lease = `${parts.node}.${newId(chance, "l")}`;
    const now = clock.now();
    const work = await changes.claim({ now, until: now + leaseMs, lease, busy });
    if (!work) return false;
    const letGo = new AbortController();
    const done = hold(work, lease, letGo).finally(() => {
      running.delete(lease);
      wake();
    });
    running.set(lease, { domain: work.domain, done, letGo });
    return true;
  }

  /** Does a piece of work while holding on to its rows. */
  async function hold(work: Work, lease: string, letGo: AbortController): Promise<void> {
    const count = work.rows.length;
    const renewing = setInterval(() => {
      changes.renew({ lease, until: clock.now() + leaseMs, count }).then(
        (held) => held || letGo.abort(),
        (error: unknown) => log.defect("transport.renew", error),
      );
    }, renewMs).unref();
    try {
      await parts.work(work, lease, letGo.signal);
    } catch (error) {
      // The rows stay as they are: when the lease ends they are tried again.
      log.defect("transport.work-failed", error, { reference: work.submissionId });
    } finally {
      clearInterval(renewing);
    }
  }

  async function removeDiscards(): Promise<void> {
    for (let ids = await reads.discards(); ids.length > 0; ids = await reads.discards()) {
      await Promise.all(ids.map((id) => blobs.remove(id)));
      await changes.discarded({ ids });
    }
  }

  async function sleep(): Promise<void> {
    const now = clock.now();
    const due = await reads.nextDue({ now });
    // What is due and was not claimed waits for a delivery to end, and that wakes.
    const wait = due === null || due <= now ? lookMs : Math.min(lookMs, due - now);
    clearTimeout(timer);
    if (!state.closed) timer = setTimeout(wake, wait).unref();
  }

  async function idle(): Promise<void> {
    while (state.looking || running.size > 0) {
      await state.looking;
      await Promise.all([...running.values()].map(({ done }) => done));
    }
  }

  wake();
  return {
    wake,
    idle,
    async close() {
      state.closed = true;
      state.lookAgain = false;
      clearTimeout(timer);
      for (const { letGo } of running.values()) letGo.abort();
      await idle();
    },
  };
}
