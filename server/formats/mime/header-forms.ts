import { parseAddressGroups, type EmailAddress, type EmailAddressGroup } from "./address-list.ts";
import { parseDate } from "./date.ts";
import { decodeEncodedWords } from "./encoded-words.ts";
import { asBuffer } from "./header.ts";
import { bracketed, fieldText, stripComments } from "./header-text.ts";

/** The forms under which a header field can be asked for (RFC 8621 §4.1.2). */
export type HeaderForm =
  | "asRaw"
  | "asText"
  | "asAddresses"
  | "asGroupedAddresses"
  | "asMessageIds"
  | "asDate"
  | "asURLs";

/** The value as it stands, folds included; bytes that are no UTF-8 are replaced, NUL goes (§4.1.2.1). */
export function asRaw(raw: Uint8Array): string {
  return asBuffer(raw).toString("utf8").replaceAll("\0", "");
}

/** The value as a person reads it: unfolded, encoded words decoded, NFC (§4.1.2.2). */
export function asText(raw: Uint8Array): string {
  return decodeEncodedWords(fieldText(raw).replace(/^[ \t]+/, ""), true).normalize("NFC");
}

/** The addresses, groups opened (§4.1.2.3). */
export function asAddresses(raw: Uint8Array): EmailAddress[] {
  return asGroupedAddresses(raw).flatMap((group) => group.addresses);
}

/** The addresses in their groups (§4.1.2.4). */
export function asGroupedAddresses(raw: Uint8Array): EmailAddressGroup[] {
  return parseAddressGroups(fieldText(raw));
}

/** The message ids without their brackets (§4.1.2.5); ids written without any are taken too. Null when none. */
export function asMessageIds(raw: Uint8Array): string[] | null {
  const text = fieldText(raw);
  const ids = bracketed(text).map((id) => stripComments(id).replace(/\s+/g, ""));
  const found =
    ids.length > 0
      ? ids
      : stripComments(text)
          .split(/[\s,;<>]+/)
          .filter((id) => id.includes("@"));
  const written = found.filter((id) => id !== "");
  return written.length > 0 ? written : null;
}

/** The date with the offset it was written with (§4.1.2.6, RFC 8620 §1.4). Null when it says none. */
export function asDate(raw: Uint8Array): string | null {
  return parseDate(fieldText(raw));
}

/** The URLs of a list field (§4.1.2.7, RFC 2369 §2). Null when none. */
export function asURLs(raw: Uint8Array): string[] | null {
  const urls = bracketed(fieldText(raw)).map((url) => url.replace(/\s+/g, ""));
  return urls.some((url) => url !== "") ? urls.filter((url) => url !== "") : null;
}

const addressForms: HeaderForm[] = ["asAddresses", "asGroupedAddresses"];

/** The forms, beside asRaw, of the fields that RFC 5322 and RFC 2369 define (RFC 8621 §4.1.2.1–4.1.2.7). */
const formsOf: Record<string, HeaderForm[]> = {
  subject: ["asText"],
  comments: ["asText"],
  keywords: ["asText"],
  from: addressForms,
  sender: addressForms,
  "reply-to": addressForms,
  to: addressForms,
  cc: addressForms,
  bcc: addressForms,
  "resent-from": addressForms,
  "resent-sender": addressForms,
  "resent-reply-to": addressForms,
  "resent-to": addressForms,
  "resent-cc": addressForms,
  "resent-bcc": addressForms,
  "message-id": ["asMessageIds"],
  "in-reply-to": ["asMessageIds"],
  references: ["asMessageIds"],
  "resent-message-id": ["asMessageIds"],
  date: ["asDate"],
  "resent-date": ["asDate"],
  "list-help": ["asURLs"],
  "list-unsubscribe": ["asURLs"],
  "list-subscribe": ["asURLs"],
  "list-post": ["asURLs"],
  "list-owner": ["asURLs"],
  "list-archive": ["asURLs"],
  "return-path": [],
  received: [],
};

/** Whether a field may be asked for in a form; fields defined elsewhere may in all of them. */
export function formAllowed(headerName: string, form: HeaderForm): boolean {
  const name = headerName.toLowerCase();
  if (form === "asRaw" || !Object.hasOwn(formsOf, name)) return true;
  return formsOf[name]!.includes(form);
}
