import type { EmailAddress } from "../data/shapes.ts";

/** Somebody to whom a message goes, as far as what was typed tells. */
export interface Recipient extends EmailAddress {
  /** `form`: this is no address; `refused`: nothing can be sent to it, says the server. */
  fault: null | "form" | "refused";
}

/** A mailbox and a domain with a dot, as trust-space addresses have them (RFC 5321 §4.1.2, without quoted names). */
const address = /^[^\s@<>()[\]\\,;:"]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;

/** Reads what a person typed or pasted: addresses apart by commas, semicolons or lines, each with or without a name. */
export function readRecipients(text: string): Recipient[] {
  return splitList(text).map(readRecipient);
}

export function toRecipient({ name, email }: EmailAddress): Recipient {
  return { name, email, fault: address.test(email) ? null : "form" };
}

/** The same people, each once; the first mention stays. */
export function withoutTwice(recipients: readonly Recipient[]): Recipient[] {
  const seen = new Set<string>();
  return recipients.filter(({ email }) => !seen.has(keyOf(email)) && seen.add(keyOf(email)));
}

/** Under what an address is the same as another: nobody tells two people apart by capitals. */
export function keyOf(email: string): string {
  return email.trim().toLowerCase();
}

function readRecipient(text: string): Recipient {
  const named = /^(.*?)<([^<>]*)>$/.exec(text);
  const email = (named?.[2] ?? text).trim();
  const name = named?.[1]?.trim().replace(/^"(.*)"$/, "$1") ?? "";
  return toRecipient({ name: name === "" ? null : name, email });
}

/** Commas and semicolons inside quotes belong to a name: « "Castaing, Hélène" <h.castaing@…> ». */
function splitList(text: string): string[] {
  const pieces = text.match(/(?:"[^"\n]*"|[^,;\n])+/g) ?? [];
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== "");
}
