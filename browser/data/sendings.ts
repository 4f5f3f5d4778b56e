import { submissionCapability } from "./offer.ts";
import { isRefused, readCreated, type SetError } from "./drafts.ts";
import { answerOf, type Jmap } from "./jmap.ts";

/** A message that was handed over to leave, and can be called back for a moment. */
export interface Sending {
  accountId: string;
  submissionId: string;
  messageId: string;
}

export interface SendFolders {
  drafts: string;
  sent: string;
}

/** What is known of a message's way to one recipient. Times are milliseconds since 1970. */
export interface Delivery {
  email: string;
  /** `delivered` is in a mailbox of ours; `relayed` was taken by the recipient's operator. */
  state: "waiting" | "delivered" | "relayed" | "failed" | "canceled";
  /** When it came to that, or was last tried. */
  at: number | null;
  /** When it is tried again. */
  nextAt: number | null;
  attempts: number;
  /** The words of the recipient's server, or of ours. */
  reply: string;
}

/**
 * Hands a stored draft over to leave from its own mailbox; it goes to « Envoyés » in the same breath. Throws as
 * `Jmap.send` does.
 */
export async function submit(
  jmap: Jmap,
  accountId: string,
  draftId: string,
  folders: SendFolders,
): Promise<Sending | { refused: SetError }> {
  const identities = await jmap.send([["Identity/get", { accountId, ids: null }, "identities"]], {
    capability: submissionCapability,
  });
  const identity = answerOf<{ list: { id: string }[] }>(identities, "identities").list[0];
  if (!identity) return { refused: { type: "forbiddenFrom" } };
  const args = {
    accountId,
    create: { sending: { identityId: identity.id, emailId: draftId } },
    onSuccessUpdateEmail: {
      "#sending": { mailboxIds: { [folders.sent]: true }, "keywords/$draft": null },
    },
  };
  const responses = await jmap.send([["EmailSubmission/set", args, "submit"]], {
    capability: submissionCapability,
  });
  const created = readCreated<{ id: string }>(responses, "submit", "sending");
  return isRefused(created) ? created : { accountId, submissionId: created.id, messageId: draftId };
}

/** Calls a sending back; it is a draft again. False when it has left already (RFC 8621 §7.5 cannotUnsend). */
export async function callBack(jmap: Jmap, sending: Sending, folders: SendFolders): Promise<boolean> {
  const args = {
    accountId: sending.accountId,
    update: { [sending.submissionId]: { undoStatus: "canceled" } },
    onSuccessUpdateEmail: {
      [sending.submissionId]: { mailboxIds: { [folders.drafts]: true }, "keywords/$draft": true },
    },
  };
  const responses = await jmap.send([["EmailSubmission/set", args, "undo"]], {
    capability: submissionCapability,
  });
  const { updated } = answerOf<{ updated: Record<string, unknown> | null }>(responses, "undo");
  return updated !== null && sending.submissionId in updated;
}

/** What is known of the way of messages that were sent, by message; nothing for those that were not. */
export async function readDeliveries(
  jmap: Jmap,
  accountId: string,
  messageIds: readonly string[],
): Promise<Map<string, Delivery[]>> {
  const found = { resultOf: "submissions", name: "EmailSubmission/query", path: "/ids" };
  const responses = await jmap.send(
    [
      ["EmailSubmission/query", { accountId, filter: { emailIds: messageIds } }, "submissions"],
      [
        "EmailSubmission/get",
        { accountId, "#ids": found, properties: ["id", "emailId", "undoStatus", "deliveryStatus", "teamDelivery"] },
        "deliveries",
      ],
    ],
    { capability: submissionCapability, unattended: true },
  );
  const { list } = answerOf<{ list: Submission[] }>(responses, "deliveries");
  return new Map(
    list.filter((one) => one.undoStatus !== "canceled").map((one) => [one.emailId, deliveriesOf(one)]),
  );
}

interface Submission {
  emailId: string;
  undoStatus: string;
  /** RFC 8621 §7. */
  deliveryStatus: Record<string, { smtpReply: string }> | null;
  /** Ours: what the queue's own rows know. */
  teamDelivery: Record<
    string,
    { state: Delivery["state"]; at: string | null; nextAt: string | null; attempts: number }
  >;
}

function deliveriesOf({ deliveryStatus, teamDelivery }: Submission): Delivery[] {
  return Object.entries(teamDelivery).map(([email, { state, at, nextAt, attempts }]) => ({
    email,
    state,
    at: at === null ? null : Date.parse(at),
    nextAt: nextAt === null ? null : Date.parse(nextAt),
    attempts,
    reply: deliveryStatus?.[email]?.smtpReply ?? "",
  }));
}
