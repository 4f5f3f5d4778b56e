import type { MailboxView } from "../mailboxes/views.ts";

/** The name of a mailbox as its people see it: one that the référent closed says so wherever it is named. */
export function mailboxName({ name, isClosed }: Pick<MailboxView, "name" | "isClosed">): string {
  return isClosed ? `${name} (suspendue)` : name;
}
