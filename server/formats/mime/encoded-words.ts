import { decodeCharset, isKnownCharset } from "./charset.ts";

/** One encoded word (RFC 2047 §2, with the language of RFC 2231 §5), blanks around it not looked at. */
const encodedWord = /=\?([^?*\s]{1,64})(?:\*[^?\s]{0,64})?\?([bq])\?([^?\s]*)\?=/giy;

/** Encoded words of one charset that stand side by side: their bytes, piece by piece. */
interface Word {
  charset: string;
  pieces: Buffer[];
}

/**
 * Decodes the encoded words of a text. Neighbours of the same charset are joined as bytes before they are decoded,
 * for many programs cut a character in two; the blanks between them go (RFC 2047 §6.2). With `strictly`, a word
 * that touches other text stays as it is, as RFC 8621 §4.1.2.2 asks; parentheses and quotes may touch it.
 */
export function decodeEncodedWords(text: string, strictly: boolean): string {
  let next = text.indexOf("=?");
  if (next < 0) return text;
  let result = "";
  let copied = 0;
  let pending: Word | null = null;
  while (next >= 0) {
    const found = matchWord(text, next, strictly);
    if (!found) {
      next = text.indexOf("=?", next + 2);
      continue;
    }
    const between = text.slice(copied, next);
    const isJoined: boolean = pending !== null && between.trim() === "";
    if (pending && isJoined && pending.charset === found.charset) {
      pending.pieces.push(found.bytes);
    } else {
      result += (pending ? decodeWord(pending) : "") + (isJoined ? "" : between);
      pending = { charset: found.charset, pieces: [found.bytes] };
    }
    copied = found.end;
    next = text.indexOf("=?", copied);
  }
  return result + (pending ? decodeWord(pending) : "") + text.slice(copied);
}

function matchWord(
  text: string,
  start: number,
  strictly: boolean,
): { charset: string; bytes: Buffer; end: number } | null {
  encodedWord.lastIndex = start;
  const match = encodedWord.exec(text);
  if (!match) return null;
  const [whole, charset = "", encoding = "", content = ""] = match;
  const end = start + whole.length;
  if (strictly && !(standsFree(text[start - 1]) && standsFree(text[end]))) return null;
  if (!isKnownCharset(charset)) return null;
  const bytes = encoding.toLowerCase() === "b" ? decodeB(content) : decodeQ(content);
  return { charset: charset.toLowerCase(), bytes, end };
}

/** RFC 2047 §5: linear white space, or the parenthesis of a comment; quotes as they come in the wild. */
function standsFree(neighbour: string | undefined): boolean {
  return neighbour === undefined || /[\s()"]/.test(neighbour);
}

/** "B" (RFC 2047 §4.1); pieces that were padded one by one are decoded one by one. */
function decodeB(content: string): Buffer {
  return Buffer.concat(content.split(/=+/).map((piece) => Buffer.from(piece, "base64")));
}

/** "Q" (RFC 2047 §4.2): "_" is a space; characters beyond ASCII, though forbidden, stand for their UTF-8. */
function decodeQ(content: string): Buffer {
  const bytes = Buffer.from(content, "utf8");
  let to = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    const hex = byte === 61 ? bytes.toString("latin1", i + 1, i + 3) : "";
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      bytes[to++] = Number.parseInt(hex, 16);
      i += 2;
    } else bytes[to++] = byte === 95 ? 32 : byte;
  }
  return bytes.subarray(0, to);
}

/** RFC 8621 §4.1.2.2 drops the control characters that were encoded, NUL among them. */
function decodeWord(word: Word): string {
  return decodeCharset(Buffer.concat(word.pieces), word.charset).text.replace(/\p{Cc}/gu, "");
}
