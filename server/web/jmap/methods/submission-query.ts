import type { SubmissionView } from "../../../transport/views.ts";
import { queryChangesEntries, queryEntries } from "../arguments.ts";
import { mostIds, submissionCapability } from "../capabilities.ts";
import { identityId } from "../identity.ts";
import { fail, mailMethod, type MethodFailure } from "../method.ts";
import { findWrongFilter, readComparators } from "../query.ts";
import { isId, isObject } from "../request.ts";

const isIds = (value: unknown) => Array.isArray(value) && value.every(isId);
const isDate = (value: unknown) => typeof value === "string" && !Number.isNaN(Date.parse(value));

/** RFC 8621 §7.3. */
const conditions = {
  identityIds: isIds,
  emailIds: isIds,
  threadIds: isIds,
  undoStatus: (value: unknown) => typeof value === "string",
  before: isDate,
  after: isDate,
};

interface Filter {
  identityIds?: string[];
  emailIds?: string[];
  threadIds?: string[];
  undoStatus?: string;
  before?: string;
  after?: string;
}

function readFilter(filter: unknown): Filter | MethodFailure {
  if (filter === null) return {};
  const wrong = findWrongFilter(filter, conditions);
  if (wrong) return fail("invalidArguments", wrong);
  if (isObject(filter) && Object.hasOwn(filter, "operator"))
    return fail("unsupportedFilter", "Operators are not supported.");
  // Held against the conditions just above.
  return filter as Filter;
}

/** EmailSubmission/query (RFC 8621 §7.3), newest first; what left lately is what is asked for. */
export const submissionQuery = mailMethod(
  queryEntries,
  async (args, account, call) => {
    const filter = readFilter(args.filter);
    if ("type" in filter) return filter;
    const sort = readComparators(args.sort);
    if (!Array.isArray(sort)) return sort;
    const [by] = sort;
    if (sort.length > 1 || (by && by.property !== "sentAt")) return fail("unsupportedSort");
    const { emailIds = null, threadIds = null, identityIds } = filter;
    const isNone = identityIds !== undefined && !identityIds.includes(identityId(account.id));
    const narrow = { ids: isNone ? [] : null, messageIds: emailIds, threadIds };
    const found = await call.outbox.submissions(call.who, account.id, narrow, mostIds);
    if (!found) return fail("accountNotFound");
    const list = found.submissions.filter((one) => matches(one, filter));
    const ids = (by?.isAscending ? list.toReversed() : list).map(({ id }) => id);
    const anchor = args.anchor === null ? null : ids.indexOf(args.anchor);
    if (anchor === -1) return fail("anchorNotFound");
    const asked = anchor === null ? args.position : anchor + args.anchorOffset;
    const position = Math.max(0, asked + (anchor === null && asked < 0 ? ids.length : 0));
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
  submissionCapability,
);

function matches({ sendAt, undo }: SubmissionView, { before, after, undoStatus }: Filter): boolean {
  if (before !== undefined && sendAt >= Date.parse(before)) return false;
  if (after !== undefined && sendAt < Date.parse(after)) return false;
  return undoStatus === undefined || undoStatus === undo;
}

/** EmailSubmission/queryChanges (RFC 8621 §7.4): the query says that changes cannot be calculated, and so it is. */
export const submissionQueryChanges = mailMethod(
  queryChangesEntries,
  () => Promise.resolve(fail("cannotCalculateChanges")),
  submissionCapability,
);
