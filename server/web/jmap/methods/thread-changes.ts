import { changesEntries } from "../arguments.ts";
import { listChanges } from "../changes.ts";
import { mailMethod, MethodFailure } from "../method.ts";

/** Thread/changes (RFC 8621 §3.2). */
export const threadChanges = mailMethod(changesEntries, async (args, account, call) => {
  const found = await listChanges("thread", account, args, call);
  return found instanceof MethodFailure ? found : found.changes;
});
