import * as v from "valibot";
import type { KeywordUpdate, MailboxView, MessageView } from "../../../mailboxes/views.ts";
import { text } from "../arguments.ts";
import { coreLimits } from "../capabilities.ts";
import { checkKeywords, readEmailPatch, type SetError } from "../email/email-patch.ts";
import { fail, mailMethod, type MethodCall, MethodFailure } from "../method.ts";
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
    const ids = new Set([...update.map(([given]) => given), ...destroy].map((given) => realId(given, call)));
    const found = await call.mailboxes.messages(call.who, account.id, [...ids].filter(isId));
    if (!found) return fail("accountNotFound");
    if (args.ifInState !== null && args.ifInState !== found.state) return fail("stateMismatch");
    const messages = new Map(found.messages.map((message) => [message.id, message]));

    const outcomes = new Map(
      update.map(([given, patch]) => [
        given,
        readUpdate(patch, messages.get(realId(given, call)), account, call),
      ]),
    );
    const states = await applyUpdates(outcomes, args.ifInState, account, call);
    if (states instanceof MethodFailure) return states;
    const destroyed = destroy.map((given) => {
      const isKnown = messages.has(realId(given, call));
      return [given, isKnown ? notOffered("Destroying") : { type: "notFound" }] as const;
    });
    return {
      oldState: states?.oldState ?? found.state,
      newState: states?.newState ?? found.state,
      created: null,
      updated: asMap([...outcomes].filter(([, one]) => !isError(one)).map(([given]) => [given, null])),
      destroyed: null,
      notCreated: asMap(create.map((given) => [given, notOffered("Creating")])),
      notUpdated: asMap([...outcomes].flatMap(([given, one]) => (isError(one) ? [[given, one.error]] : []))),
      notDestroyed: asMap(destroyed),
    };
  },
);

function realId(given: string, call: MethodCall): string {
  return given.startsWith("#") ? (call.createdIds.get(given.slice(1)) ?? given) : given;
}

/** What becomes of one update: a change to make, nothing to do, or why not. */
type Outcome = KeywordUpdate | "unchanged" | { error: SetError };

function isError(outcome: Outcome): outcome is { error: SetError } {
  return typeof outcome === "object" && "error" in outcome;
}

function isChange(outcome: Outcome): outcome is KeywordUpdate {
  return outcome !== "unchanged" && !isError(outcome);
}

function readUpdate(
  patch: unknown,
  message: MessageView | undefined,
  account: MailboxView,
  call: MethodCall,
): Outcome {
  if (!message) return { error: { type: "notFound" } };
  const read = readEmailPatch(patch, message, call.using);
  if ("error" in read) return read;
  if (!read.keywords) return "unchanged";
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

/**
 * Makes the changes, all in one operation. What the store refuses although the view allowed it (the message went, or
 * the right, in between) becomes an error among the outcomes.
 */
async function applyUpdates(
  outcomes: Map<string, Outcome>,
  ifInState: string | null,
  account: MailboxView,
  call: MethodCall,
): Promise<{ oldState: string; newState: string } | MethodFailure | null> {
  const updates = [...outcomes.values()].filter(isChange);
  if (updates.length === 0) return null;
  const done = await call.mailboxes.setKeywords(call.who, account.id, updates, ifInState);
  if (!done) return fail("accountNotFound");
  if (done === "state-mismatch") return fail("stateMismatch");
  const refused = new Map<string, SetError>([
    ...done.notFound.map((id): [string, SetError] => [id, { type: "notFound" }]),
    ...done.forbidden.map((id): [string, SetError] => [id, { type: "forbidden" }]),
  ]);
  for (const given of outcomes.keys()) {
    const error = refused.get(realId(given, call));
    if (error) outcomes.set(given, { error });
  }
  return done;
}

function notOffered(deed: string): SetError {
  return { type: "forbidden", description: `${deed} messages is not offered yet.` };
}

/** RFC 8620 §5.3: null rather than an empty map. */
function asMap(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> | null {
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}
