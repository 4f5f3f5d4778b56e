import type { EmailAddress } from "../../formats/mime/address-list.ts";
import type { Envelope } from "../../formats/mime/envelope.ts";
import type { MimePart } from "../../formats/mime/types.ts";

/**
 * Bounds of what a list row holds: a megabyte of recipients, or of names of parts, must not come along each time a
 * folder is opened. Counts, and characters: of one text, of a whole envelope, of all that parts say of themselves.
 */
const most = { addresses: 500, ids: 200, text: 1000, envelope: 40_000, parts: 40_000 };

/** Gives as much of a text as fits, and null once nothing does. */
type Purse = (text: string) => string | null;

function openPurse(characters: number): Purse {
  let left = characters;
  return (text) => {
    if (left <= 0) return null;
    const length = Math.min(text.length, most.text, left);
    left -= length;
    return length === text.length ? text : text.slice(0, length).toWellFormed();
  };
}

/**
 * The envelope as the store keeps it. Beyond the bounds only the bytes of the message know the rest: JMAP's `header:`
 * forms read it there.
 */
export function boundEnvelope(envelope: Envelope): Envelope {
  const take = openPurse(most.envelope);
  const addresses = (list: EmailAddress[] | null) => list && takeAddresses(list, take);
  const ids = (list: string[] | null) => list && list.slice(-most.ids).flatMap((id) => take(id) ?? []);
  // What is shown and what joins conversations first; a crowd of recipients gets what is left.
  return {
    subject: envelope.subject && take(envelope.subject),
    from: addresses(envelope.from),
    sender: addresses(envelope.sender),
    replyTo: addresses(envelope.replyTo),
    messageId: ids(envelope.messageId),
    inReplyTo: ids(envelope.inReplyTo),
    references: ids(envelope.references),
    to: addresses(envelope.to),
    cc: addresses(envelope.cc),
    bcc: addresses(envelope.bcc),
    sentAt: envelope.sentAt,
  };
}

function takeAddresses(list: EmailAddress[], take: Purse): EmailAddress[] {
  return list.slice(0, most.addresses).flatMap(({ name, email }) => {
    const kept = take(email);
    return kept === null ? [] : [{ name: name && take(name), email: kept }];
  });
}

/** The structure as the store keeps it: each part stays where it stands, what the last of many say of themselves goes. */
export function boundStructure(root: MimePart): MimePart {
  const take = openPurse(most.parts);
  const bound = (part: MimePart): MimePart => ({
    ...part,
    name: part.name && take(part.name),
    cid: part.cid && take(part.cid),
    location: part.location && take(part.location),
    language: part.language && part.language.flatMap((tag) => take(tag) ?? []),
    parts: part.parts.map(bound),
  });
  return bound(root);
}
