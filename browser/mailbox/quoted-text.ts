/** A plain text, cut where its own words end and what it answers begins. */
export interface FoldedText {
  own: string;
  /** What closes the message and was written before it; empty when there is none. */
  quoted: string;
}

/** Lines by which the programs of our peers announce the message they answer, in French and in English. */
const announcements = [
  /^-{2,}\s*(message d['’]origine|message transféré|original message|forwarded message)\s*-{2,}$/i,
  /^_{20,}$/,
];
/** The first line of a header block pasted as text; the next lines settle it. */
const pastedFrom = /^\s*\*?(de|from)\s?:\*?\s.+/i;
const pastedOther = /^\s*\*?(envoyé|date|à|objet|sent|to|subject|cc)\s?:\*?\s/i;
/** « Le … a écrit : », `On … wrote:`, that may be broken over two lines. */
const attribution = /^(le|on)\s.{6,200}\s(a écrit|wrote)\s?:$/i;

/** Folds the end of a text away where that end is a quotation. A text that answers between the lines stays whole. */
export function foldQuotedText(text: string): FoldedText {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const at = findPasted(lines) ?? findTrailing(lines);
  if (at === null) return { own: text.trimEnd(), quoted: "" };
  const own = lines.slice(0, at).join("\n").trimEnd();
  // Nothing but a quotation: there is nothing to fold it behind.
  if (own === "") return { own: text.trimEnd(), quoted: "" };
  return { own, quoted: lines.slice(at).join("\n").trim() };
}

function findPasted(lines: readonly string[]): number | null {
  const at = lines.findIndex((line, index) => {
    if (announcements.some((form) => form.test(line.trim()))) return true;
    if (!pastedFrom.test(line)) return false;
    return lines.slice(index + 1, index + 5).filter((other) => pastedOther.test(other)).length >= 2;
  });
  return at < 0 ? null : at;
}

/** The first line of the last run of quoted lines, when nothing but blanks follows it. */
function findTrailing(lines: readonly string[]): number | null {
  let at = lines.length;
  while (at > 0 && isBlankOrQuoted(lines[at - 1] ?? "")) at--;
  while (at < lines.length && (lines[at] ?? "").trim() === "") at++;
  if (at === lines.length) return null;
  return withAttribution(lines, at);
}

function withAttribution(lines: readonly string[], at: number): number {
  let before = at;
  while (before > 0 && (lines[before - 1] ?? "").trim() === "") before--;
  const one = (lines[before - 1] ?? "").trim();
  if (attribution.test(one)) return before - 1;
  const two = `${(lines[before - 2] ?? "").trim()} ${one}`;
  return attribution.test(two) ? before - 2 : at;
}

function isBlankOrQuoted(line: string): boolean {
  return line.trim() === "" || line.startsWith(">");
}
