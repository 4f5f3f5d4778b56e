import * as v from "valibot";
import { id } from "../arguments.ts";
import { readEmailFilter } from "../email/query-arguments.ts";
import { fail, mailMethod, MethodFailure } from "../method.ts";

/** The most messages whose matches one call marks: each may have to be read. */
const mostSnippets = 100;

/** SearchSnippet/get (RFC 8621 §5.1). A place in the text is part of a list, not a reading: it is shown, not traced. */
export const searchSnippetGet = mailMethod(
  { filter: v.optional(v.unknown(), null), emailIds: v.array(id) },
  async (args, account, call) => {
    const filter = readEmailFilter(args.filter);
    if (filter instanceof MethodFailure) return filter;
    const ids = [...new Set(args.emailIds)];
    if (ids.length > mostSnippets) return fail("requestTooLarge");
    const views = await call.mailboxes.snippets(call.who, account.id, ids, filter.texts);
    if (!views) return fail("accountNotFound");
    const known = new Set(views.map(({ messageId }) => messageId));
    const notFound = ids.filter((one) => !known.has(one));
    return {
      list: views.map(({ messageId, subject, preview }) => ({ emailId: messageId, subject, preview })),
      notFound: notFound.length > 0 ? notFound : null,
    };
  },
);
