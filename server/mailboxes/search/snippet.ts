import type { Term, TextCondition } from "./terms.ts";
import { fold, foldInPlace, isOfWord, longestWord, wordsOf } from "./words.ts";

/** RFC 8621 §5: octets of a preview, marks included. */
const mostBytes = 255;
/** Characters shown before the first match. */
const lead = 40;

/** Characters looked at together, for where a match may begin, and for where it is. */
const piece = 160;
const fewWords = 24;

/** A place in the text as written. */
interface Mark {
  start: number;
  end: number;
}

/** A run of letters. */
interface Run extends Mark {
  text: string;
}

/** A text with what was looked for between `<mark>` and `</mark>`, the rest escaped for HTML; null when nothing is met. */
export function markAll(text: string, conditions: readonly TextCondition[]): string | null {
  const terms = conditions.flatMap((one) => one.terms);
  const met = findMarks(text, 0, text.length, terms);
  return met.length > 0 ? write(text, met, 0, text.length) : null;
}

/** The place of the first match in a text of one line, marked likewise, at most 255 octets (RFC 8621 §5). */
export function markPlace(line: string, conditions: readonly TextCondition[]): string | null {
  const terms = conditions.flatMap((one) => one.terms);
  const reach = terms.some(({ kind }) => kind === "phrase") ? 3 * mostBytes : mostBytes;
  // To take a text apart costs far more than to fold it: that is done where a match may begin, as far as one is shown.
  for (let at = 0, next = 0; at < line.length; at = next) {
    next = afterSpace(line, at + piece);
    if (!mayMeet(line.slice(at, next), terms)) continue;
    const met = findMarks(line, at, afterSpace(line, next + reach), terms);
    const [first] = met;
    if (first && first.start < next) return cutAround(line, met, first);
  }
  return null;
}

/** A piece whose marked form fits, and hardly another word; a match that is too long alone leaves nothing to show. */
function cutAround(line: string, met: readonly Mark[], first: Mark): string | null {
  const from = beginning(line, first.start);
  for (let end = Math.min(line.length, from + mostBytes); end >= first.end;) {
    const marked = write(line, met, from, end);
    const excess = Buffer.byteLength(marked) - mostBytes;
    if (excess <= 0 && marked.isWellFormed()) return marked;
    // A character is one octet at least.
    end = shorter(line, Math.max(end - Math.max(0, excess - 1), Math.min(end, first.end + 1)));
  }
  return null;
}

/** Some words before a match. */
function beginning(line: string, match: number): number {
  if (match <= lead) return 0;
  const space = line.indexOf(" ", match - lead);
  return space < 0 || space >= match ? match : space + 1;
}

/** Behind the first space at or after a place, or the end. */
function afterSpace(line: string, place: number): number {
  const space = line.indexOf(" ", place);
  return space < 0 ? line.length : space + 1;
}

/** Where the text may end next: before its last word when that is near, else a character earlier. */
function shorter(line: string, end: number): number {
  const space = line.lastIndexOf(" ", end - 1);
  return space > end - lead ? space : end - 1;
}

/** Whether a text holds the letters of any of these terms: whatever meets one does. */
function mayMeet(text: string, terms: readonly Term[]): boolean {
  const folded = fold(text);
  return terms.some((term) => folded.includes(term.kind === "phrase" ? (term.words[0] ?? "") : term.word));
}

/** The runs between two places, where no word is cut, that meet a term. */
function findMarks(line: string, from: number, to: number, terms: readonly Term[]): readonly Mark[] {
  return findInPlace(line.slice(from, to), from, terms) ?? findInRuns(line, from, to, terms);
}

/** By the letters alone: what most texts and searches allow, at a small part of the cost. Null where they do not. */
function findInPlace(text: string, from: number, terms: readonly Term[]): Mark[] | null {
  if (!terms.every(isPlain)) return null;
  const folded = foldInPlace(text);
  if (folded === null) return null;
  const met = new Map<number, Mark>();
  for (const { kind, word } of terms)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      if (at > 0 && isOfWord(folded, at - 1)) continue;
      let end = at + word.length;
      while (end < folded.length && isOfWord(folded, end)) end++;
      if (kind === "start" || end === at + word.length) met.set(at, { start: from + at, end: from + end });
    }
  return [...met.values()].toSorted((one, other) => one.start - other.start);
}

/** A word, or its beginning, shorter than those that are cut. */
function isPlain(term: Term): term is Exclude<Term, { kind: "phrase" }> {
  return term.kind !== "phrase" && term.word.length < longestWord;
}

/** Run by run: phrases, and letters whose fold is shorter or longer than they are. */
function findInRuns(line: string, from: number, to: number, terms: readonly Term[]): Mark[] {
  const phrase = terms.some(({ kind }) => kind === "phrase");
  const met: Run[] = [];
  // A phrase goes on over its runs; where there is none, few words at a time are looked at.
  for (let at = from, next = to; at < to; at = next) {
    next = phrase ? to : Math.min(to, afterSpace(line, at + fewWords));
    const text = line.slice(at, next);
    if (!mayMeet(text, terms)) continue;
    const runs = runsOf(text, at);
    const marked = new Set(terms.flatMap((term) => meet(runs, term)));
    met.push(...runs.filter((run) => marked.has(run)));
  }
  return met;
}

/** ASCII looked at first: the tables of Unicode cost ten times as much. */
const letters = /(?:[A-Za-z0-9]|(?![\0-\x7f])[\p{L}\p{N}\p{M}\p{Cf}])+/gu;

function runsOf(text: string, from: number): Run[] {
  const runs: Run[] = [];
  for (const { index, 0: run } of text.matchAll(letters))
    runs.push({ start: from + index, end: from + index + run.length, text: run });
  return runs;
}

function meet(runs: readonly Run[], term: Term): Run[] {
  if (term.kind !== "phrase") {
    const isMet = (word: string) => (term.kind === "start" ? word.startsWith(term.word) : word === term.word);
    return runs.filter((run) => wordsOf(run.text).some(isMet));
  }
  const words = runs.flatMap((run) => wordsOf(run.text).map((word) => ({ word, run })));
  return words.flatMap((_, at) =>
    term.words.every((word, place) => words[at + place]?.word === word)
      ? words.slice(at, at + term.words.length).map(({ run }) => run)
      : [],
  );
}

function write(text: string, met: readonly Mark[], from: number, to: number): string {
  let written = "";
  let at = from;
  for (const { start, end } of met) {
    if (start < from || end > to) continue;
    written += `${escape(text.slice(at, start))}<mark>${escape(text.slice(start, end))}</mark>`;
    at = end;
  }
  return written + escape(text.slice(at, to));
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
