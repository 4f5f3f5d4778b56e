import assert from "node:assert/strict";
import { parseAddress } from "../../server/formats/addresses/address.ts";
import { bodyLists } from "../../server/formats/mime/body-lists.ts";
import { decodeText, truncateValue } from "../../server/formats/mime/body.ts";
import { readEnvelope } from "../../server/formats/mime/envelope.ts";
import { scanHeader } from "../../server/formats/mime/header.ts";
import {
  asDate,
  asGroupedAddresses,
  asMessageIds,
  asRaw,
  asText,
  asURLs,
} from "../../server/formats/mime/header-forms.ts";
import { htmlToText } from "../../server/formats/mime/html-text.ts";
import { createMimeParser } from "../../server/formats/mime/parser.ts";
import { decodeTransfer } from "../../server/formats/mime/transfer.ts";
import { defaultLimits, type MimePart, type ParsedMessage } from "../../server/formats/mime/types.ts";

const headerForms = [asRaw, asText, asGroupedAddresses, asMessageIds, asDate, asURLs];

/** Parses bytes fed in chunks of the given sizes, over and over. */
export function parseInChunks(bytes: Uint8Array, sizes: number[]): ParsedMessage {
  const parser = createMimeParser();
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    // A copy that is spoilt afterwards: the parser may keep nothing of a chunk
    const chunk = Uint8Array.from(bytes.subarray(at, at + size));
    parser.write(chunk);
    chunk.fill(0x2d);
    at += size;
  }
  return parser.end();
}

/** The result as text, to compare two; the raw header included. */
export function asJson(message: ParsedMessage): string {
  const { header, ...rest } = message;
  return JSON.stringify({
    ...rest,
    fields: header.fields,
    header: Buffer.from(header.bytes).toString("latin1"),
  });
}

/** Every promise of the parser and of the readers of its result, held against one input; throws when one breaks. */
export function checkMessage(bytes: Uint8Array, sizes: number[]): void {
  const message = parseInChunks(bytes, [Math.max(bytes.length, 1)]);
  assert.equal(asJson(parseInChunks(bytes, sizes)), asJson(message), "the chunks change the result");
  assert.equal(message.size, bytes.length);
  assert.ok(message.preview.length <= 256 && !/[\r\n\0]/.test(message.preview), "preview");
  checkTree(message.root, bytes);
  const lists = bodyLists(message.root);
  for (const part of [...lists.textBody, ...lists.htmlBody, ...lists.attachments]) {
    assert.notEqual(part.partId, null, "a multipart in a body list");
  }
  const envelope = readEnvelope(message.header);
  JSON.stringify(envelope);
  for (const one of envelope.from ?? []) parseAddress(one.email);
  for (const { name, start, end } of message.header.fields) {
    assert.match(name, /^[!-9;-~]+$/);
    const raw = message.header.bytes.subarray(start, end);
    for (const form of headerForms) form(raw);
  }
}

function checkTree(root: MimePart, bytes: Uint8Array): void {
  const seen = new Set<string>();
  let count = 0;

  function check(part: MimePart, start: number, end: number, depth: number): void {
    count++;
    const offsets = [start, part.headerStart, part.headerEnd, part.bodyStart, part.bodyEnd, end];
    for (const [i, offset] of offsets.slice(1).entries()) {
      assert.ok(offset >= offsets[i]!, `offsets out of order: ${offsets.join(" ")}`);
    }
    assert.ok(depth <= defaultLimits.depth, "too deep");
    assert.equal(part.partId === null, part.type.startsWith("multipart/"), "partId");
    scanHeader(bytes.subarray(part.headerStart, part.headerEnd));
    if (part.partId === null) {
      let from = part.bodyStart;
      for (const child of part.parts) {
        check(child, from, part.bodyEnd, depth + 1);
        from = child.bodyEnd;
      }
      return;
    }
    assert.equal(part.parts.length, 0, "a leaf with parts");
    assert.ok(!seen.has(part.partId), `part ${part.partId} twice`);
    seen.add(part.partId);
    checkLeaf(part, bytes);
  }

  check(root, 0, bytes.length, 0);
  assert.ok(count <= defaultLimits.parts + 1, "too many parts");
}

function checkLeaf(part: MimePart, bytes: Uint8Array): void {
  const decoder = decodeTransfer(part.encoding);
  const decoded = Buffer.concat([
    decoder.push(bytes.subarray(part.bodyStart, part.bodyEnd)),
    decoder.flush(),
  ]);
  assert.equal(part.size, decoded.length, `size of ${part.partId}`);
  assert.ok((part.name?.length ?? 1) > 0 && !/[/\\\0\r\n]/.test(part.name ?? ""), "name");
  if (!part.type.startsWith("text/")) return;
  const { text } = decodeText(decoded, part.charset);
  const { value } = truncateValue(text, 100, part.type === "text/html");
  assert.ok(Buffer.byteLength(value) <= 100, "a value longer than asked for");
  if (part.type === "text/html") assert.ok(htmlToText(text).length <= text.length + 1, "HTML grew");
}
