/** Where a line may end besides a space, when what stands on it is longer than the line: an address. */
const breakable = /[@/.#?&_-]/;

/** A part of a line that one file of the font holds. */
export interface Run {
  text: string;
  part: "latin" | "latin-ext";
}

/** Lines no wider than `width`; `measure` tells how wide a text stands. Only an ordinary space is a place to break. */
export function breakLines(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  const space = measure(" ");
  for (const paragraph of clean(text).split("\n")) {
    let line = "";
    let used = 0;
    for (const word of paragraph.split(" ")) {
      // Each word is measured once: what stands between two is a space.
      const wide = measure(word);
      if (line !== "" && used + space + wide <= width) {
        line += ` ${word}`;
        used += space + wide;
        continue;
      }
      if (line !== "") lines.push(line);
      line = word;
      used = wide;
      while (line.length > 1 && used > width) {
        const cut = cutAt(line, width, measure);
        lines.push(line.slice(0, cut));
        line = line.slice(cut);
        used = measure(line);
      }
    }
    lines.push(line);
  }
  return lines;
}

/** How many of the characters of a word stand on one line. */
function cutAt(word: string, width: number, measure: (text: string) => number): number {
  let [most, over] = [1, word.length];
  while (over - most > 1) {
    const middle = (most + over) >> 1;
    if (measure(word.slice(0, middle)) <= width) most = middle;
    else over = middle;
  }
  for (let at = most; at > most / 2; at--) if (breakable.test(word[at - 1] ?? "")) return at;
  return most;
}

/** A text cut where the font's file changes: names are written with letters of all of Europe. */
export function cutRuns(text: string): Run[] {
  const runs: Run[] = [];
  for (const letter of clean(text)) {
    const part = partOf(letter);
    const known = part === null ? "?" : letter;
    const last = runs.at(-1);
    if (last && last.part === (part ?? "latin")) last.text += known;
    else runs.push({ text: known, part: part ?? "latin" });
  }
  return runs;
}

/** The font has no narrow no-break space; its ordinary one is narrow enough, and breaks no more. */
function clean(text: string): string {
  return text.normalize("NFC").replaceAll("\u202f", "\u00a0");
}

/** The ranges of @fontsource/source-sans-3 (unicode.json), as far as people's names and our sentences go. */
function partOf(letter: string): Run["part"] | null {
  const point = letter.codePointAt(0) ?? 0;
  if (point === 0x0a || (point >= 0x20 && point <= 0x7e) || (point >= 0xa0 && point <= 0xff)) return "latin";
  if ([0x131, 0x152, 0x153, 0x20ac].includes(point) || /[‐-–—‘’‚“”„•…‹›]/.test(letter)) return "latin";
  const isExtended = (point >= 0x100 && point <= 0x24f) || (point >= 0x1e00 && point <= 0x1eff);
  return isExtended ? "latin-ext" : null;
}
