import { flag, queryChangesEntries } from "../arguments.ts";
import { fail, mailMethod, MethodFailure } from "../method.ts";
import { readEmailFilter, readEmailSort } from "../email/query-arguments.ts";

/** Email/queryChanges (RFC 8621 §4.5): Email/query says that changes cannot be calculated, and so it is. */
export const emailQueryChanges = mailMethod({ ...queryChangesEntries, collapseThreads: flag }, (args) => {
  const filter = readEmailFilter(args.filter);
  const sort = readEmailSort(args.sort);
  if (filter instanceof MethodFailure) return Promise.resolve(filter);
  if (sort instanceof MethodFailure) return Promise.resolve(sort);
  return Promise.resolve(fail("cannotCalculateChanges"));
});
