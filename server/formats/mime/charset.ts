import iconv from "iconv-lite";
import { Libmime } from "libmime";
import { asBuffer } from "./header.ts";

/** A text, and whether anything in its bytes had to be guessed or replaced. */
export interface DecodedText {
  text: string;
  isEncodingProblem: boolean;
}

const names = new Libmime();
/** A script could hide in UTF-7; the others are encodings of bytes, no charsets. */
const refused = /^(?:utf-?7|unicode-?1-?1-?utf-?7|utf-?7-?imap|base64|hex|binary)/i;
const asciiOnly = /^(?:us-ascii|ascii|ansi_x3\.4-19(?:68|86)|iso646-us|7bit)$/i;
const western = new TextDecoder("windows-1252");
const highByte = /[\x80-\xff]/;

/** Decodes bytes announced under that charset; an unknown name is guessed at, and said so. */
export function decodeCharset(bytes: Uint8Array, charset: string): DecodedText {
  const name = charset.trim();
  if (name === "" || asciiOnly.test(name)) return decodeAscii(bytes);
  const decoder = findDecoder(name);
  if (!decoder) return { text: guessText(bytes), isEncodingProblem: true };
  const text = decoder(bytes);
  return { text, isEncodingProblem: text.includes("\ufffd") };
}

/** Whether bytes under that name can be decoded without a guess. */
export function isKnownCharset(charset: string): boolean {
  return asciiOnly.test(charset) || findDecoder(charset) !== null;
}

/** Text of bytes that announce nothing: UTF-8 if they are, else windows-1252, the West's usual culprit. */
export function guessText(bytes: Uint8Array): string {
  const text = asBuffer(bytes).toString("utf8");
  return text.includes("\ufffd") ? western.decode(bytes) : text;
}

/** Bytes announced as ASCII that are not are read as what they look like. */
function decodeAscii(bytes: Uint8Array): DecodedText {
  const latin = asBuffer(bytes).toString("latin1");
  if (!highByte.test(latin)) return { text: latin, isEncodingProblem: false };
  return { text: guessText(bytes), isEncodingProblem: true };
}

type Decoder = (bytes: Uint8Array) => string;
const decoders = new Map<string, Decoder | null>();
/** Names come from outside: the table of those seen may not grow without end. */
const rememberedNames = 256;

function findDecoder(charset: string): Decoder | null {
  const known = decoders.get(charset);
  if (known !== undefined) return known;
  const decoder = makeDecoder(charset);
  if (decoders.size >= rememberedNames) decoders.clear();
  decoders.set(charset, decoder);
  return decoder;
}

/** The platform's decoder of that name or of the name it is commonly mistaken for, else iconv-lite's. */
function makeDecoder(charset: string): Decoder | null {
  if (charset.length > 64 || refused.test(charset)) return null;
  if (/^utf-?8$/i.test(charset)) return decodeUtf8;
  for (const name of [charset, names.normalizeCharset(charset)]) {
    const platform = platformDecoder(name);
    if (platform) return (bytes) => platform.decode(bytes);
    if (!refused.test(name) && iconv.encodingExists(name))
      return (bytes) => iconv.decode(asBuffer(bytes), name);
  }
  return null;
}

function platformDecoder(name: string): TextDecoder | null {
  try {
    return new TextDecoder(name);
  } catch {
    return null;
  }
}

/** Faster than TextDecoder, with the same replacements; a byte order mark goes. */
function decodeUtf8(bytes: Uint8Array): string {
  const text = asBuffer(bytes).toString("utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
