import assert from "node:assert/strict";
import { test } from "node:test";
import { stripBcc } from "../strip-bcc.ts";
import { waitAfter } from "./backoff.ts";
import { causeOf, tidyReply, verdictOf } from "./verdict.ts";

test("waits grow, and what failed together is spread", () => {
  const minutes = (attempts: number, fraction: number) => waitAfter(attempts, fraction) / 60_000;
  assert.deepEqual([minutes(1, 0.5), minutes(4, 0.5), minutes(7, 0.5), minutes(50, 0.5)], [1, 10, 60, 120]);
  assert.deepEqual([minutes(1, 0), minutes(7, 0)], [0.8, 48]);
  assert.ok(minutes(1, 0.999) < 1.2);
});

test("only a reply of class 5 is final", () => {
  assert.equal(verdictOf("250 2.0.0 Accepted"), "taken");
  assert.equal(verdictOf("550 5.1.1 No such mailbox"), "refused");
  assert.equal(verdictOf("452 4.2.2 Full"), "again");
  assert.equal(verdictOf("no reply (ETIMEDOUT)"), "again");
  assert.equal(verdictOf(""), "again");
});

const causes: [reply: string | null, cause: string][] = [
  ["550 5.1.1 unknown", "unknown-address"],
  ["550 5.2.1 closed", "closed-mailbox"],
  ["452 4.2.2 full", "full"],
  ["552 5.3.4 large", "too-large"],
  ["550 5.7.1 no", "not-allowed"],
  ["554 5.6.0 content", "content"],
  ["550 no such user", "unknown-address"],
  ["552 too big", "too-large"],
  ["554 5.4.6 loop", "other"],
  ["no reply (ECONNREFUSED)", "no-answer"],
  [null, "no-answer"],
];
for (const [reply, cause] of causes)
  test(`« ${reply ?? "nothing"} » is ${cause}`, () => assert.equal(causeOf(reply), cause));

test("a reply is kept on one line, printable and short", () => {
  assert.equal(tidyReply("250-first\r\n250 second\u0007 é"), "250-first second é");
  assert.equal(tidyReply(`550 ${"x".repeat(1000)}`).length, 500);
});

test("Bcc goes, folded or not, whatever its letters; nothing else does", () => {
  const header = Buffer.from(
    "From: a\r\nBCC: b@c.example,\r\n\td@e.example\r\nTo: f\r\n g\r\nBcc : h\r\nX-Bcc: i\r\nSubject: Bcc: j\r\n",
  );
  assert.equal(stripBcc(header).toString(), "From: a\r\nTo: f\r\n g\r\nX-Bcc: i\r\nSubject: Bcc: j\r\n");
  assert.equal(stripBcc(Buffer.from("Bcc: x")).length, 0);
});
