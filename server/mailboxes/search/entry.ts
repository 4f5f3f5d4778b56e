import type { EmailAddress } from "../../formats/mime/address-list.ts";
import { bodyLists } from "../../formats/mime/body-lists.ts";
import type { Envelope } from "../../formats/mime/envelope.ts";
import type { MimePart } from "../../formats/mime/types.ts";
import type { Field } from "./terms.ts";
import { startsOf, wordsOf } from "./words.ts";

/** What the index is told of one message: per field its words in their order, and the beginnings of some of them. */
export type Entry = Record<Field, { words: string[]; starts: string[] }>;

/** Bounds of one entry, so that no message makes the index much longer than a long letter does. */
const most = { words: 25_000, wordsWithStarts: 3_000 };

/** Builds the entry of a message from its row and its text. */
export function makeEntry(envelope: Envelope, structure: MimePart, text: string): Entry {
  const { from, to, cc, bcc, subject } = envelope;
  return {
    subject: read(subject ?? ""),
    sender: read(addressesText(from)),
    recipients: read(addressesText([...(to ?? []), ...(cc ?? []), ...(bcc ?? [])])),
    body: read(
      `${text}\n${bodyLists(structure)
        .attachments.map(({ name }) => name ?? "")
        .join("\n")}`,
    ),
  };
}

/** Names and addresses as one searches them. */
export function addressesText(addresses: readonly EmailAddress[] | null): string {
  return (addresses ?? []).map(({ name, email }) => `${name ?? ""} ${email}`).join("\n");
}

function read(text: string): { words: string[]; starts: string[] } {
  const words = wordsOf(text).slice(0, most.words);
  return { words, starts: [...startsOf([...new Set(words)].slice(0, most.wordsWithStarts))] };
}
