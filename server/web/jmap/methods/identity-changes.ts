import { changesEntries } from "../arguments.ts";
import { submissionCapability } from "../capabilities.ts";
import { identityState } from "../identity.ts";
import { fail, mailMethod } from "../method.ts";

/** Identity/changes (RFC 8621 §6.2): nothing, or more than can be told. */
export const identityChanges = mailMethod(
  changesEntries,
  (args, account) => {
    const state = identityState(account);
    if (args.sinceState !== state) return Promise.resolve(fail("cannotCalculateChanges"));
    const unchanged = { created: [], updated: [], destroyed: [], hasMoreChanges: false };
    return Promise.resolve({ oldState: state, newState: state, ...unchanged });
  },
  submissionCapability,
);
