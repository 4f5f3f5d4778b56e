/**
 * Checks what JSON.parse lets pass and I-JSON forbids (RFC 7493 §2): two members of one name, halves of surrogate
 * pairs. Depth is bounded here too, before anything is built. One pass; the grammar itself is left to JSON.parse.
 *
 * @returns what is wrong, in words for a developer, or null
 */
export function findIJsonProblem(text: string, mostDepth: number): string | null {
  /** One entry per open bracket: the names met in an object, null for an array. */
  const open: (Set<string> | null)[] = [];
  let nameMayFollow = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === openBrace || char === openBracket) {
      if (open.length === mostDepth) return `nested deeper than ${mostDepth}`;
      open.push(char === openBrace ? new Set() : null);
      nameMayFollow = true;
    } else if (char === closeBrace || char === closeBracket) {
      open.pop();
    } else if (char === comma) {
      nameMayFollow = true;
    } else if (char === quote) {
      const end = stringEnd(text, at);
      const value = readString(text.slice(at, end + 1));
      if (value === null) return null;
      if (!value.isWellFormed()) return "half of a surrogate pair";
      const names = open.at(-1);
      if (nameMayFollow && names) {
        if (names.has(value)) return "two members of one name";
        names.add(value);
      }
      nameMayFollow = false;
      at = end;
    }
  }
  return null;
}

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** The place of the quote that ends the string beginning at `start`; the end of the text when there is none. */
function stringEnd(text: string, start: number): number {
  let end = start;
  for (;;) {
    end = text.indexOf('"', end + 1);
    if (end < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes++;
    if (slashes % 2 === 0) return end;
  }
}

/** The value of a string, null where it is not one: JSON.parse tells the client so. */
function readString(literal: string): string | null {
  if (!literal.includes("\\")) return literal.slice(1, -1);
  try {
    return JSON.parse(literal);
  } catch {
    return null;
  }
}
