import assert from "node:assert/strict";
import { test } from "node:test";
import { readEnvelope } from "../../formats/mime/envelope.ts";
import { scanHeader } from "../../formats/mime/header.ts";
import { createMimeParser } from "../../formats/mime/parser.ts";
import { boundEnvelope, boundStructure } from "./bounds.ts";

function envelopeOf(text: string) {
  return boundEnvelope(readEnvelope(scanHeader(Buffer.from(text))));
}

test("a megabyte of recipients, names, references or subject leaves a small row", () => {
  for (const field of [
    `To: ${"a@b.example,".repeat(80_000)}`,
    `To: ${"x".repeat(900_000)} <a@b.example>`,
    `References: ${"<a@b.example> ".repeat(60_000)}`,
    `Subject: ${"é".repeat(400_000)}`,
  ])
    assert.ok(JSON.stringify(envelopeOf(`${field}\r\n`)).length < 100_000, field.slice(0, 20));
});

test("five hundred recipients of a thousand letters each leave a small row", () => {
  const crowd = Array.from({ length: 500 }, () => `${"n".repeat(900)} <${"e".repeat(900)}@b.example>`);
  const bounded = envelopeOf(
    `Message-ID: <a@b.example>\r\nFrom: c@d.example\r\nTo: ${crowd.join(",\r\n ")}\r\n`,
  );
  assert.ok(JSON.stringify(bounded).length < 100_000);
  assert.deepEqual([bounded.messageId, bounded.from?.[0]?.email], [["a@b.example"], "c@d.example"]);
});

test("a message of a thousand parts, each with its long name, leaves a small row", () => {
  const part = (type: string) =>
    `--b\r\nContent-Type: ${type}; name=${"n".repeat(990)}\r\nContent-ID: <${"i".repeat(990)}>\r\n` +
    `Content-Location: ${"l".repeat(990)}\r\nContent-Language: ${"x".repeat(60)},${"y".repeat(60)}\r\n\r\nz\r\n`;
  const parser = createMimeParser();
  const parts = part(`text/x-${"t".repeat(100)}`).repeat(1000);
  parser.write(Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--\r\n`));
  const { root } = parser.end();
  const bounded = boundStructure(root);
  assert.ok(JSON.stringify(bounded).length < 250_000);
  assert.equal(bounded.parts.length, root.parts.length);
  assert.deepEqual(bounded.parts[0], root.parts[0]);
});

test("an ordinary envelope is kept whole, a cut never parts a letter", () => {
  const usual = readEnvelope(
    scanHeader(Buffer.from("From: Dr A <a@b.example>\r\nTo: c@d.example\r\nSubject: Bilan\r\n")),
  );
  assert.deepEqual(boundEnvelope(usual), usual);
  const { subject } = boundEnvelope({ ...usual, subject: `x${"😀".repeat(1000)}` });
  assert.ok(subject?.isWellFormed());
});
