import { parseAddress } from "../../formats/addresses/address.ts";
import type { EmailAddress } from "../../formats/mime/address-list.ts";
import type { Envelope } from "../../formats/mime/envelope.ts";
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

/**
 * Who a message goes to. It leaves under the name of its mailbox and no other, in the envelope and in what people see.
 */
export function readEnvelope(
  message: Envelope,
  mailboxAddress: string,
  wanted: WantedEnvelope | null,
  rules: EnvelopeRules,
): Recipient[] | Exclude<Submitted, { outcome: "submitted" }> {
  const own = parseAddress(mailboxAddress)?.key;
  const isOwn = (address: string) => parseAddress(address)?.key === own;
  const from = message.from ?? [];
  const senders = message.sender ?? [];
  if (from.length === 0 || ![...from, ...senders].every(({ email }) => isOwn(email)))
    return { outcome: "forbidden-from" };
  if (wanted && !isOwn(wanted.from)) return { outcome: "forbidden-from" };
  const recipients = new Map<string, Recipient>();
  const wrong: string[] = [];
  for (const written of wanted?.recipients ?? addressees(message)) {
    const address = parseAddress(written);
    const isPlain = !/[^\x21-\x7e]/.test(written);
    if (!address || !isPlain || !rules.reaches(address.domain)) wrong.push(written);
    else recipients.set(address.key, { address: written, domain: address.domain });
  }
  if (wrong.length > 0) return { outcome: "wrong-recipients", recipients: wrong };
  if (recipients.size === 0) return { outcome: "no-recipients" };
  if (recipients.size > rules.mostRecipients)
    return { outcome: "too-many-recipients", most: rules.mostRecipients };
  return [...recipients.values()];
}

function addressees({ to, cc, bcc }: Envelope): string[] {
  const all: EmailAddress[] = [...(to ?? []), ...(cc ?? []), ...(bcc ?? [])];
  return all.map(({ email }) => email);
}
