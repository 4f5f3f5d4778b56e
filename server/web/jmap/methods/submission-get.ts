import { getEntries, splitFound } from "../arguments.ts";
import { coreLimits, submissionCapability } from "../capabilities.ts";
import { fail, mailMethod } from "../method.ts";
import {
  defaultSubmissionProperties,
  describeSubmission,
  submissionProperties,
} from "../submission/describe-submission.ts";

/** EmailSubmission/get (RFC 8621 §7.1). */
export const submissionGet = mailMethod(
  getEntries,
  async (args, account, call) => {
    const known = submissionProperties(call.using);
    const wanted: [string, NonNullable<(typeof known)[string]>][] = [];
    for (const name of new Set(args.properties ?? defaultSubmissionProperties)) {
      const read = Object.hasOwn(known, name) ? known[name] : undefined;
      if (!read) return fail("invalidArguments", `properties: ${name}`);
      wanted.push([name, read]);
    }
    const ids = args.ids && [...new Set(args.ids)];
    const most = coreLimits.maxObjectsInGet;
    if (ids && ids.length > most) return fail("requestTooLarge");
    const filter = { ids, messageIds: null, threadIds: null };
    const found = await call.outbox.submissions(call.who, account.id, filter, most + 1);
    if (!found) return fail("accountNotFound");
    if (found.submissions.length > most) return fail("requestTooLarge");
    const list = found.submissions.map((one) => describeSubmission(one, account.id, wanted));
    return { state: found.state, ...splitFound(ids ?? [], list) };
  },
  submissionCapability,
);
