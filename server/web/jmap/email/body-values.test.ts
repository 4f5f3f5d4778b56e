import assert from "node:assert/strict";
import { test } from "node:test";
import { createMimeParser } from "../../../formats/mime/parser.ts";
import type { MessageView } from "../../../mailboxes/views.ts";
import { readBodyValue } from "./body-values.ts";
import { MessageGone, type MessageSource, newReadingAllowance } from "./bytes.ts";

const sender = { who: { personId: "p", sessionId: "s" }, mailboxId: "a" };

/** The value of a message of one part, and how many of its bytes were read. */
async function valueOf(contentType: string, encoding: string, body: Uint8Array, maxBytes: number) {
  const head = `Content-Type: ${contentType}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
  const bytes = Buffer.concat([Buffer.from(head), body]);
  const parser = createMimeParser();
  parser.write(bytes);
  const { root } = parser.end();
  let taken = 0;
  const source: MessageSource = {
    ...sender,
    mailboxes: {
      async open(_who, _mailboxId, _messageId, { start, end }) {
        return (async function* () {
          for (let at = start; at < end; at += 1000) {
            const chunk = bytes.subarray(at, Math.min(end, at + 1000));
            taken += chunk.length;
            yield chunk;
          }
        })();
      },
    },
  };
  const allowance = newReadingAllowance();
  const value = await readBodyValue(source, viewOf(root), root, maxBytes, allowance);
  return { ...value, taken, spent: newReadingAllowance().bodies - allowance.bodies };
}

function viewOf(structure: MessageView["structure"]): MessageView {
  const nobody = { from: null, sender: null, to: null, cc: null, bcc: null, replyTo: null };
  const nothing = { messageId: null, inReplyTo: null, references: null, subject: null, sentAt: null };
  return {
    id: "m",
    threadId: "t",
    blobId: "b",
    folderIds: [],
    keywords: [],
    teamSeen: false,
    size: 0,
    receivedAt: 0,
    envelope: { ...nobody, ...nothing },
    preview: "",
    hasAttachment: false,
    structure,
    headerEnd: 0,
  };
}

const long: [what: string, type: string, encoding: string, body: Uint8Array][] = [
  ["UTF-8 in one line", "text/plain; charset=utf-8", "8bit", Buffer.from(`a${"é".repeat(20_000)}`)],
  ["UTF-8 in short lines", "text/plain; charset=utf-8", "8bit", Buffer.from("é€𝄞\r\n".repeat(9000))],
  ["UTF-16", "text/plain; charset=utf-16le", "8bit", Buffer.from("é𝄞".repeat(9000), "utf16le")],
  [
    "base64",
    "text/plain; charset=utf-8",
    "base64",
    Buffer.from(Buffer.from("€".repeat(20_000)).toString("base64").replace(/.{76}/g, "$&\r\n")),
  ],
  [
    "quoted-printable",
    "text/plain; charset=iso-8859-1",
    "quoted-printable",
    Buffer.from("=E9".repeat(20_000)),
  ],
];
for (const [what, type, encoding, body] of long)
  for (const most of [1, 100, 101, 102, 103])
    test(`${what} is cut to ${most} octets without a wound, and little of it is read`, async () => {
      const { value, isTruncated, isEncodingProblem, taken, spent } = await valueOf(
        type,
        encoding,
        body,
        most,
      );
      assert.ok(Buffer.byteLength(value) <= most);
      assert.ok(Buffer.byteLength(value) > most - 4);
      assert.ok(!value.includes("\ufffd"));
      assert.deepEqual([isTruncated, isEncodingProblem], [true, false]);
      assert.ok(taken < body.length && spent <= most * 5 + 1024);
    });

test("what fits exactly is whole", async () => {
  const body = Buffer.from("été\r\n");
  const { value, isTruncated } = await valueOf("text/plain; charset=utf-8", "8bit", body, 6);
  assert.deepEqual([value, isTruncated], ["été\n", false]);
});

test("an unknown charset and an unknown transfer encoding are problems, and text all the same", async () => {
  const first = await valueOf("text/plain; charset=x-rien", "8bit", Buffer.from("bonjour"), 0);
  assert.deepEqual([first.value, first.isEncodingProblem, first.isTruncated], ["bonjour", true, false]);
  const second = await valueOf("text/plain", "x-rien", Buffer.from("bonjour"), 0);
  assert.deepEqual([second.value, second.isEncodingProblem, second.isTruncated], ["bonjour", true, false]);
});

test("nothing is read once the request has had its share", async () => {
  const parser = createMimeParser();
  parser.write(Buffer.from("\r\nbonjour"));
  const { root } = parser.end();
  const source = { ...sender, mailboxes: { open: () => assert.fail("opened") } };
  const value = await readBodyValue(source, viewOf(root), root, 0, { bodies: 0, headers: 0 });
  assert.deepEqual(value, { value: "", isEncodingProblem: false, isTruncated: true });
});

test("a message that went away says so", async () => {
  const parser = createMimeParser();
  parser.write(Buffer.from("\r\nbonjour"));
  const { root } = parser.end();
  const source = { ...sender, mailboxes: { open: () => Promise.resolve(null) } };
  await assert.rejects(readBodyValue(source, viewOf(root), root, 0, newReadingAllowance()), MessageGone);
});
