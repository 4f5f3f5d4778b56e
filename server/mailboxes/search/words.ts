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
export const longestWord = 40;
/** How many of a word's first letters, or digits, are in the index themselves, so that one searches while typing. */
const longestStart = 12;
const longestNumberStart = 3;

/** Runs of letters and digits, ASCII looked at first: the tables of Unicode cost ten times as much. */
const runs = /(?:[a-z0-9]|(?![\0-\x7f])[\p{L}\p{N}])+/gu;
/** By unit of UTF-16, what was folded before: the unit that it becomes, 0 when not known yet, or this. */
const units = new Uint16Array(0x10000);
const severalUnits = 0xffff;
/** Those that become none or several. */
const several = new Map<number, string>();

/** A piece is folded in one of these, and read back as a string from the other when all of it is of Latin-1. */
const pieceUnits = 4096;
const wide = new Uint16Array(pieceUnits);
const wideBytes = Buffer.from(wide.buffer);
const narrow = Buffer.alloc(pieceUnits);

/** A text without capitals, accents, ligatures and invisible characters. */
export function fold(text: string): string {
  return foldUnits(text)?.text ?? foldWhole(text);
}

/**
 * The same where every character stays one, so that places in it are places in the text; else null. No run of letters
 * has a mark or an invisible character in it then: the runs of the text are its words.
 */
export function foldInPlace(text: string): string | null {
  const found = foldUnits(text);
  return found?.isInPlace ? found.text : null;
}

/**
 * Unit by unit, by the table; null where one cannot be folded alone. In a buffer: to ask a string for each of its units
 * costs ten times as much.
 */
function foldUnits(text: string): { text: string; isInPlace: boolean } | null {
  let done = "";
  let isInPlace = true;
  for (let from = 0; from < text.length; from += pieceUnits) {
    const length = wideBytes.write(text.slice(from, from + pieceUnits), "utf16le") / 2;
    let begun = 0;
    let all = 0;
    for (let at = 0; at < length; at++) {
      const unit = wide[at] ?? 0;
      const known = units[unit] || learn(unit);
      if (known !== severalUnits) {
        wide[at] = narrow[at] = known;
        all |= known;
        continue;
      }
      const become = several.get(unit);
      if (become === undefined) return null;
      isInPlace = false;
      done += taken(begun, at, all) + become;
      begun = at + 1;
      all = 0;
    }
    done += taken(begun, length, all);
  }
  return { text: done, isInPlace };
}

/** What was folded between two places; `all`: its units, one over the other. */
function taken(from: number, to: number, all: number): string {
  return all < 0x100 ? narrow.toString("latin1", from, to) : wideBytes.toString("utf16le", 2 * from, 2 * to);
}

/** Folds a unit that was not met before. */
function learn(unit: number): number {
  if (!isAlone(unit)) return severalUnits;
  const text = foldWhole(String.fromCharCode(unit));
  if (text.length === 1) return (units[unit] = text.charCodeAt(0));
  several.set(unit, text);
  return (units[unit] = severalUnits);
}

/** Whether the character at a place, folded, is part of a word. */
export function isOfWord(folded: string, place: number): boolean {
  const unit = folded.charCodeAt(place);
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
  return unit >= 0x80 && /[\p{L}\p{N}]/u.test(folded.charAt(place));
}

/** Not half of a character, nor the sigma, whose small letter hangs on its place. */
function isAlone(unit: number): boolean {
  return (unit < 0xd800 || unit > 0xdfff) && unit !== 0x03a3 && unit !== 0x03f9;
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
