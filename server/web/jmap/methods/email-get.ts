import * as v from "valibot";
import { flag, getEntries, splitFound, text, unsignedInt } from "../arguments.ts";
import { coreLimits } from "../capabilities.ts";
import { MessageGone } from "../email/bytes.ts";
import { describeEmail, TooMuchHeader } from "../email/describe-email.ts";
import { listAllMessages } from "../email/list-all.ts";
import { planEmail, unusedParts } from "../email/plan.ts";
import { fail, mailMethod } from "../method.ts";

/** Email/get (RFC 8621 §4.2). */
export const emailGet = mailMethod(
  {
    ...getEntries,
    bodyProperties: v.nullish(v.array(text), null),
    fetchTextBodyValues: flag,
    fetchHTMLBodyValues: flag,
    fetchAllBodyValues: flag,
    maxBodyValueBytes: v.optional(unsignedInt, 0),
  },
  async (args, account, call) => {
    const plan = planEmail(args.properties, args.bodyProperties, call.using);
    if ("refused" in plan) return fail("invalidArguments", plan.refused);
    const ids = args.ids
      ? [...new Set(args.ids)]
      : await listAllMessages(account, call, { onePerThread: false });
    if (!ids) return fail("accountNotFound");
    if (ids.length > coreLimits.maxObjectsInGet) return fail("requestTooLarge");
    const found = await call.mailboxes.messages(call.who, account.id, ids, unusedParts(plan));
    if (!found) return fail("accountNotFound");
    const choice = {
      text: args.fetchTextBodyValues,
      html: args.fetchHTMLBodyValues,
      all: args.fetchAllBodyValues,
      maxBytes: args.maxBodyValueBytes,
    };
    const source = { who: call.who, mailboxes: call.mailboxes, mailboxId: account.id };
    const emails: { id: string }[] = [];
    for (const message of found.messages) {
      try {
        emails.push(await describeEmail(message, plan, choice, source, call.reading));
      } catch (error) {
        if (error instanceof TooMuchHeader)
          return fail("requestTooLarge", "The header fields of fewer messages can be asked for at once.");
        // Gone since it was listed: it is answered as not found.
        if (!(error instanceof MessageGone)) throw error;
      }
    }
    return { state: found.state, ...splitFound(args.ids ?? [], emails) };
  },
);
