import type { SourceMessage } from "../data/drafts.ts";
import { foldQuotedText } from "../mailbox/quoted-text.ts";

/** The words around what is quoted. */
export interface QuoteWords {
  /** The line before a quotation; it must keep a form that `foldQuotedText` knows. */
  wrote: (who: string, when: string) => string;
  forwarded: string;
  forwardedFrom: (who: string) => string;
  forwardedDate: (when: string) => string;
  forwardedSubject: (subject: string) => string;
  forwardedTo: (whom: string) => string;
}

/** A text as an answer quotes it: `>` before each line (RFC 3676 §4.5), under a line that says who wrote it, when. */
export function quoteAnswer(text: string, who: string, when: string, words: QuoteWords): string {
  const lines = text.replace(/\r\n?/g, "\n").trimEnd().split("\n");
  const quoted = lines.map((line) => (line === "" || line.startsWith(">") ? `>${line}` : `> ${line}`));
  return [words.wrote(who, when), ...quoted].join("\n");
}

/** A text as it is passed on: whole, under the lines that say where it comes from. */
export function quoteForward(
  text: string,
  facts: { who: string; when: string; subject: string; whom: string },
  words: QuoteWords,
): string {
  const head = [
    words.forwarded,
    words.forwardedFrom(facts.who),
    words.forwardedDate(facts.when),
    words.forwardedSubject(facts.subject),
    words.forwardedTo(facts.whom),
  ];
  return `${head.join("\n")}\n\n${text.replace(/\r\n?/g, "\n").trim()}`;
}

/** The text of a message to send: one's own words, then what they answer. */
export function joinTexts(own: string, quoted: string): string {
  return quoted === "" ? own : `${own.trimEnd()}\n\n${quoted}\n`;
}

/** Takes the text of a draft apart again. */
export function splitTexts(text: string): { own: string; quoted: string } {
  const clean = text.replace(/\r\n?/g, "\n");
  // A draft that holds nothing but its quotation has no words of its own yet.
  const { own, quoted } = foldQuotedText(clean.startsWith("\n") ? `\u200b${clean}` : clean);
  return { own: own.replace(/^\u200b/, "").replace(/^\n+$/, ""), quoted };
}

/** The plain text of a message; `plain` makes text of HTML. */
export function textOf(source: SourceMessage, plain: (html: string) => string): string {
  const values = source.textBody.flatMap((part) => {
    const value = part.partId === null ? undefined : source.bodyValues[part.partId]?.value;
    if (value === undefined) return [];
    return [part.type === "text/html" ? plain(value) : value];
  });
  return values.join("\n\n");
}
