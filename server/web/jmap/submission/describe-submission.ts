import type { RecipientView, SubmissionView } from "../../../transport/views.ts";
import { teamCapability } from "../capabilities.ts";
import { utcDate } from "../email/view-properties.ts";
import { identityId } from "../identity.ts";

type Property = (submission: SubmissionView, mailboxId: string) => unknown;

/** RFC 8621 §7. */
const properties: Record<string, Property> = {
  id: ({ id }) => id,
  identityId: (_, mailboxId) => identityId(mailboxId),
  emailId: ({ messageId }) => messageId,
  threadId: ({ threadId }) => threadId,
  envelope: ({ sender, recipients }) => ({
    mailFrom: { email: sender, parameters: null },
    rcptTo: recipients.map(({ address }) => ({ email: address, parameters: null })),
  }),
  sendAt: ({ sendAt }) => utcDate(sendAt),
  undoStatus: ({ undo }) => undo,
  deliveryStatus: ({ recipients }) =>
    Object.fromEntries(recipients.map((one) => [one.address, describeDelivery(one)])),
  dsnBlobIds: () => [],
  mdnBlobIds: () => [],
};

/** Ours, for requests that name our capability: what the queue's rows know of each recipient. */
const teamProperties: Record<string, Property> = {
  teamDelivery: ({ recipients }) =>
    Object.fromEntries(
      recipients.map(({ address, state, repliedAt, nextAt, attempts }) => [
        address,
        { state, at: dateOrNull(repliedAt), nextAt: dateOrNull(nextAt), attempts },
      ]),
    ),
};

/** The properties of EmailSubmissions that a request may name. */
export function submissionProperties(using: ReadonlySet<string>): Record<string, Property> {
  return using.has(teamCapability) ? { ...properties, ...teamProperties } : properties;
}

export const defaultSubmissionProperties = Object.keys(properties);

/** One EmailSubmission, with the properties asked for and its id. */
export function describeSubmission(
  submission: SubmissionView,
  mailboxId: string,
  wanted: [name: string, read: Property][],
): { id: string } & Record<string, unknown> {
  return {
    ...Object.fromEntries(wanted.map(([name, read]) => [name, read(submission, mailboxId)])),
    id: submission.id,
  };
}

/**
 * RFC 8621 §7 DeliveryStatus. What another operator took is `unknown`: whether it reached the mailbox is not known
 * here.
 */
function describeDelivery({ state, reply }: RecipientView) {
  const delivered = { waiting: "queued", delivered: "yes", relayed: "unknown", failed: "no", canceled: "no" };
  return { smtpReply: reply ?? "", delivered: delivered[state], displayed: "unknown" };
}

function dateOrNull(at: number | null): string | null {
  return at === null ? null : utcDate(at);
}
