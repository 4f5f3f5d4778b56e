import type { SMTPServerAddress } from "smtp-server";
import type { MailboxesDoor } from "../../mailboxes/door.ts";
import type { Conversation } from "./conversation.ts";
import { declaredSize, isAscii } from "./mail-from.ts";
import type { RefusalName } from "./replies.ts";

export interface RecipientLimits {
  hostname: string;
  recipientsLimit: number;
  unknownRecipientsLimit: number;
}

/** RCPT TO (RFC 5321 §4.1.1.3): one mailbox more for the running transaction, once however often it is named. */
export async function addRecipient(
  conversation: Conversation,
  recipient: SMTPServerAddress,
  mailboxes: Pick<MailboxesDoor, "findRecipient">,
  limits: RecipientLimits,
): Promise<RefusalName | null> {
  if (recipient.args) return "parameter-unknown";
  if (!isAscii(recipient.address)) return "address-not-ascii";
  if (conversation.recipients.size >= limits.recipientsLimit) return "too-many-recipients";
  // RFC 5321 §4.5.1: "postmaster" alone is the postmaster of this host.
  const address = recipient.address.includes("@") ? recipient.address : `postmaster@${limits.hostname}`;
  const found = await mailboxes.findRecipient(address, declaredSize(conversation.session.envelope.mailFrom));
  if (found.outcome === "full") return "mailbox-full";
  if (found.outcome === "closed") return "mailbox-closed";
  if (found.outcome === "unknown") return countUnknown(conversation, limits.unknownRecipientsLimit);
  if (conversation.recipients.has(found.mailboxId)) return null;
  conversation.recipients.set(found.mailboxId, found.address);
  return null;
}

/** Who tries address after address is harvesting them. */
function countUnknown(conversation: Conversation, limit: number): RefusalName {
  conversation.unknownRecipients++;
  return conversation.unknownRecipients > limit ? "too-many-unknown" : "mailbox-unknown";
}
