import * as v from "valibot";
import type { KeywordUpdate, MailboxView, MessageView } from "../../../mailboxes/views.ts";
import { text } from "../arguments.ts";
import { coreLimits } from "../capabilities.ts";
import { checkKeywords, readEmailPatch, type SetError } from "../email/email-patch.ts";
import { fail, mailMethod, type MethodCall } from "../method.ts";
import { isId, isObject } from "../request.ts";

/** An id, or a creation id of this request behind `#` (RFC 8620 §5.3). */
function isReference(value: unknown): value is string {
  return isId(typeof value === "string" && value.startsWith("#") ? value.slice(1) : value);
}

/** A map with such keys. A record of valibot would drop keys like `constructor` without a word. */
const idMap = v.custom<Record<string, unknown>>(
  (value) => isObject(value) && Object.keys(value).every(isReference),
  "not a map of Ids",
);

/** Email/set (RFC 8621 §4.6). Keywords can be changed; nothing is made, moved or destroyed yet, and each is told so. */
export const emailSet = mailMethod(
  {
    ifInState: v.nullish(text, null),
    create: v.nullish(idMap, null),
    update: v.nullish(idMap, null),
    destroy: v.nullish(v.array(v.custom<string>(isReference, "not an Id")), null),
  },
  async (args, account, call) => {
    const create = Object.keys(args.create ?? {});
    const update = Object.entries(args.update ?? {});
    const destroy = [...new Set(args.destroy)];
    if (create.length + update.length + destroy.length > coreLimits.maxObjectsInSet)
      return fail("requestTooLarge");
    const realId = (given: string) =>
      given.startsWith("#") ? (call.createdIds.get(given.slice(1)) ?? given) : given;
    const ids = new Set([...update.map(([given]) => given), ...destroy].map(realId));
    const found = await call.mailboxes.messages(call.who, account.id, [...ids].filter(isId));
    if (!found) return fail("accountNotFound");
    if (args.ifInState !== null && args.ifInState !== found.state) return fail("stateMismatch");
    const messages = new Map(found.messages.map((message) => [message.id, message]));

    const notUpdated = new Map<string, SetError>();
    const updates = new Map<string, KeywordUpdate | null>();
    for (const [given, patch] of update) {
      const read = readUpdate(patch, messages.get(realId(given)), account, call);
      if (read && "error" in read) notUpdated.set(given, read.error);
      else updates.set(given, read);
    }
    const changes = [...updates.values()].filter((one) => one !== null);
    const done = changes.length > 0 ? await applyUpdates(changes, args.ifInState, account, call) : null;
    if (done === "gone") return fail("accountNotFound");
    if (done === "state-mismatch") return fail("stateMismatch");
    for (const [given] of updates)
      if (done?.notFound.includes(realId(given))) {
        updates.delete(given);
        notUpdated.set(given, { type: "notFound" });
      }
    return {
      oldState: done?.oldState ?? found.state,
      newState: done?.newState ?? found.state,
      created: null,
      updated: asMap([...updates.keys()].map((given) => [given, null])),
      destroyed: null,
      notCreated: asMap(create.map((given) => [given, notOffered("Creating")])),
      notUpdated: asMap([...notUpdated]),
      notDestroyed: asMap(
        destroy.map((given) => [
          given,
          messages.has(realId(given)) ? notOffered("Destroying") : { type: "notFound" },
        ]),
      ),
    };
  },
);

/** What a patch comes down to; null when it changes nothing. */
function readUpdate(
  patch: unknown,
  message: MessageView | undefined,
  account: MailboxView,
  call: MethodCall,
): KeywordUpdate | { error: SetError } | null {
  if (!message) return { error: { type: "notFound" } };
  const read = readEmailPatch(patch, message, call.using);
  if ("error" in read || !read.keywords) return "error" in read ? read : null;
  const isReader = account.right === "reader";
  const error = checkKeywords(read.keywords, message, isReader);
  if (error) return { error };
  // A reader's whole set can only differ by $seen, and only that one is sent on.
  if (isReader && read.keywords.replace)
    return {
      messageId: message.id,
      replace: null,
      patch: { $seen: read.keywords.replace.includes("$seen") },
    };
  return { messageId: message.id, ...read.keywords };
}

async function applyUpdates(
  updates: KeywordUpdate[],
  ifInState: string | null,
  account: MailboxView,
  call: MethodCall,
) {
  return (await call.mailboxes.setKeywords(call.who, account.id, updates, ifInState)) ?? "gone";
}

function notOffered(deed: string): SetError {
  return { type: "forbidden", description: `${deed} messages is not offered yet.` };
}

/** RFC 8620 §5.3: null rather than an empty map. */
function asMap<Value>(entries: [string, Value][]): Record<string, Value> | null {
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}
