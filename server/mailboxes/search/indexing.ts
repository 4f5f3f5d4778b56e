import { setImmediate as pause } from "node:timers/promises";
import type { Chance } from "../../foundations/chance.ts";
import type { Clock } from "../../foundations/clock.ts";
import type { Remote } from "../../foundations/database/operation.ts";
import type { Log } from "../../foundations/log.ts";
import type { SearchIndex } from "../store/search-index.ts";
import type { Prepared, queueChanges, queueReads, Unindexed } from "../store/search-queue.ts";
import { makeEntry } from "./entry.ts";
import { sealText } from "./kept-text.ts";
import { type OpenBytes, readText } from "./read-text.ts";

/** The background work on the index of words. */
export interface Indexing {
  /** Something arrived: it is read a moment later, together with what arrives meanwhile. */
  wake(): void;
  /** Resolves once nothing is left to be indexed by this node. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface IndexingParts {
  changes: Pick<Remote<typeof queueChanges>, keyof typeof queueChanges>;
  reads: Pick<Remote<typeof queueReads>, keyof typeof queueReads>;
  index: Pick<SearchIndex, "prepare">;
  /** The bytes of a message. */
  open(mailboxId: string, blobId: string): OpenBytes;
  keyOf(mailboxId: string): Promise<Uint8Array>;
  chance: Chance;
  clock: Clock;
  log: Log;
}

/** Few at a time: between two writes of the index there is room for deliveries. */
const atOnce = 64;
const leaseMs = 30_000;
/** Arrivals of this time are read together; milliseconds. */
const gatherMs = 2000;
/** What a dead node left, or a write that failed, is looked for so often; milliseconds. */
const lookAgainMs = 10_000;
/** After some messages, the program does other things for this time; milliseconds. */
const restMs = 10;

/** Starts to index what is waiting, and what comes. */
export function startIndexing(parts: IndexingParts): Indexing {
  const closing = new AbortController();
  const { signal } = closing;
  let gathering = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function drain(): Promise<void> {
    while (!signal.aborted && (await parts.reads.anyUnindexed({ now: parts.clock.now() }))) {
      const taken = await parts.changes.takeUnindexed({ now: parts.clock.now(), leaseMs, most: atOnce });
      if (taken.length === 0) break;
      const prepared: Prepared[] = [];
      for (const one of taken) {
        prepared.push(await prepare(parts, one));
        await pause();
      }
      await parts.changes.writeIndexed({ prepared });
      await rest(taken.length < atOnce ? 0 : restMs);
    }
  }
  const run = () =>
    (running = running.then(drain).catch((error: unknown) => {
      if (!signal.aborted) parts.log.defect("search index", error);
    }));
  function look(): void {
    timer = undefined;
    gathering = false;
    void run().then(() => (timer ??= signal.aborted ? undefined : setTimeout(look, lookAgainMs).unref()));
  }
  function wake(): void {
    if (signal.aborted || gathering) return;
    gathering = true;
    clearTimeout(timer);
    timer = setTimeout(look, gatherMs).unref();
  }
  wake();
  return {
    wake,
    settled: run,
    async close() {
      closing.abort();
      clearTimeout(timer);
      await running;
    },
  };
}

async function prepare(parts: IndexingParts, message: Unindexed): Promise<Prepared> {
  const { index, open, log, chance } = parts;
  const { messageId, mailboxId } = message;
  const structure = JSON.parse(message.structure);
  let text: string | null = null;
  try {
    text = await readText(structure, open(mailboxId, message.blobId));
  } catch (error) {
    // Bytes that cannot be read now will not be later: the message is found by its header.
    log.defect("text not indexed", error, { message: messageId });
  }
  return {
    messageId,
    words: index.prepare(mailboxId, makeEntry(JSON.parse(message.envelope), structure, text ?? "")),
    text: text === null ? null : sealText(await parts.keyOf(mailboxId), messageId, text, chance),
  };
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
