import type { KeywordUpdate, MailboxView, MessageView } from "../../../mailboxes/views.ts";
import type { AfterView } from "../../../transport/views.ts";
import type { SetError } from "../email/email-patch.ts";
import { type MethodCall, MethodFailure } from "../method.ts";
import { readUpdate } from "../methods/email-set.ts";
import type { Arguments } from "../request.ts";
import { asMap, isError } from "../set.ts";

/**
 * What happens to messages along with their submissions (RFC 8621 §7.5 onSuccessUpdateEmail, onSuccessDestroyEmail),
 * and the Email/set response that tells of it. A change happens in the submission's own transaction; a destruction
 * follows.
 */
export class Along {
  private readonly updates: Record<string, unknown>;
  private readonly destroys: readonly string[];
  private states: AfterView | null = null;
  private readonly updated: [string, null][] = [];
  private readonly notUpdated: [string, SetError][] = [];
  private readonly toDestroy: string[] = [];
  private isAsked = false;

  constructor(updates: Record<string, unknown>, destroys: readonly string[]) {
    this.updates = updates;
    this.destroys = destroys;
  }

  /** The change that goes with a submission, if any; what cannot be read is told in the response. */
  changeFor(
    submissionId: string,
    message: MessageView | undefined,
    account: MailboxView,
    call: MethodCall,
  ): KeywordUpdate | null {
    if (!Object.hasOwn(this.updates, submissionId) || !message) return null;
    this.isAsked = true;
    const change = readUpdate(this.updates[submissionId], message, account, call.using);
    if (isError(change)) this.notUpdated.push([message.id, change.error]);
    if (change === "unchanged") this.updated.push([message.id, null]);
    return isError(change) || change === "unchanged" ? null : change;
  }

  /** The submission happened, and the change with it. */
  happened(submissionId: string, messageId: string, change: KeywordUpdate | null, states: AfterView | null) {
    if (change) this.updated.push([messageId, null]);
    if (states)
      this.states = { oldState: this.states?.oldState ?? states.oldState, newState: states.newState };
    if (this.destroys.includes(submissionId)) {
      this.isAsked = true;
      this.toDestroy.push(messageId);
    }
  }

  /** The response, null when nothing was asked for. */
  async conclude(account: MailboxView, call: MethodCall): Promise<Arguments | MethodFailure | null> {
    if (!this.isAsked) return null;
    const ids = [...new Set(this.toDestroy)];
    const gone = ids.length > 0 ? await call.mailboxes.destroy(call.who, account.id, ids, null) : null;
    const destroyed = gone && gone !== "state-mismatch" ? gone : null;
    const now = (await call.mailboxes.states(call.who, account.id))?.message ?? "";
    return {
      accountId: account.id,
      oldState: this.states?.oldState ?? destroyed?.oldState ?? now,
      newState: destroyed?.newState ?? this.states?.newState ?? now,
      created: null,
      updated: asMap(this.updated),
      destroyed: destroyed && destroyed.destroyed.length > 0 ? destroyed.destroyed : null,
      notCreated: null,
      notUpdated: asMap(this.notUpdated),
      notDestroyed: asMap(
        ids.filter((id) => !destroyed?.destroyed.includes(id)).map((id) => [id, { type: "notFound" }]),
      ),
    };
  }
}
