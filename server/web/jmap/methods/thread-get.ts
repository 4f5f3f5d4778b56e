import type { MailboxView } from "../../../mailboxes/views.ts";
import { getEntries, splitFound } from "../arguments.ts";
import { coreLimits } from "../capabilities.ts";
import { listAllMessages } from "../email/list-all.ts";
import { fail, mailMethod, type MethodCall } from "../method.ts";

/** Thread/get (RFC 8621 §3.1). */
export const threadGet = mailMethod(getEntries, async (args, account, call) => {
  const properties = new Set(args.properties ?? ["emailIds"]);
  for (const name of properties)
    if (name !== "id" && name !== "emailIds") return fail("invalidArguments", `properties: ${name}`);
  const ids = args.ids ? [...new Set(args.ids)] : await listAllThreads(account, call);
  if (!ids) return fail("accountNotFound");
  if (ids.length > coreLimits.maxObjectsInGet) return fail("requestTooLarge");
  const found = await call.mailboxes.threads(call.who, account.id, ids);
  if (!found) return fail("accountNotFound");
  const threads = found.threads.map(({ id, messageIds }) => ({
    id,
    ...(properties.has("emailIds") && { emailIds: messageIds }),
  }));
  return { state: found.state, ...splitFound(args.ids ?? [], threads) };
});

async function listAllThreads(account: MailboxView, call: MethodCall): Promise<string[] | null> {
  const newest = await listAllMessages(account, call, { onePerThread: true });
  if (!newest || newest.length > coreLimits.maxObjectsInGet) return newest;
  const found = await call.mailboxes.messages(call.who, account.id, newest, ["envelope", "structure"]);
  return found && found.messages.map((message) => message.threadId);
}
