import * as v from "valibot";
import type { KeywordUpdate, MailboxView, MessageView } from "../../../mailboxes/views.ts";
import { idMap, isReference, text } from "../arguments.ts";
import { coreLimits } from "../capabilities.ts";
import { createEmail } from "../email/create-email.ts";
import { checkKeywords, readEmailPatch, type SetError } from "../email/email-patch.ts";
import { fail, mailMethod, type MethodCall, MethodFailure } from "../method.ts";
import { isId } from "../request.ts";
import { asMap, isError, realId } from "../set.ts";

/** Email/set (RFC 8621 §4.6): made, then changed, then destroyed (RFC 8620 §5.3). */
export const emailSet = mailMethod(
  {
    ifInState: v.nullish(text, null),
    create: v.nullish(idMap, null),
    update: v.nullish(idMap, null),
    destroy: v.nullish(v.array(v.custom<string>(isReference, "not an Id")), null),
  },
  async (args, account, call) => {
    const create = Object.entries(args.create ?? {});
    const update = Object.entries(args.update ?? {});
    const destroy = [...new Set(args.destroy)];
    if (create.length + update.length + destroy.length > coreLimits.maxObjectsInSet)
      return fail("requestTooLarge");
    const states = await call.mailboxes.states(call.who, account.id);
    if (!states) return fail("accountNotFound");
    if (args.ifInState !== null && args.ifInState !== states.message) return fail("stateMismatch");
    const set: Running = { account, call, state: states.message, ifInState: args.ifInState };

    const made = await createAll(set, create);
    const changed = made instanceof MethodFailure ? made : await updateAll(set, update);
    const destroyed = changed instanceof MethodFailure ? changed : await destroyAll(set, destroy);
    for (const step of [made, changed, destroyed]) if (step instanceof MethodFailure) return step;
    return { oldState: states.message, newState: set.state, ...made, ...changed, ...destroyed };
  },
);

/** One call as it goes on: the state it has reached, and the one that is still to be held against the store's. */
interface Running {
  account: MailboxView;
  call: MethodCall;
  state: string;
  ifInState: string | null;
}

async function createAll(set: Running, create: [string, unknown][]) {
  const created: [string, object][] = [];
  const notCreated: [string, SetError][] = [];
  for (const [creationId, given] of create) {
    const one = await createEmail(given, set.account, set.call, set.ifInState);
    if (one === "account-gone") return fail("accountNotFound");
    if (one === "state-mismatch") return fail("stateMismatch");
    if ("error" in one) {
      notCreated.push([creationId, one.error]);
      continue;
    }
    created.push([creationId, one.email]);
    set.call.createdIds.set(creationId, one.email.id);
    reach(set, one.newState);
  }
  return { created: asMap(created), notCreated: asMap(notCreated) };
}

function reach(set: Running, newState: string): void {
  set.state = newState;
  // The first change was held against it; what follows is our own.
  set.ifInState = null;
}

/** What becomes of one update: a change to make, nothing to do, or why not. */
type Outcome = KeywordUpdate | "unchanged" | { error: SetError };

function isChange(outcome: Outcome): outcome is KeywordUpdate {
  return outcome !== "unchanged" && !isError(outcome);
}

async function updateAll(set: Running, update: [string, unknown][]) {
  const { account, call } = set;
  const ids = [...new Set(update.map(([given]) => realId(given, call)))].filter(isId);
  const found = ids.length > 0 ? await call.mailboxes.messages(call.who, account.id, ids) : { messages: [] };
  if (!found) return fail("accountNotFound");
  const messages = new Map(found.messages.map((message) => [message.id, message]));
  const outcomes = new Map(
    update.map(([given, patch]) => [
      given,
      readUpdate(patch, messages.get(realId(given, call)), account, call.using),
    ]),
  );
  const failure = await applyUpdates(set, outcomes);
  if (failure) return failure;
  return {
    updated: asMap([...outcomes].filter(([, one]) => !isError(one)).map(([given]) => [given, null])),
    notUpdated: asMap([...outcomes].flatMap(([given, one]) => (isError(one) ? [[given, one.error]] : []))),
  };
}

/** Reads one patch as the change that it amounts to for this person. */
export function readUpdate(
  patch: unknown,
  message: MessageView | undefined,
  account: MailboxView,
  using: ReadonlySet<string>,
): Outcome {
  if (!message) return { error: { type: "notFound" } };
  const read = readEmailPatch(patch, message, using);
  if ("error" in read) return read;
  const { keywords, folderId } = read;
  const isReader = account.right === "reader";
  if (isReader && folderId !== undefined)
    return { error: { type: "forbidden", description: "A reader moves nothing." } };
  const error = keywords && checkKeywords(keywords, message, isReader);
  if (error) return { error };
  if (!keywords && folderId === undefined) return "unchanged";
  // A reader's whole set can only differ by $seen, and only that one is sent on.
  if (isReader && keywords?.replace)
    return {
      messageId: message.id,
      replace: null,
      patch: { $seen: keywords.replace.includes("$seen") },
    };
  return {
    messageId: message.id,
    ...(keywords ?? { replace: null, patch: {} }),
    ...(folderId !== undefined && { folderId }),
  };
}

/**
 * Makes the changes, all in one operation. What the store refuses although the view allowed it (the message went, or
 * the right, in between) becomes an error among the outcomes.
 */
async function applyUpdates(set: Running, outcomes: Map<string, Outcome>): Promise<MethodFailure | null> {
  const { account, call } = set;
  const updates = [...outcomes.values()].filter(isChange);
  if (updates.length === 0) return null;
  const done = await call.mailboxes.setKeywords(call.who, account.id, updates, set.ifInState);
  if (!done) return fail("accountNotFound");
  if (done === "state-mismatch") return fail("stateMismatch");
  const refused = new Map<string, SetError>([
    ...done.notFound.map((id): [string, SetError] => [id, { type: "notFound" }]),
    ...done.forbidden.map((id): [string, SetError] => [id, { type: "forbidden" }]),
    ...done.folderNotFound.map((id): [string, SetError] => [
      id,
      { type: "invalidProperties", properties: ["mailboxIds"] },
    ]),
  ]);
  for (const given of outcomes.keys()) {
    const error = refused.get(realId(given, call));
    if (error) outcomes.set(given, { error });
  }
  reach(set, done.newState);
  return null;
}

async function destroyAll(set: Running, destroy: string[]) {
  const { account, call } = set;
  const ids = new Map(destroy.map((given) => [given, realId(given, call)]));
  const known = [...new Set(ids.values())].filter(isId);
  if (known.length === 0)
    return { destroyed: null, notDestroyed: asMap(destroy.map((given) => [given, { type: "notFound" }])) };
  const done = await call.mailboxes.destroy(call.who, account.id, known, set.ifInState);
  if (!done) return fail("accountNotFound");
  if (done === "state-mismatch") return fail("stateMismatch");
  reach(set, done.newState);
  const gone = destroy.filter((given) => done.destroyed.includes(ids.get(given) ?? ""));
  const kept = destroy.filter((given) => !gone.includes(given));
  const why = (given: string): SetError => ({
    type: done.forbidden.includes(ids.get(given) ?? "") ? "forbidden" : "notFound",
  });
  return {
    destroyed: gone.length > 0 ? gone : null,
    notDestroyed: asMap(kept.map((given) => [given, why(given)])),
  };
}
