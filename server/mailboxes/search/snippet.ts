import type { Term, TextCondition } from "./terms.ts";
import { wordsOf } from "./words.ts";

/** RFC 8621 §5: octets of a preview, marks included. */
const mostBytes = 255;
/** Characters shown before the first match. */
const lead = 40;

/** A run of letters where it stands in the text as written. */
interface Run {
  start: number;
  end: number;
  words: string[];
}

/** A text with what was looked for between `<mark>` and `</mark>`, the rest escaped for HTML; null when nothing is met. */
export function markAll(text: string, conditions: readonly TextCondition[]): string | null {
  const met = findMarks(text, conditions);
  return met.length > 0 ? write(text, met, 0, text.length) : null;
}

/** The place of the first match in a text, on one line, marked likewise, at most 255 octets (RFC 8621 §5). */
export function markPlace(text: string, conditions: readonly TextCondition[]): string | null {
  const line = text.replace(/\s+/g, " ").trim();
  const met = findMarks(line, conditions);
  const first = met[0];
  if (!first) return null;
  const from = beginning(line, first.start);
  // The longest piece whose marked form fits; a match that is too long alone leaves nothing to show.
  for (let end = Math.min(line.length, from + mostBytes); end >= first.end; end = shorter(line, end)) {
    const marked = write(line, met, from, end);
    if (Buffer.byteLength(marked) <= mostBytes && marked.isWellFormed()) return marked;
  }
  return null;
}

/** Some words before a match. */
function beginning(line: string, match: number): number {
  if (match <= lead) return 0;
  const space = line.indexOf(" ", match - lead);
  return space < 0 || space >= match ? match : space + 1;
}

/** Where the text may end next: before its last word when that is near, else a character earlier. */
function shorter(line: string, end: number): number {
  const space = line.lastIndexOf(" ", end - 1);
  return space > end - lead ? space : end - 1;
}

function findMarks(text: string, conditions: readonly TextCondition[]): { start: number; end: number }[] {
  const runs = runsOf(text);
  const marked = new Set<Run>();
  for (const term of conditions.flatMap(({ terms }) => terms))
    for (const run of meet(runs, term)) marked.add(run);
  return runs.filter((run) => marked.has(run));
}

function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (const found of text.matchAll(/[\p{L}\p{N}\p{M}\p{Cf}]+/gu))
    runs.push({ start: found.index, end: found.index + found[0].length, words: wordsOf(found[0]) });
  return runs;
}

function meet(runs: readonly Run[], term: Term): Run[] {
  if (term.kind === "word") return runs.filter(({ words }) => words.includes(term.word));
  if (term.kind === "start")
    return runs.filter(({ words }) => words.some((word) => word.startsWith(term.word)));
  const words = runs.flatMap((run) => run.words.map((word) => ({ word, run })));
  return words.flatMap((_, at) =>
    term.words.every((word, place) => words[at + place]?.word === word)
      ? words.slice(at, at + term.words.length).map(({ run }) => run)
      : [],
  );
}

function write(
  text: string,
  met: readonly { start: number; end: number }[],
  from: number,
  to: number,
): string {
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
