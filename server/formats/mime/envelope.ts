import type { EmailAddress } from "./address-list.ts";
import { asAddresses, asDate, asMessageIds, asText } from "./header-forms.ts";
import { lastField } from "./header.ts";
import type { HeaderBlock } from "./types.ts";

/** The fields that lists and conversations are made of, in JMAP's shapes; null where the field is absent. */
export interface Envelope {
  subject: string | null;
  from: EmailAddress[] | null;
  sender: EmailAddress[] | null;
  replyTo: EmailAddress[] | null;
  to: EmailAddress[] | null;
  cc: EmailAddress[] | null;
  bcc: EmailAddress[] | null;
  messageId: string[] | null;
  inReplyTo: string[] | null;
  references: string[] | null;
  /** With the offset it was written with. */
  sentAt: string | null;
}

/** Reads a message's own fields (RFC 8621 §4.1.3): of a field written twice, the last. */
export function readEnvelope(header: HeaderBlock): Envelope {
  function read<T>(name: string, form: (raw: Uint8Array) => T): T | null {
    const raw = lastField(header, name);
    return raw && form(raw);
  }
  return {
    subject: read("subject", asText),
    from: read("from", asAddresses),
    sender: read("sender", asAddresses),
    replyTo: read("reply-to", asAddresses),
    to: read("to", asAddresses),
    cc: read("cc", asAddresses),
    bcc: read("bcc", asAddresses),
    messageId: read("message-id", asMessageIds),
    inReplyTo: read("in-reply-to", asMessageIds),
    references: read("references", asMessageIds),
    sentAt: read("date", asDate),
  };
}
