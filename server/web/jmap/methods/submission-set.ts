import * as v from "valibot";
import type { MailboxView } from "../../../mailboxes/views.ts";
import type { Submitted, SubmissionView } from "../../../transport/views.ts";
import { idMap, isReference, text } from "../arguments.ts";
import { coreLimits, submissionCapability } from "../capabilities.ts";
import type { SetError } from "../email/email-patch.ts";
import { utcDate } from "../email/view-properties.ts";
import { identitiesOf } from "../identity.ts";
import { Answers, fail, mailMethod, type MethodCall, MethodFailure } from "../method.ts";
import { asMap, realId } from "../set.ts";
import { Along } from "../submission/along.ts";
import { readSubmission, readSubmissionPatch } from "../submission/read-submission.ts";

const references = v.nullish(v.array(v.custom<string>(isReference, "not an Id")), null);

/** EmailSubmission/set (RFC 8621 §7.5). What happens to a message along with its leaving happens in one transaction. */
export const submissionSet = mailMethod(
  {
    ifInState: v.nullish(text, null),
    create: v.nullish(idMap, null),
    update: v.nullish(idMap, null),
    destroy: references,
    onSuccessUpdateEmail: v.nullish(idMap, null),
    onSuccessDestroyEmail: references,
  },
  async (args, account, call) => {
    const create = Object.entries(args.create ?? {});
    const update = Object.entries(args.update ?? {});
    const destroy = [...new Set(args.destroy)];
    if (create.length + update.length + destroy.length > coreLimits.maxObjectsInSet)
      return fail("requestTooLarge");
    const oldState = await call.outbox.submissionState(call.who, account.id);
    if (oldState === null) return fail("accountNotFound");
    if (args.ifInState !== null && args.ifInState !== oldState) return fail("stateMismatch");
    const along = new Along(args.onSuccessUpdateEmail ?? {}, args.onSuccessDestroyEmail ?? []);
    const made = await createAll(create, account, call, along);
    const changed = await updateAll(update, account, call, along);
    const gone = await destroyAll(destroy, account, call, along);
    const newState = await call.outbox.submissionState(call.who, account.id);
    const messages = await along.conclude(account, call);
    if (messages instanceof MethodFailure) return messages;
    const answer = { accountId: account.id, oldState, newState, ...made, ...changed, ...gone };
    return new Answers(answer, messages ? [["Email/set", messages]] : []);
  },
  submissionCapability,
);

async function createAll(
  create: [string, unknown][],
  account: MailboxView,
  call: MethodCall,
  along: Along,
): Promise<object> {
  const created: [string, object][] = [];
  const notCreated: [string, SetError][] = [];
  for (const [creationId, given] of create) {
    const one = await submitOne(`#${creationId}`, given, account, call, along);
    if ("error" in one) notCreated.push([creationId, one.error]);
    else {
      created.push([creationId, one]);
      call.createdIds.set(creationId, one.id);
    }
  }
  return { created: asMap(created), notCreated: asMap(notCreated) };
}

/** The properties that the server set. */
interface Created {
  id: string;
  threadId: string;
  sendAt: string;
  undoStatus: "pending" | "final";
}

async function submitOne(
  submissionId: string,
  given: unknown,
  account: MailboxView,
  call: MethodCall,
  along: Along,
): Promise<Created | { error: SetError }> {
  const wanted = readSubmission(given);
  if ("error" in wanted) return wanted;
  if (account.right === "reader") return { error: { type: "forbiddenToSend" } };
  if (!identitiesOf(account).some(({ id }) => id === wanted.identityId))
    return { error: { type: "invalidProperties", properties: ["identityId"] } };
  const messageId = realId(wanted.emailId, call);
  const found = await call.mailboxes.messages(call.who, account.id, [messageId]);
  const message = found?.messages[0];
  if (!message) return { error: { type: "invalidProperties", properties: ["emailId"] } };
  const after = along.changeFor(submissionId, message, account, call);
  const { envelope } = wanted;
  const done = await call.outbox.submit(call.who, account.id, { messageId, envelope, after });
  if (done?.outcome !== "submitted") return { error: refuse(done) };
  along.happened(submissionId, messageId, after, done.after);
  return {
    id: done.id,
    threadId: message.threadId,
    sendAt: utcDate(done.sendAt),
    undoStatus: done.sendAt > call.clock.now() ? "pending" : "final",
  };
}

