import * as v from "valibot";
import { flag, id, unsignedInt } from "../arguments.ts";
import { mostIds, teamCapability } from "../capabilities.ts";
import { readEmailFilter } from "../email/query-arguments.ts";
import { checkArguments, fail, type Method, MethodFailure } from "../method.ts";

const schema = v.strictObject({
  /** All of the person's when null. */
  accountIds: v.nullish(v.array(id), null),
  filter: v.unknown(),
  collapseThreads: flag,
  position: v.optional(unsignedInt, 0),
  limit: v.nullish(unsignedInt, null),
});

/**
 * TeamSearch/query, ours: a search in several mailboxes at once, newest first; RFC 8621 knows one account a query.
 * The filter is that of Email/query without `inMailbox`, and holds some text. `list` is the order; `emailIds` has the
 * same ids by account, so that the Email/get and SearchSnippet/get of each can refer to them in the same request.
 */
export const teamSearchQuery: Method = {
  capability: teamCapability,
  async run(given, call) {
    const args = checkArguments(schema, given);
    if (args instanceof MethodFailure) return args;
    const accountIds = args.accountIds ?? [...call.accounts.keys()];
    if (accountIds.some((one) => !call.accounts.has(one))) return fail("accountNotFound");
    const filter = readEmailFilter(args.filter);
    if (filter instanceof MethodFailure) return filter;
    if (filter.folderId !== null || filter.texts.length === 0)
      return fail("unsupportedFilter", "Some text has to be searched for, in whole accounts.");
    const limit = Math.min(args.limit ?? mostIds, mostIds);
    const found = await call.mailboxes.search(call.who, [...new Set(accountIds)], {
      ...filter,
      collapse: args.collapseThreads,
      ascending: false,
      position: args.position,
      anchor: null,
      anchorOffset: 0,
      limit,
      withTotal: false,
    });
    if (found === null) return fail("accountNotFound");
    // Neither can be asked for here.
    if (typeof found === "string") return fail("serverFail");
    const emailIds = Object.fromEntries(accountIds.map((one): [string, string[]] => [one, []]));
    for (const { mailboxId, messageId } of found.found) emailIds[mailboxId]?.push(messageId);
    return {
      queryState: found.state,
      position: found.position,
      list: found.found.map(({ mailboxId, messageId }) => ({ accountId: mailboxId, emailId: messageId })),
      emailIds,
      unindexed: found.unindexed,
      ...(limit !== args.limit && { limit }),
    };
  },
};
