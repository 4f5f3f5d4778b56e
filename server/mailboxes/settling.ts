import type { Blobs } from "../foundations/blobs.ts";
import type { Log } from "../foundations/log.ts";

/** How long a file waits for others, in milliseconds: a turn through the thread pool for each costs ten times its move. */
const gatherMs = 500;

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

  function moveAll(): void {
    const taken = waiting;
    waiting = [];
    moving = Promise.all([moving, ...taken.map(move)]);
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
