import { changesEntries } from "../arguments.ts";
import { listChanges } from "../changes.ts";
import { mailMethod, MethodFailure } from "../method.ts";

/** Email/changes (RFC 8621 §4.3). */
export const emailChanges = mailMethod(changesEntries, async (args, account, call) => {
  const found = await listChanges("message", account, args, call);
  return found instanceof MethodFailure ? found : found.changes;
});