/** RFC 8621 §7.5. */
function refuse(done: Exclude<Submitted, { outcome: "submitted" }> | null): SetError {
  switch (done?.outcome) {
    case "forbidden-from":
      return { type: "forbiddenFrom" };
    case "no-recipients":
      return { type: "noRecipients" };
    case "too-many-recipients":
      return { type: "tooManyRecipients", maxRecipients: done.most };
    case "wrong-recipients":
      return { type: "invalidRecipients", invalidRecipients: done.recipients };
    case "left-already":
      return { type: "alreadyExists", existingId: done.id };
    case "too-fast":
      return { type: "rateLimit" };
    case "message-not-found":
      return { type: "invalidProperties", properties: ["emailId"] };
    case "after-refused":
      return { type: "invalidProperties", properties: ["onSuccessUpdateEmail"] };
    default:
      return { type: "forbiddenToSend" };
  }
}

async function updateAll(
  update: [string, unknown][],
  account: MailboxView,
  call: MethodCall,
  along: Along,
): Promise<object> {
  const known = await findAll(
    update.map(([given]) => realId(given, call)),
    account,
    call,
  );
  const updated: [string, null][] = [];
  const notUpdated: [string, SetError][] = [];
  for (const [given, patch] of update) {
    const error = await updateOne(given, patch, known.get(realId(given, call)), account, call, along);
    if (error) notUpdated.push([given, error]);
    else updated.push([given, null]);
  }
  return { updated: asMap(updated), notUpdated: asMap(notUpdated) };
}

async function updateOne(
  given: string,
  patch: unknown,
  submission: SubmissionView | undefined,
  account: MailboxView,
  call: MethodCall,
  along: Along,
): Promise<SetError | null> {
  if (!submission) return { type: "notFound" };
  const wanted = readSubmissionPatch(patch, submission);
  if (wanted === "unchanged") return null;
  if (wanted !== "cancel") return wanted.error;
  const { id, messageId } = submission;
  const found = await call.mailboxes.messages(call.who, account.id, [messageId]);
  const after = along.changeFor(given, found?.messages[0], account, call);
  const done = await call.outbox.unsend(call.who, account.id, id, after);
  if (done?.outcome === "unsent") {
    along.happened(given, messageId, after, done.after);
    return null;
  }
  if (done?.outcome === "too-late") return { type: "cannotUnsend" };
  return { type: done?.outcome === "not-found" ? "notFound" : "forbidden" };
}

async function destroyAll(
  destroy: string[],
  account: MailboxView,
  call: MethodCall,
  along: Along,
): Promise<object> {
  const ids = new Map(destroy.map((given) => [given, realId(given, call)]));
  const known = await findAll([...ids.values()], account, call);
  const wanted = [...known.keys()];
  const done = wanted.length > 0 ? await call.outbox.forgetSubmissions(call.who, account.id, wanted) : null;
  const gone = destroy.filter((given) => done?.destroyed.includes(ids.get(given) ?? ""));
  for (const given of gone)
    along.happened(given, known.get(ids.get(given) ?? "")?.messageId ?? "", null, null);
  const notDestroyed = destroy
    .filter((given) => !gone.includes(given))
    // What is still on its way is kept, and so is what a reader would destroy.
    .map((given) => [given, { type: known.has(ids.get(given) ?? "") ? "forbidden" : "notFound" }] as const);
  return { destroyed: gone.length > 0 ? gone : null, notDestroyed: asMap(notDestroyed) };
}

async function findAll(
  ids: string[],
  account: MailboxView,
  call: MethodCall,
): Promise<Map<string, SubmissionView>> {
  if (ids.length === 0) return new Map();
  const filter = { ids, messageIds: null, threadIds: null };
  const found = await call.outbox.submissions(call.who, account.id, filter, ids.length);
  return new Map((found?.submissions ?? []).map((one) => [one.id, one]));
}
