import { createHash } from "node:crypto";
import type { MailboxView } from "../../mailboxes/views.ts";

/** Under which name a mailbox writes (RFC 8621 §6): one, its own, for those who may write there. */
export function identitiesOf(mailbox: MailboxView) {
  if (mailbox.right === "reader") return [];
  return [
    {
      id: identityId(mailbox.id),
      name: mailbox.name,
      email: mailbox.address,
      replyTo: null,
      bcc: null,
      textSignature: "",
      htmlSignature: "",
      mayDelete: false,
    },
  ];
}

export function identityId(mailboxId: string): string {
  return `i${mailboxId}`;
}

/** Moves when the mailbox is renamed, or when the person's right becomes another. */
export function identityState(mailbox: MailboxView): string {
  const all = JSON.stringify(identitiesOf(mailbox));
  return createHash("sha256").update(all).digest("base64url").slice(0, 16);
}
