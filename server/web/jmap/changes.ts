import type { MailboxView } from "../../mailboxes/views.ts";
import { mostIds } from "./capabilities.ts";
import { fail, type MethodCall, type MethodFailure } from "./method.ts";
import type { Arguments } from "./request.ts";

/** What the three `/changes` methods answer alike (RFC 8620 §5.2), and whether only counts moved. */
export async function listChanges(
  kind: "message" | "folder" | "thread",
  account: MailboxView,
  args: { sinceState: string; maxChanges: number | null },
  call: MethodCall,
): Promise<{ changes: Arguments; countsOnly: boolean } | MethodFailure> {
  const most = Math.min(args.maxChanges ?? mostIds, mostIds);
  const found = await call.mailboxes.changes(call.who, account.id, kind, args.sinceState, most);
  if (!found) return fail("accountNotFound");
  if (found === "too-old") return fail("cannotCalculateChanges");
  // A step that leads nowhere would be asked for again and again (RFC 8620 §5.2).
  if (found.hasMoreChanges && found.newState === found.oldState) return fail("cannotCalculateChanges");
  const { oldState, newState, hasMoreChanges, created, updated, destroyed } = found;
  return {
    changes: { oldState, newState, hasMoreChanges, created, updated, destroyed },
    countsOnly: found.countsOnly === true,
  };
}
