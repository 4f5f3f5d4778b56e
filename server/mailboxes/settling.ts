import type { Blobs } from "../foundations/blobs.ts";
import type { Log } from "../foundations/log.ts";

/** How long a file waits for others, in milliseconds: a turn through the thread pool for each costs ten times its move. */
const gatherMs = 500;

/**
 * Takes the blobs whose rows are written, and moves them out of `incoming/` a little later, many at a time. What the
 * program leaves there when it ends is moved at its next start.
 */
export function createSettling(blobs: Pick<Blobs, "settle">, log: Log): (blobId: string) => void {
  let waiting: string[] = [];

  async function settle(blobId: string): Promise<void> {
    try {
      await blobs.settle(blobId);
    } catch (error) {
      // Its message may have been destroyed meanwhile.
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT"))
        log.defect("blob not moved", error);
    }
  }

  function settleAll(): void {
    const taken = waiting;
    waiting = [];
    for (const blobId of taken) void settle(blobId);
  }

  return (blobId) => {
    if (waiting.push(blobId) === 1) setTimeout(settleAll, gatherMs);
  };
}
