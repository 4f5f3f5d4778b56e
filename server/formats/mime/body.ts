import { decodeCharset, type DecodedText } from "./charset.ts";
import { asBuffer } from "./header.ts";

/**
 * The text of a decoded body: its charset undone, CRLF as LF (RFC 8621 §4.1.4). `isEncodingProblem` when the
 * charset is unknown or bytes had to be replaced; an unknown transfer encoding is for the caller to add.
 */
export function decodeText(bytes: Uint8Array, charset: string | null): DecodedText {
  const { text, isEncodingProblem } = decodeCharset(bytes, charset ?? "us-ascii");
  return { text: text.includes("\r") ? text.replace(/\r\n/g, "\n") : text, isEncodingProblem };
}

/**
 * Cuts a text to at most `maxBytes` octets of UTF-8 (RFC 8621 §4.2 maxBodyValueBytes; 0: no limit), never inside
 * a character nor, for HTML, inside a tag.
 */
export function truncateValue(
  text: string,
  maxBytes: number,
  isHtml: boolean,
): { value: string; isTruncated: boolean } {
  // No character takes more than three octets for one unit of its length
  if (maxBytes <= 0 || text.length * 3 <= maxBytes) return { value: text, isTruncated: false };
  const bytes = Buffer.from(text.slice(0, maxBytes + 1), "utf8");
  if (bytes.length <= maxBytes && text.length <= maxBytes) return { value: text, isTruncated: false };
  let end = Math.min(maxBytes, bytes.length);
  while (end > 0 && isContinuation(bytes[end])) end--;
  const value = asBuffer(bytes.subarray(0, end)).toString("utf8");
  return { value: isHtml ? cutOpenTag(value) : value, isTruncated: true };
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Without the tag or comment that the end of the text stands in, if it does. */
function cutOpenTag(html: string): string {
  const open = html.lastIndexOf("<");
  return open >= 0 && /^<(?:[a-z/!?]|$)/i.test(html.slice(open, open + 2)) && !html.includes(">", open)
    ? html.slice(0, open)
    : html;
}
