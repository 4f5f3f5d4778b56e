import type { OpenMailbox } from "../../contracts/sign-in.ts";
import { askSource, type Attached, attachedOf, readSource, type SourceMessage } from "../data/drafts.ts";
import type { Jmap } from "../data/jmap.ts";
import type { EmailAddress } from "../data/shapes.ts";
import type { Writing } from "../data/writing.ts";
import type { ComposeWords } from "../words/compose-fr.ts";
import { audienceOf, bareSubject, threadingOf } from "./answer.ts";
import { plainTextOf } from "./plain-text.ts";
import { quoteAnswer, quoteForward, splitTexts, textOf } from "./quote.ts";

/** A message as the writing of it begins. */
export interface Beginning {
  draftId: string | null;
  to: readonly EmailAddress[];
  cc: readonly EmailAddress[];
  bcc: readonly EmailAddress[];
  subject: string;
  text: string;
  quoted: string;
  attachments: readonly Attached[];
  inReplyTo: readonly string[] | null;
  references: readonly string[] | null;
  /** What is marked as answered or passed on once this has left. */
  marks: { messageId: string; keyword: "$answered" | "$forwarded" } | null;
}

const empty: Beginning = {
  draftId: null,
  to: [],
  cc: [],
  bcc: [],
  subject: "",
  text: "",
  quoted: "",
  attachments: [],
  inReplyTo: null,
  references: null,
  marks: null,
};

/** The first state of what the person set out to write; null when its message is no more. Throws as `Jmap.send`. */
export async function begin(
  jmap: Jmap,
  writing: Writing,
  mailbox: OpenMailbox,
  words: ComposeWords,
  formatDate: (rfc3339: string) => string,
): Promise<Beginning | null> {
  if (writing.kind === "new") return empty;
  const source = readSource(await jmap.send([askSource(writing.accountId, writing.messageId)]));
  if (!source) return null;
  if (writing.kind === "draft") return resume(source);
  const when = formatDate(source.receivedAt);
  if (writing.kind === "forward") return passOn(source, when, words);
  return answer(source, when, words, mailbox.address, writing.kind === "reply-all");
}

function answer(
  source: SourceMessage,
  when: string,
  words: ComposeWords,
  own: string,
  isToAll: boolean,
): Beginning {
  return {
    ...empty,
    ...audienceOf(source, own, isToAll),
    ...threadingOf(source),
    subject: words.replySubject(bareSubject(source.subject)),
    quoted: quoteAnswer(textOf(source, plainTextOf), inWords(source.from), when, words.quote),
    marks: { messageId: source.id, keyword: "$answered" },
  };
}

function passOn(source: SourceMessage, when: string, words: ComposeWords): Beginning {
  const subject = bareSubject(source.subject);
  const facts = { who: inWords(source.from), when, subject, whom: inWords(source.to) };
  return {
    ...empty,
    references: threadingOf(source).references,
    subject: words.forwardSubject(subject),
    quoted: quoteForward(textOf(source, plainTextOf), facts, words.quote),
    attachments: source.attachments.flatMap(attachedOf),
    marks: { messageId: source.id, keyword: "$forwarded" },
  };
}

function resume(source: SourceMessage): Beginning {
  const { own, quoted } = splitTexts(textOf(source, plainTextOf));
  return {
    draftId: source.id,
    to: source.to ?? [],
    cc: source.cc ?? [],
    bcc: source.bcc ?? [],
    subject: source.subject ?? "",
    text: own.trimEnd(),
    quoted,
    attachments: source.attachments.flatMap(attachedOf),
    inReplyTo: source.inReplyTo,
    references: source.references,
    marks: null,
  };
}

function inWords(list: readonly EmailAddress[] | null): string {
  return (list ?? []).map(({ name, email }) => (name ? `${name} <${email}>` : email)).join(", ");
}
