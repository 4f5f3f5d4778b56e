import { flag, queryEntries } from "../arguments.ts";
import { mostIds } from "../capabilities.ts";
import { readEmailFilter, readEmailSort } from "../email/query-arguments.ts";
import { fail, mailMethod, MethodFailure } from "../method.ts";

/** Email/query (RFC 8621 §4.4). */
export const emailQuery = mailMethod(
  { ...queryEntries, collapseThreads: flag },
  async (args, account, call) => {
    const filter = readEmailFilter(args.filter);
    if (filter instanceof MethodFailure) return filter;
    const sort = readEmailSort(args.sort);
    if (sort instanceof MethodFailure) return sort;
    const limit = Math.min(args.limit ?? mostIds, mostIds);
    const found = await call.mailboxes.query(call.who, account.id, {
      folderId: filter.folderId,
      collapse: args.collapseThreads,
      ascending: sort.ascending,
      position: args.anchor === null ? args.position : 0,
      anchor: args.anchor,
      anchorOffset: args.anchor === null ? 0 : args.anchorOffset,
      limit,
    });
    if (found === null) return fail("accountNotFound");
    if (found === "anchor-not-found") return fail("anchorNotFound");
    if (found === "folder-not-found") return fail("invalidArguments", "filter: no such inMailbox");
    return {
      queryState: found.state,
      canCalculateChanges: false,
      position: found.position,
      ids: found.ids,
      ...(args.calculateTotal && { total: found.total }),
      // Told only where it is not what was asked for (RFC 8620 §5.5).
      ...(limit !== args.limit && { limit }),
    };
  },
);
