import type { EmailAddress } from "../../formats/mime/address-list.ts";
import type { Envelope } from "../../formats/mime/envelope.ts";

/** Bounds of what a list row holds: a megabyte of recipients must not come along each time a folder is opened. */
const most = { addresses: 500, ids: 200, text: 1000 };

/**
 * The envelope as the store keeps it. Beyond the bounds only the bytes of the message know the rest: JMAP's `header:`
 * forms read it there.
 */
export function boundEnvelope(envelope: Envelope): Envelope {
  const { from, sender, replyTo, to, cc, bcc, messageId, inReplyTo, references, subject, sentAt } = envelope;
  return {
    from: addresses(from),
    sender: addresses(sender),
    replyTo: addresses(replyTo),
    to: addresses(to),
    cc: addresses(cc),
    bcc: addresses(bcc),
    messageId: ids(messageId),
    inReplyTo: ids(inReplyTo),
    references: ids(references),
    subject: subject && cut(subject),
    sentAt,
  };
}

function addresses(list: EmailAddress[] | null): EmailAddress[] | null {
  return (
    list &&
    list.slice(0, most.addresses).map(({ name, email }) => ({ name: name && cut(name), email: cut(email) }))
  );
}

function ids(list: string[] | null): string[] | null {
  return list && list.slice(-most.ids).map(cut);
}

function cut(text: string): string {
  return text.length <= most.text ? text : text.slice(0, most.text).toWellFormed();
}
