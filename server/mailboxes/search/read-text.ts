import { bodyLists } from "../../formats/mime/body-lists.ts";
import { decodeText } from "../../formats/mime/body.ts";
import { htmlToText } from "../../formats/mime/html-text.ts";
import { decodeTransfer } from "../../formats/mime/transfer.ts";
import type { MimePart } from "../../formats/mime/types.ts";
import { wordsOf } from "./words.ts";

/** The most octets of decoded text that are searched in one message. */
const mostBytes = 256 * 1024;

/** Opens the bytes [start, end) of the message. */
export type OpenBytes = (start: number, end: number) => AsyncIterable<Uint8Array>;

/**
 * The text of a message that a search looks into: what is shown, as text. Where a text stands beside its own HTML
 * (multipart/alternative), the HTML counts only when it says more.
 */
export async function readText(structure: MimePart, open: OpenBytes): Promise<string> {
  const { textBody, htmlBody } = bodyLists(structure);
  const own = textBody.filter(isText);
  const beside = htmlBody.filter((part) => isText(part) && !textBody.includes(part));
  const bytes = await openOnce([...own, ...beside], open);
  let left = mostBytes;
  const read = async (parts: MimePart[]) => {
    const texts: string[] = [];
    for (const part of parts) {
      const decoded = left > 0 ? await readDecoded(part, bytes, left) : Buffer.alloc(0);
      left -= decoded.length;
      const { text } = decodeText(decoded, part.charset);
      texts.push(part.type === "text/html" ? htmlToText(text) : text);
    }
    return texts.join("\n");
  };
  const text = await read(own);
  const html = await read(beside);
  return saysMore(html, text) ? `${text}\n${html}` : text;
}

/** Whether HTML has words that its text has not. Most of it is the same text in other lines: that is seen at once. */
function saysMore(html: string, text: string): boolean {
  const [own, other] = [asOneLine(text), asOneLine(html)];
  if (own.includes(other)) return false;
  const known = new Set(wordsOf(text));
  return !wordsOf(html).every((word) => known.has(word));
}

/** Between blanks, so that what is found in it is whole words. */
function asOneLine(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return ` ${lines.filter((line) => line !== "").join(" ")} `;
}

function isText({ type }: MimePart): boolean {
  return type === "text/plain" || type === "text/html";
}

/** Parts that stand close together are read at once: opening a message costs more than its bytes. */
async function openOnce(parts: readonly MimePart[], open: OpenBytes): Promise<OpenBytes> {
  const start = Math.min(...parts.map((part) => part.bodyStart));
  const end = Math.max(...parts.map((part) => part.bodyEnd));
  if (parts.length < 2 || end - start > mostBytes) return open;
  const chunks: Uint8Array[] = [];
  for await (const chunk of open(start, end)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return async function* (from, to) {
    yield bytes.subarray(from - start, to - start);
  };
}

async function readDecoded(part: MimePart, open: OpenBytes, most: number): Promise<Buffer> {
  const decoder = decodeTransfer(part.encoding);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of open(part.bodyStart, part.bodyEnd)) {
    const decoded = decoder.push(chunk);
    chunks.push(decoded);
    size += decoded.length;
    if (size > most) break;
  }
  return Buffer.concat([...chunks, decoder.flush()]).subarray(0, most);
}
