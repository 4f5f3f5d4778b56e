import assert from "node:assert/strict";
import { test } from "node:test";
import { array, assert as check, constantFrom, nat, property } from "fast-check";
import { createLineEndCheck, createReceivedCount } from "./content.ts";

test("a CR or LF alone is found wherever the bytes are cut", () => {
  check(
    property(array(constantFrom("\r", "\n", "\r\n", "a", "bc")), nat(12), (parts, at) => {
      // A CR at the very end is judged with what follows; a message always ends with CRLF.
      const text = `${parts.join("")}\r\n`;
      const alone = /(?<!\r)\n|\r(?!\n)/.test(text);
      const find = createLineEndCheck();
      const found = [text.slice(0, at), text.slice(at)].map((part) => find(Buffer.from(part)));
      assert.equal(found.includes(true), alone);
    }),
    { numRuns: 2000, seed: 2 },
  );
});

test("Received fields are counted in the header only, whatever their case and wherever cut", () => {
  const text =
    "Received: a\r\n\tReceived: folded\r\nX-Received: no\r\nRECEIVED:b\r\nReceive: no\r\nreceived : no\r\n" +
    "rEcEiVeD: c\r\n\r\nReceived: body\r\n";
  for (let at = 0; at <= text.length; at++) {
    const count = createReceivedCount();
    count(Buffer.from(text.slice(0, at)));
    assert.equal(count(Buffer.from(text.slice(at))), 3);
  }
});
