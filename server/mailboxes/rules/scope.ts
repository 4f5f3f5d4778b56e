import type { Who } from "../views.ts";

/** Who asks, of which mailbox, and when: every operation begins by looking at the right. */
export interface Asked {
  personId: string;
  mailboxId: string;
  now: number;
  /** The password of the program that asks in her name, for the trace. */
  by?: { program: string };
}

/** What somebody asks of a mailbox; for a program let into another one, there is no such mailbox. */
export function ask({ personId, sessionId, only }: Who, mailboxId: string, now: number): Asked {
  if (only === undefined) return { personId, mailboxId, now };
  return { personId, mailboxId: only === mailboxId ? mailboxId : "", now, by: { program: sessionId } };
}
