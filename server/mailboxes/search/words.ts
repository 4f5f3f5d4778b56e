/**
 * How text becomes words, alike for what is indexed, for what is asked and for what is marked, whichever engine keeps
 * the index: lower case, accents off, ligatures in letters. A word is a run of letters and digits.
 */

/** Letters that Unicode does not take apart. */
const letters: Record<string, string> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};
const whole = new RegExp(`[${Object.keys(letters).join("")}]`, "g");

/** No word is longer: what is cut off a longer one (a line of base64, an endless URL) is not searched. */
const longestWord = 40;
/** How many of a word's first letters, or digits, are in the index themselves, so that one searches while typing. */
const longestStart = 12;
const longestNumberStart = 3;

/** Runs of letters and digits, ASCII looked at first: the tables of Unicode cost ten times as much. */
const runs = /(?:[a-z0-9]|(?![\0-\x7f])[\p{L}\p{N}])+/gu;
/** By unit of UTF-16, what was folded before: a language has few that are not of ASCII. */
const folded = new Map<number, string>();

/** A text without capitals, accents, ligatures and invisible characters. */
export function fold(text: string): string {
  let put = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    if (!isAlone(unit)) return foldWhole(text);
    put += text.slice(from, at) + foldUnit(unit);
    from = at + 1;
  }
  return (put + text.slice(from)).toLowerCase();
}

/** Not half of a character, nor the sigma, whose small letter hangs on its place. */
function isAlone(unit: number): boolean {
  return (unit < 0xd800 || unit > 0xdfff) && unit !== 0x03a3 && unit !== 0x03f9;
}

function foldUnit(unit: number): string {
  let known = folded.get(unit);
  if (known === undefined) folded.set(unit, (known = foldWhole(String.fromCharCode(unit))));
  return known;
}

/** The same by the rules of Unicode, for any text: it takes ten times as long. */
export function foldWhole(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]+/gu, "")
    .replace(whole, (letter) => letters[letter] ?? letter);
}

/** The words of a text, folded, in their order. */
export function wordsOf(text: string): string[] {
  return (fold(text).match(runs) ?? []).map((word) =>
    word.length > longestWord ? word.slice(0, longestWord) : word,
  );
}

/** Every beginning of these words that is shorter than the word, each once. */
export function startsOf(words: Iterable<string>): Set<string> {
  const starts = new Set<string>();
  for (const word of words)
    for (let length = Math.min(longestOf(word), word.length - 1); length > 0; length--) {
      const start = word.slice(0, length);
      // Where it stands, its own beginnings do.
      if (starts.has(start)) break;
      starts.add(start);
    }
  return starts;
}

/** Whether `startsOf` gives this beginning of the words that have it; the few that share a longer one are looked up. */
export function isIndexedStart(start: string): boolean {
  return start.length <= longestOf(start);
}

function longestOf(word: string): number {
  return /^(?:[0-9]|(?![\0-\x7f])\p{N})/u.test(word) ? longestNumberStart : longestStart;
}
