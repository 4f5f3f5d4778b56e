import type { MailboxView } from "../../mailboxes/views.ts";
import { newReadingAllowance, newWritingAllowance } from "./email/bytes.ts";
import { Answers, fail, type MethodCall, MethodFailure } from "./method.ts";
import { methods } from "./methods/table.ts";
import type { JmapParts, JmapSession } from "./parts.ts";
import type { Arguments, Invocation, JmapRequest } from "./request.ts";
import { referenceAllowance, resolveReferences } from "./result-references.ts";

/**
 * Runs the calls of a request one after the other (RFC 8620 §3.3). A call that fails leaves an `error` in its place
 * and the next one runs.
 */
export async function answerRequest(
  request: JmapRequest,
  session: JmapSession,
  accounts: ReadonlyMap<string, MailboxView>,
  parts: Pick<JmapParts, "mailboxes" | "outbox" | "clock" | "chance" | "log">,
): Promise<Invocation[]> {
  const responses: Invocation[] = [];
  const allowance = { left: referenceAllowance };
  const call: MethodCall = {
    who: session.who,
    mailboxes: parts.mailboxes,
    outbox: parts.outbox,
    accounts,
    using: request.using,
    createdIds: request.createdIds ?? new Map(),
    reading: newReadingAllowance(),
    writing: newWritingAllowance(),
    clock: parts.clock,
    chance: parts.chance,
    log: parts.log,
  };
  for (const [name, given, callId] of request.methodCalls) {
    const args = resolveReferences(given, responses, allowance);
    const answer = args instanceof MethodFailure ? args : await runMethod(name, args, call);
    if (answer instanceof MethodFailure) {
      const { type, description } = answer;
      responses.push(["error", { type, ...(description !== undefined && { description }) }, callId]);
    } else if (answer instanceof Answers) {
      responses.push([name, answer.own, callId]);
      for (const [other, its] of answer.others) responses.push([other, its, callId]);
    } else responses.push([name, answer, callId]);
  }
  return responses;
}

async function runMethod(
  name: string,
  args: Arguments,
  call: MethodCall,
): Promise<Arguments | Answers | MethodFailure> {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method || !call.using.has(method.capability)) return fail("unknownMethod");
  try {
    return await method.run(args, call);
  } catch (error) {
    call.log.defect("jmap.method", error, { operation: name, person: call.who.personId });
    return fail("serverFail", "A defect of the server; its log holds the rest.");
  }
}
