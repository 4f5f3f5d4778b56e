import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bodyLists } from "./body-lists.ts";
import { decodeText } from "./body.ts";
import { readEnvelope } from "./envelope.ts";
import { createMimeParser } from "./parser.ts";
import { decodeTransfer } from "./transfer.ts";
import type { MimePart } from "./types.ts";

const folder = join(import.meta.dirname, "../../../tests/fixtures/mime");
const expected: Record<string, unknown> = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
const names = readdirSync(folder).filter((name) => name.endsWith(".eml") && !name.startsWith("crash-"));

test("every fixture says what it must give", () => {
  assert.deepEqual(
    names.toSorted(),
    Object.keys(expected)
      .map((name) => `${name}.eml`)
      .toSorted(),
  );
});

for (const name of names) {
  test(`fixture ${name}`, () => {
    assert.deepEqual(describeMessage(readFileSync(join(folder, name))), expected[name.replace(".eml", "")]);
  });
}

/** A message in a form that a person can check: a line per part, the fields that are there. */
function describeMessage(bytes: Buffer): unknown {
  const parser = createMimeParser();
  parser.write(bytes);
  const { root, header, preview, hasAttachment, problems } = parser.end();
  const fields = Object.entries(readEnvelope(header)).filter(([, value]) => value !== null);
  const lists = Object.entries(bodyLists(root)).map(([list, parts]) => {
    return `${list}: ${parts.map((part: MimePart) => part.partId).join(" ")}`;
  });
  return JSON.parse(
    JSON.stringify({
      envelope: Object.fromEntries(fields),
      tree: describePart(bytes, root, ""),
      lists,
      preview: preview.length < 200 ? preview : preview.length,
      hasAttachment,
      problems,
    }),
  );
}

/** "number type charset encoding size disposition name" and the head of the decoded text. */
function describePart(bytes: Buffer, part: MimePart, indent: string): string[] {
  const facts = [part.partId, part.type, part.charset, part.encoding, part.size, part.disposition, part.name];
  if (part.cid) facts.push(part.cid, String(part.language), part.location);
  const text = part.partId === null ? "" : `: ${textHead(bytes, part)}`;
  const line = indent + facts.map((fact) => fact ?? "-").join(" ") + text;
  return [line, ...part.parts.flatMap((child) => describePart(bytes, child, `${indent}  `))];
}

function textHead(bytes: Buffer, part: MimePart): string {
  const decoder = decodeTransfer(part.encoding);
  const body = bytes.subarray(part.bodyStart, part.bodyEnd);
  const decoded = Buffer.concat([decoder.push(body), decoder.flush()]);
  return JSON.stringify(decodeText(decoded.subarray(0, 60), part.charset).text);
}
