import { setImmediate as pause } from "node:timers/promises";
import type { Blobs } from "../foundations/blobs.ts";
import type { Log } from "../foundations/log.ts";

/** How long a file waits for others, in milliseconds. */
const gatherMs = 500;
/** Moved in one turn: a tenth of a millisecond, where the folder is on this machine. */
const atOnce = 4;

/** Moves the blobs whose rows are written out of `incoming/`. */
export interface Settling {
  /** A little later, many at a time; what a program that is killed leaves there is moved at its next start. */
  settle(blobId: string): void;
  /** Moves what waits, and settles when nothing is moving any more. */
  close(): Promise<void>;
}

export function createSettling(blobs: Pick<Blobs, "settle">, log: Log): Settling {
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let moving: Promise<unknown> = Promise.resolve();

  async function move(blobId: string): Promise<void> {
    try {
      await blobs.settle(blobId);
    } catch (error) {
      // Its message may have been destroyed meanwhile.
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT"))
        log.defect("blob not moved", error);
    }
  }

  async function moveSome(blobIds: readonly string[]): Promise<void> {
    for (let from = 0; from < blobIds.length; from += atOnce) {
      await Promise.all(blobIds.slice(from, from + atOnce).map(move));
      await pause();
    }
  }

  function moveAll(): void {
    const taken = waiting;
    waiting = [];
    moving = moving.then(() => moveSome(taken));
  }

  return {
    settle(blobId) {
      if (waiting.push(blobId) === 1) timer = setTimeout(moveAll, gatherMs);
    },
    async close() {
      clearTimeout(timer);
      moveAll();
      await moving;
    },
  };
}
