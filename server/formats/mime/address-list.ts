import addressparser from "nodemailer/lib/addressparser";
import { decodeEncodedWords } from "./encoded-words.ts";
import { stripComments } from "./header-text.ts";

/** RFC 8621 §4.1.2.3. `email` is what was written, even when it is no address. */
export interface EmailAddress {
  name: string | null;
  email: string;
}

/** RFC 8621 §4.1.2.4: a group, or (name null) addresses between groups. */
export interface EmailAddressGroup {
  name: string | null;
  addresses: EmailAddress[];
}

/** Stand for encoded words while a list is taken apart: a "," or an "@" inside a word separates nothing. */
const before = "\ue000";
const after = "\ue001";
const marks = /[\ue000\ue001]/g;
const encodedWord = /=\?[^?\s]{1,128}\?[bq]\?[^?\s]*\?=/gi;

/**
 * Takes an address list apart (RFC 5322 §3.4, obsolete forms and slips of the wild included); encoded words are
 * decoded only then, so that nothing inside a name can pass for an address.
 */
export function parseAddressGroups(text: string): EmailAddressGroup[] {
  const words: string[] = [];
  const marked = joinObsolete(text.replace(marks, "")).replace(encodedWord, (word) => {
    words.push(word);
    return `${before}${words.length - 1}${after}`;
  });
  const restore = (part: string) =>
    part.replace(/\ue000(\d+)\ue001/g, (_, index: string) => words[Number(index)] ?? "");
  const groups: EmailAddressGroup[] = [];
  let loose: EmailAddress[] | null = null;
  for (const entry of addressparser(marked)) {
    if (entry.group) {
      loose = null;
      const addresses = entry.group.flatMap((one) => readEntry(one.name, one.address ?? "", restore));
      groups.push({ name: displayName(restore(entry.name)), addresses });
      continue;
    }
    const addresses = readEntry(entry.name, entry.address, restore);
    if (!loose && addresses.length > 0) groups.push({ name: null, addresses: (loose = []) });
    loose?.push(...addresses);
  }
  return groups;
}

/** RFC 5322 §4.4 let comments and blanks stand around the dots of an address; the library reads them as its end. */
function joinObsolete(text: string): string {
  return text.replace(/<[^<>"]*>/g, (route) =>
    stripComments(route)
      .replace(/\s+/g, " ")
      .replace(/ ?([.@]) ?/g, "$1"),
  );
}

/** One entry of a list; none when nothing was written. */
function readEntry(name: string, address: string, restore: (part: string) => string): EmailAddress[] {
  const display = displayName(restore(name));
  const email = restore(address);
  if (email !== "") return [{ name: display, email }];
  // A name alone: nobody can be reached there, but what was written is shown (RFC 8621 §4.1.2.3)
  return display === null ? [] : [{ name: null, email: display }];
}

/** A phrase: blanks folded, encoded words decoded; null when nothing remains. */
function displayName(phrase: string): string | null {
  const name = decodeEncodedWords(phrase.replace(/\s+/g, " ").trim(), true);
  return name.normalize("NFC").trim() || null;
}
