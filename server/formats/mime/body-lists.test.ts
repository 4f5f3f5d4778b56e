import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyLists, hasAttachment } from "./body-lists.ts";
import type { MimePart } from "./types.ts";

let number = 0;

function leaf(type: string, about: Partial<MimePart> = {}): MimePart {
  return {
    ...node(type, []),
    partId: String(++number),
    name: about.name ?? null,
    disposition: about.disposition ?? null,
  };
}

function node(type: string, parts: MimePart[]): MimePart {
  const offsets = { headerStart: 0, headerEnd: 0, bodyStart: 0, bodyEnd: 0, size: 0 };
  const none = {
    partId: null,
    charset: null,
    disposition: null,
    name: null,
    cid: null,
    language: null,
    location: null,
  };
  return { ...none, ...offsets, type, encoding: "7bit", parts };
}

function names(parts: MimePart[]): string {
  return parts.map((part) => part.partId).join(" ");
}

function lists(root: MimePart): string[] {
  const { textBody, htmlBody, attachments } = bodyLists(root);
  return [textBody, htmlBody, attachments].map(names);
}

test("the example of RFC 8621 §4.1.4 is sorted as it says", () => {
  const [a, b, c, d, e, f, g, h, j, k] = [
    leaf("text/plain"),
    leaf("text/plain"),
    leaf("image/jpeg"),
    leaf("text/plain"),
    leaf("text/html"),
    leaf("image/jpeg"),
    leaf("image/jpeg", { disposition: "attachment" }),
    leaf("application/x-excel"),
    leaf("message/rfc822"),
    leaf("text/plain"),
  ] as const;
  const related = node("multipart/related", [e, f]);
  const alternative = node("multipart/alternative", [node("multipart/mixed", [b, c, d]), related]);
  const root = node("multipart/mixed", [a, node("multipart/mixed", [alternative, g, h, j]), k]);
  const sorted = bodyLists(root);
  assert.equal(names(sorted.textBody), names([a, b, c, d, k]));
  assert.equal(names(sorted.htmlBody), names([a, e, k]));
  assert.equal(names(sorted.attachments), names([c, f, g, h, j]));
});

test("an alternative with one form only serves as both", () => {
  number = 0;
  assert.deepEqual(lists(node("multipart/alternative", [leaf("text/html"), leaf("text/calendar")])), [
    "1",
    "1",
    "2",
  ]);
});

test("a later text with a name is an attachment, the first is read", () => {
  number = 0;
  assert.deepEqual(
    lists(
      node("multipart/mixed", [leaf("text/plain", { name: "a.txt" }), leaf("text/plain", { name: "b.txt" })]),
    ),
    ["1", "1", "2"],
  );
});

test("an image shown inline is no attachment to download", () => {
  const inline = leaf("image/png", { disposition: "inline" });
  assert.equal(hasAttachment(node("multipart/related", [leaf("text/html"), inline])), false);
  assert.equal(hasAttachment(node("multipart/mixed", [leaf("text/html"), leaf("application/pdf")])), true);
  assert.equal(hasAttachment(leaf("text/plain")), false);
});
