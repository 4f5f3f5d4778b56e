import type { Clock } from "../foundations/clock.ts";
import type { Remote } from "../foundations/database/operation.ts";
import type { MailboxesStore } from "./store.ts";

/** Rows that go in one change: a delivery that waits behind it waits a few milliseconds. */
const mostAtOnce = 200;
/** Steps of one run, for all mailboxes: half a million messages; what is left goes with the next. */
const mostSteps = 2500;

/** Empties the mailboxes whose delay is over, then removes their files. */
export async function sweepDue(
  parts: {
    changes: Pick<Remote<MailboxesStore["changes"]>, "sweepMailbox">;
    reads: Pick<Remote<MailboxesStore["reads"]>, "dueMailboxes">;
    clock: Clock;
  },
  discardBlobs: () => Promise<void>,
): Promise<void> {
  const at = parts.clock.now();
  let steps = 0;
  for (const mailboxId of await parts.reads.dueMailboxes({ now: at }))
    while (steps < mostSteps && (await parts.changes.sweepMailbox({ mailboxId, at, most: mostAtOnce })))
      steps += 1;
  await discardBlobs();
}
