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

const ascii = /^[\0-\x7f]*$/;

/** A text without capitals, accents, ligatures and invisible characters. */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]+/gu, "")
    .replace(whole, (letter) => letters[letter] ?? letter);
}

/** The words of a text, folded, in their order. */
export function wordsOf(text: string): string[] {
  return (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, longestWord));
}

/** Every beginning of these words that is shorter than the word, each once. */
export function startsOf(words: Iterable<string>): Set<string> {
  const starts = new Set<string>();
  for (const word of new Set(words))
    for (let length = Math.min(longestOf(word), word.length - 1); length > 0; length--)
      starts.add(word.slice(0, length));
  return starts;
}

/** Whether `startsOf` gives this beginning of the words that have it; the few that share a longer one are looked up. */
export function isIndexedStart(start: string): boolean {
  return start.length <= longestOf(start);
}

function longestOf(word: string): number {
  return /^\p{N}/u.test(word) ? longestNumberStart : longestStart;
}
