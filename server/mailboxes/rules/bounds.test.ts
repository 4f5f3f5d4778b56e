import assert from "node:assert/strict";
import { test } from "node:test";
import { readEnvelope } from "../../formats/mime/envelope.ts";
import { scanHeader } from "../../formats/mime/header.ts";
import { boundEnvelope } from "./bounds.ts";

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

test("an ordinary envelope is kept whole, a cut never parts a letter", () => {
  const usual = readEnvelope(
    scanHeader(Buffer.from("From: Dr A <a@b.example>\r\nTo: c@d.example\r\nSubject: Bilan\r\n")),
  );
  assert.deepEqual(boundEnvelope(usual), usual);
  const { subject } = boundEnvelope({ ...usual, subject: `x${"😀".repeat(1000)}` });
  assert.ok(subject?.isWellFormed());
});
