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
  let left = mostBytes;
  const read = async (parts: MimePart[]) => {
    const texts: string[] = [];
    for (const part of parts) {
      if (left <= 0 || (part.type !== "text/plain" && part.type !== "text/html")) continue;
      const bytes = await readDecoded(part, open, left);
      left -= bytes.length;
      const { text } = decodeText(bytes, part.charset);
      texts.push(part.type === "text/html" ? htmlToText(text) : text);
    }
    return texts.join("\n");
  };
  const text = await read(textBody);
  const html = await read(htmlBody.filter((part) => !textBody.includes(part)));
  if (html === "") return text;
  const known = new Set(wordsOf(text));
  return wordsOf(html).every((word) => known.has(word)) ? text : `${text}\n${html}`;
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
