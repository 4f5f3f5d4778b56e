import { changesEntries } from "../arguments.ts";
import { listChanges } from "../changes.ts";
import { mailMethod, MethodFailure } from "../method.ts";

/** What a delivery or a reading moves; a client fetches no more than these when `countsOnly`. */
const countProperties = ["totalEmails", "unreadEmails", "totalThreads", "unreadThreads"];

/** Mailbox/changes (RFC 8621 §2.2). */
export const mailboxChanges = mailMethod(changesEntries, async (args, account, call) => {
  const found = await listChanges("folder", account, args, call);
  if (found instanceof MethodFailure) return found;
  return { ...found.changes, updatedProperties: found.countsOnly ? countProperties : null };
});
