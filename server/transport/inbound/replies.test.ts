import assert from "node:assert/strict";
import { test } from "node:test";
import { asError, refusals, type Reply } from "./replies.ts";

test("every refusal is one whole SMTP reply", () => {
  for (const [name, { code, enhanced, text }] of Object.entries<Reply>(refusals)) {
    assert.ok(code >= 400 && code < 600, name);
    // RFC 3463 §2: the class of the enhanced code is that of the reply.
    assert.match(enhanced, new RegExp(`^${Math.floor(code / 100)}\\.\\d{1,3}\\.\\d{1,3}$`), name);
    // RFC 5321 §4.2: printable US-ASCII, and 512 octets with the code and CRLF (§4.5.3.1.5).
    assert.match(text, /^[\x20-\x7e]{1,400}$/, name);
  }
});

test("a refusal reaches the library with its code and its words", () => {
  const error = asError("mailbox-full");
  assert.equal(error.responseCode, 452);
  assert.match(error.message, /^4\.2\.2 /);
});
