import { parseAddress } from "../../formats/addresses/address.ts";
import { asAddresses } from "../../formats/mime/header-forms.ts";
import { allFields } from "../../formats/mime/header.ts";
import type { HeaderBlock } from "../../formats/mime/types.ts";
import type { Submitted } from "../views.ts";

/** The envelope that a client asks for (RFC 8621 §7); without one, the message's own fields decide. */
export interface WantedEnvelope {
  from: string;
  recipients: string[];
}

export interface EnvelopeRules {
  /** Whether mail can go to a domain at all: ours, or one that a route leads to. */
  reaches(domain: string): boolean;
  mostRecipients: number;
}

export interface Recipient {
  /** As it was written: the part before the @ belongs to its operator (RFC 5321 §2.4). */
  address: string;
  domain: string;
}

/** Whoever a reader takes for the author, or would answer to (RFC 5322 §3.6.2, §3.6.6). */
const authorFields = ["from", "sender", "reply-to", "resent-from", "resent-sender"];

/**
 * Who a message goes to. It leaves under the name of its mailbox and no other, in the envelope and in what people see.
 *
 * @param header of the message itself: what lists keep of it has bounds, and what is beyond them would leave unseen
 */
export function readEnvelope(
  header: HeaderBlock,
  mailboxAddress: string,
  wanted: WantedEnvelope | null,
  rules: EnvelopeRules,
): Recipient[] | Exclude<Submitted, { outcome: "submitted" }> {
  const own = parseAddress(mailboxAddress)?.key;
  const isOwn = (address: string) => isBare(address) && parseAddress(address)?.key === own;
  if (readAddresses(header, "from").length === 0) return { outcome: "forbidden-from" };
  if (!authorFields.every((field) => readAddresses(header, field).every(isOwn)))
    return { outcome: "forbidden-from" };
  if (wanted && !isOwn(wanted.from)) return { outcome: "forbidden-from" };
  const recipients = new Map<string, Recipient>();
  const wrong: string[] = [];
  const addressees = () => ["to", "cc", "bcc"].flatMap((field) => readAddresses(header, field));
  for (const written of wanted?.recipients ?? addressees()) {
    const address = parseAddress(written);
    if (!address || !isBare(written) || !rules.reaches(address.domain)) wrong.push(written);
    else recipients.set(address.key, { address: written, domain: address.domain });
  }
  if (wrong.length > 0) return { outcome: "wrong-recipients", recipients: wrong };
  if (recipients.size === 0) return { outcome: "no-recipients" };
  if (recipients.size > rules.mostRecipients)
    return { outcome: "too-many-recipients", most: rules.mostRecipients };
  return [...recipients.values()];
}

/** All that a field says, however often it is written. */
function readAddresses(header: HeaderBlock, field: string): string[] {
  return allFields(header, field).flatMap((raw) => asAddresses(raw).map(({ email }) => email));
}

/** An address and nothing around it: no brackets, no source route, nothing that a command could not hold. */
function isBare(written: string): boolean {
  return /^(?!@)[\x21-\x3b\x3d\x3f-\x7e]+$/.test(written);
}
