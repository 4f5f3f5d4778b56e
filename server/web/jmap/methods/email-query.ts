import { flag, queryEntries } from "../arguments.ts";
import { mostIds, teamCapability } from "../capabilities.ts";
import { isListFilter, readEmailFilter, readEmailSort } from "../email/query-arguments.ts";
import { fail, mailMethod, MethodFailure } from "../method.ts";

/**
 * Email/query (RFC 8621 §4.4). Where words are searched, a request that uses our own capability is told how many
 * messages are not indexed yet (`unindexed`): while there are some, more may be found.
 */
export const emailQuery = mailMethod(
  { ...queryEntries, collapseThreads: flag },
  async (args, account, call) => {
    const filter = readEmailFilter(args.filter);
    if (filter instanceof MethodFailure) return filter;
    const sort = readEmailSort(args.sort);
    if (sort instanceof MethodFailure) return sort;
    const limit = Math.min(args.limit ?? mostIds, mostIds);
    const page = {
      folderId: filter.folderId,
      collapse: args.collapseThreads,
      ascending: sort.ascending,
      position: args.anchor === null ? args.position : 0,
      anchor: args.anchor,
      anchorOffset: args.anchor === null ? 0 : args.anchorOffset,
      limit,
    };
    const found = isListFilter(filter)
      ? await call.mailboxes.query(call.who, account.id, page)
      : await call.mailboxes.search(call.who, [account.id], {
          ...filter,
          ...page,
          withTotal: args.calculateTotal,
        });
    if (found === null) return fail("accountNotFound");
    if (found === "anchor-not-found") return fail("anchorNotFound");
    if (found === "folder-not-found") return fail("invalidArguments", "filter: no such inMailbox");
    return {
      queryState: found.state,
      canCalculateChanges: false,
      position: found.position,
      ids: "ids" in found ? found.ids : found.found.map(({ messageId }) => messageId),
      ...(args.calculateTotal && { total: found.total }),
      // Told only where it is not what was asked for (RFC 8620 §5.5).
      ...(limit !== args.limit && { limit }),
      ...("unindexed" in found && call.using.has(teamCapability) && { unindexed: found.unindexed }),
    };
  },
);
