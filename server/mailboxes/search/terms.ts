import { wordsOf } from "./words.ts";

/** The parts of a message that can be searched apart; `body` is its text and the names of what is attached. */
export type Field = "subject" | "sender" | "recipients" | "body";
export const fields: readonly Field[] = ["subject", "sender", "recipients", "body"];

/** Something to be met: a word, any word that begins so, or words one after the other. */
export type Term =
  | { kind: "word"; word: string }
  | { kind: "start"; word: string }
  | { kind: "phrase"; words: string[] };

/** All of these terms, in one field or, when null, in any (each where it may be). */
export interface TextCondition {
  field: Field | null;
  terms: Term[];
}

/** The most terms that one text is read as; the rest of a page pasted into the search is passed over. */
const mostTerms = 24;

/**
 * Reads what a person typed: words that must all be met, "words between quotes" or « between guillemets » that follow
 * one another, and a last word that may go on (RFC 8621 §4.4.1 leaves the matching of text to the server).
 */
export function readTerms(typed: string): Term[] {
  const terms: Term[] = [];
  for (const [, inStraight, inGuillemets, inCurly, plain = ""] of typed.matchAll(
    /"([^"]*)"|«([^»]*)»|“([^”]*)”|([^"«“]+|["«“])/g,
  )) {
    const quoted = inStraight ?? inGuillemets ?? inCurly;
    const words = wordsOf(quoted ?? plain);
    if (quoted === undefined) terms.push(...words.map((word): Term => ({ kind: "word", word })));
    else if (words.length > 1) terms.push({ kind: "phrase", words: words.slice(0, mostTerms) });
    else terms.push(...words.map((word): Term => ({ kind: "word", word })));
  }
  const last = terms.at(-1);
  const isQuoted = /["»”]\s*$/.test(typed);
  if (last?.kind === "word" && !isQuoted) terms.splice(-1, 1, { kind: "start", word: last.word });
  return terms.slice(0, mostTerms);
}
