import { getEntries, splitFound } from "../arguments.ts";
import { coreLimits } from "../capabilities.ts";
import { describeMailbox, mailboxProperties } from "../mailbox-object.ts";
import { fail, mailMethod } from "../method.ts";

/** Mailbox/get (RFC 8621 §2.1). */
export const mailboxGet = mailMethod(getEntries, async (args, account, call) => {
  const names = [...new Set(args.properties ?? mailboxProperties)];
  const unknown = names.find((name) => !mailboxProperties.includes(name));
  if (unknown !== undefined) return fail("invalidArguments", `properties: ${unknown}`);
  const ids = args.ids && [...new Set(args.ids)];
  if (ids && ids.length > coreLimits.maxObjectsInGet) return fail("requestTooLarge");
  const found = await call.mailboxes.folders(call.who, account.id, ids);
  if (!found) return fail("accountNotFound");
  const list = found.folders.map((folder) => describeMailbox(folder, account.right, names));
  return { state: found.state, ...splitFound(ids ?? [], list) };
});
