import { changesEntries } from "../arguments.ts";
import { mostIds, submissionCapability } from "../capabilities.ts";
import { fail, mailMethod } from "../method.ts";

/** EmailSubmission/changes (RFC 8621 §7.2). */
export const submissionChanges = mailMethod(
  changesEntries,
  async ({ sinceState, maxChanges }, account, call) => {
    const most = Math.min(maxChanges ?? mostIds, mostIds);
    const found = await call.outbox.submissionChanges(call.who, account.id, sinceState, most);
    if (!found) return fail("accountNotFound");
    return found === "too-old" ? fail("cannotCalculateChanges") : { oldState: sinceState, ...found };
  },
  submissionCapability,
);
