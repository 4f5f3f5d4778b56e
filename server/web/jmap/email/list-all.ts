import type { MailboxView } from "../../../mailboxes/views.ts";
import { coreLimits } from "../capabilities.ts";
import type { MethodCall } from "../method.ts";

/**
 * The ids of all messages, for a `/get` that names none (RFC 8620 §5.1); one more than it may answer where there are
 * more. Null when the mailbox is not the person's any more.
 */
export async function listAllMessages(
  account: MailboxView,
  call: MethodCall,
  { onePerThread }: { onePerThread: boolean },
): Promise<string[] | null> {
  const found = await call.mailboxes.query(call.who, account.id, {
    folderId: null,
    collapse: onePerThread,
    ascending: false,
    position: 0,
    anchor: null,
    anchorOffset: 0,
    limit: coreLimits.maxObjectsInGet + 1,
  });
  return found && typeof found === "object" ? found.ids : null;
}
