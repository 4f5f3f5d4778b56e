import type { States, Who } from "../../mailboxes/views.ts";
import type { JmapParts } from "./parts.ts";

/** The states of everything that an account holds. */
export interface AllStates extends States {
  submission: string;
}

/** What moved in a mailbox and in what left it; null when it is not this person's. */
export async function statesOf(
  { mailboxes, outbox }: Pick<JmapParts, "mailboxes" | "outbox">,
  who: Who,
  mailboxId: string,
): Promise<AllStates | null> {
  const [states, submission] = await Promise.all([
    mailboxes.states(who, mailboxId),
    outbox.submissionState(who, mailboxId),
  ]);
  return states && submission !== null ? { ...states, submission } : null;
}
