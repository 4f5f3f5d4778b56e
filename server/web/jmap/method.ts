import * as v from "valibot";
import type { Chance } from "../../foundations/chance.ts";
import type { Clock } from "../../foundations/clock.ts";
import type { Log } from "../../foundations/log.ts";
import type { MailboxView, Who } from "../../mailboxes/views.ts";
import type { Outbox } from "../../transport/door.ts";
import { mailCapability } from "./capabilities.ts";
import type { ReadingAllowance, WritingAllowance } from "./email/bytes.ts";
import type { JmapMailboxes } from "./parts.ts";
import type { Arguments } from "./request.ts";

/** The errors of a method (RFC 8620 §3.6.2, §5.1–5.6). */
export type MethodErrorType =
  | "accountNotFound"
  | "anchorNotFound"
  | "cannotCalculateChanges"
  | "invalidArguments"
  | "invalidResultReference"
  | "requestTooLarge"
  | "serverFail"
  | "stateMismatch"
  | "unknownMethod"
  | "unsupportedFilter"
  | "unsupportedSort";

/** What a method answers instead of its response; a class, for arguments may have any name. */
export class MethodFailure {
  readonly type: MethodErrorType;
  readonly description: string | undefined;

  constructor(type: MethodErrorType, description?: string) {
    this.type = type;
    this.description = description;
  }
}

/** The response of a method, and those of others that it led to (RFC 8620 §3.4), under the same call id. */
export class Answers {
  readonly own: Arguments;
  readonly others: [name: string, args: Arguments][];
  constructor(own: Arguments, others: [name: string, args: Arguments][]) {
    this.own = own;
    this.others = others;
  }
}

/** What a method may use: who asks, her mailboxes, and what the request agreed on. */
export interface MethodCall {
  who: Who;
  mailboxes: JmapMailboxes;
  outbox: Outbox;
  accounts: ReadonlyMap<string, MailboxView>;
  using: ReadonlySet<string>;
  /** Grows with what the request makes (RFC 8620 §3.3). */
  createdIds: Map<string, string>;
  /** Shared by all the calls of a request. */
  reading: ReadingAllowance;
  writing: WritingAllowance;
  clock: Clock;
  chance: Chance;
  log: Log;
}

export interface Method {
  /** Only requests that name it in `using` know the method (RFC 8620 §3.3). */
  capability: string;
  run(args: Arguments, call: MethodCall): Promise<Arguments | Answers | MethodFailure>;
}

/** A failure as it is returned; the description is for the developer of the client. */
export function fail(type: MethodErrorType, description?: string): MethodFailure {
  return new MethodFailure(type, description);
}

/**
 * A method on the mail of one account: its arguments are held against `entries` (an argument that is not there is
 * refused, RFC 8620 §3.8), the account is looked up, and its id is put first in the answer.
 */
export function mailMethod<Entries extends v.ObjectEntries>(
  entries: Entries,
  run: (
    args: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>,
    account: MailboxView,
    call: MethodCall,
  ) => Promise<Arguments | Answers | MethodFailure>,
  capability = mailCapability,
): Method {
  const schema = v.strictObject(entries);
  return {
    capability,
    async run(given, call) {
      const { accountId, ...others } = given;
      if (typeof accountId !== "string") return fail("invalidArguments", "accountId is missing.");
      const account = call.accounts.get(accountId);
      if (!account) return fail("accountNotFound");
      const args = checkArguments(schema, others);
      if (args instanceof MethodFailure) return args;
      const answer = await run(args, account, call);
      return answer instanceof MethodFailure || answer instanceof Answers ? answer : { accountId, ...answer };
    },
  };
}

/** The arguments of a call once they are held against what the method takes. */
export function checkArguments<Entries extends v.ObjectEntries>(
  schema: v.StrictObjectSchema<Entries, undefined>,
  given: Arguments,
): v.InferOutput<v.StrictObjectSchema<Entries, undefined>> | MethodFailure {
  const parsed = v.safeParse(schema, given, { abortEarly: true });
  return parsed.success ? parsed.output : fail("invalidArguments", describeIssue(parsed.issues[0]));
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? "arguments"}: ${issue.message}`;
}
