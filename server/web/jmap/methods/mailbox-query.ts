import { flag, queryEntries } from "../arguments.ts";
import { mostIds } from "../capabilities.ts";
import { queryFolders, readMailboxFilter, readMailboxSort } from "../mailbox-query.ts";
import { fail, mailMethod, MethodFailure } from "../method.ts";

/** Mailbox/query (RFC 8621 §2.3). Folders are few: they are filtered and ordered here. */
export const mailboxQuery = mailMethod(
  { ...queryEntries, sortAsTree: flag, filterAsTree: flag },
  async (args, account, call) => {
    const filter = readMailboxFilter(args.filter);
    if (filter instanceof MethodFailure) return filter;
    const sort = readMailboxSort(args.sort);
    if (sort instanceof MethodFailure) return sort;
    const found = await call.mailboxes.folders(call.who, account.id, null);
    if (!found) return fail("accountNotFound");
    const ids = queryFolders(found.folders, filter, sort, {
      sort: args.sortAsTree,
      filter: args.filterAsTree,
    }).map((folder) => folder.id);
    const anchor = args.anchor === null ? null : ids.indexOf(args.anchor);
    if (anchor === -1) return fail("anchorNotFound");
    const asked = anchor === null ? args.position : anchor + args.anchorOffset;
    // Negative from the end, but not where an anchor was given (RFC 8620 §5.5).
    const fromEnd = anchor === null && asked < 0 ? ids.length : 0;
    const position = Math.max(0, asked + fromEnd);
    const limit = Math.min(args.limit ?? mostIds, mostIds);
    return {
      queryState: found.state,
      canCalculateChanges: false,
      position,
      ids: ids.slice(position, position + limit),
      ...(args.calculateTotal && { total: ids.length }),
      ...(limit !== args.limit && { limit }),
    };
  },
);
