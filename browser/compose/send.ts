import type { SetError } from "../data/drafts.ts";
import { isRefused } from "../data/drafts.ts";
import { type Jmap, NetworkLost } from "../data/jmap.ts";
import { type SendFolders, type Sending, submit } from "../data/sendings.ts";
import type { ComposeWords } from "../words/compose-fr.ts";
import type { RecipientField, WrittenMessage } from "./message.ts";
import { keyOf, type Recipient } from "./recipients.ts";

/** Why a message did not leave, and where the person can see to it. */
export interface Problem {
  where: RecipientField | "files" | "foot";
  text: string;
}

export const recipientFields: readonly RecipientField[] = ["to", "cc", "bcc"];

/** What the page itself can tell before it sends; null when nothing stands in the way. `most` in octets, in words. */
export function checkMessage(
  message: WrittenMessage,
  most: number,
  mostText: string,
  words: ComposeWords,
): Problem | null {
  for (const where of recipientFields) {
    const text = faultOf(message.recipients[where].peek(), words);
    if (text) return { where, text };
  }
  if (recipientFields.every((field) => message.recipients[field].peek().length === 0))
    return { where: "to", text: words.noRecipient };
  const files = message.files.list.peek();
  if (files.some(({ fault }) => fault !== null)) return { where: "files", text: words.failedFiles };
  if (files.some(({ attached }) => attached === null)) return { where: "files", text: words.stillUploading };
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return most > 0 && size > most ? { where: "files", text: words.tooMuch(mostText) } : null;
}

/** The sentence for the first recipient to whom nothing can go; null when there is none. */
export function faultOf(recipients: readonly Recipient[], words: ComposeWords): string | null {
  const bad = recipients.find(({ fault }) => fault !== null);
  if (!bad) return null;
  return bad.fault === "form"
    ? words.badForm(bad.email || bad.name || "")
    : words.refused(domainOf(bad.email));
}

/** Stores what is not stored yet, then hands the message over to leave. */
export async function sendMessage(
  jmap: Jmap,
  message: WrittenMessage,
  folders: SendFolders,
  words: ComposeWords,
  formatSize: (octets: number) => string,
): Promise<Sending | Problem> {
  const { accountId } = message.mailbox;
  // A reply to be sent as it is, and a text that the last store did not take, are stored first.
  if (message.saver.draftId() === null) message.touch();
  const isStored = await message.saver.flush();
  const draftId = message.saver.draftId();
  if (!isStored || draftId === null) return { where: "foot", text: unstored(message, words) };
  try {
    const outcome = await submit(jmap, accountId, draftId, folders);
    if (!isRefused(outcome)) return outcome;
    return problemOf(outcome.refused, message, words, formatSize);
  } catch (error) {
    return {
      where: "foot",
      text: error instanceof NetworkLost ? words.notSent.network : words.notSent.other,
    };
  }
}

export function isProblem(outcome: Sending | Problem): outcome is Problem {
  return "where" in outcome;
}

function unstored(message: WrittenMessage, words: ComposeWords): string {
  const kind = message.saved.peek().kind;
  if (kind === "lost") return words.notSent.network;
  return kind === "full" ? words.saveFull : words.saveFailed;
}

/** RFC 8621 §7.5: the SetErrors of EmailSubmission/set, each with its sentence. */
function problemOf(
  error: SetError,
  message: WrittenMessage,
  words: ComposeWords,
  formatSize: (octets: number) => string,
): Problem {
  const { notSent } = words;
  switch (error.type) {
    case "invalidRecipients":
      return markRefused(message, error.invalidRecipients ?? [], words);
    case "noRecipients":
      return { where: "to", text: words.noRecipient };
    case "tooManyRecipients":
      return { where: "to", text: notSent.tooMany };
    case "tooLarge":
      return { where: "files", text: notSent.tooLarge(error.maxSize ? formatSize(error.maxSize) : "") };
    case "alreadyExists":
      return { where: "foot", text: notSent.already };
    case "rateLimit":
      return { where: "foot", text: notSent.tooFast };
    case "forbidden":
    case "forbiddenFrom":
    case "forbiddenMailFrom":
    case "forbiddenToSend":
      return { where: "foot", text: notSent.forbidden };
    default:
      return { where: "foot", text: notSent.other };
  }
}

/** Marks the recipients that the server refuses, and points at the first of them. */
function markRefused(message: WrittenMessage, addresses: readonly string[], words: ComposeWords): Problem {
  const refused = new Set(addresses.map(keyOf));
  let first: Problem | null = null;
  for (const where of recipientFields) {
    const field = message.recipients[where];
    field.value = field.value.map((one) =>
      refused.has(keyOf(one.email)) ? { ...one, fault: "refused" } : one,
    );
    const text = faultOf(field.value, words);
    first ??= text === null ? null : { where, text };
  }
  return first ?? { where: "foot", text: words.notSent.recipients };
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1);
}
