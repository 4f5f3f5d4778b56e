import assert from "node:assert/strict";
import { test } from "node:test";
import { type Range, readRange } from "../foundations/networks.ts";
import { findClientAddress } from "./client-address.ts";

const trusted = ["127.0.0.1", "10.9.0.0/24", "2001:db8:9::/48"].map((text) => readRange(text) as Range);

function seen(peer: string, forwarded: string | null = null, proxies = trusted): string | null {
  return findClientAddress(peer, forwarded, proxies);
}

test("without a proxy of ours, the connection says it, whatever the header claims", () => {
  assert.equal(seen("203.0.113.5"), "203.0.113.5");
  assert.equal(seen("203.0.113.5", "10.1.0.7"), "203.0.113.5");
  assert.equal(seen("127.0.0.1", "10.1.0.7", []), "127.0.0.1");
  assert.equal(seen("10.9.1.1", "10.1.0.7"), "10.9.1.1");
});

test("behind a proxy of ours, what it met counts, not what its client wrote before it", () => {
  assert.equal(seen("127.0.0.1", "203.0.113.5"), "203.0.113.5");
  assert.equal(seen("127.0.0.1", "10.1.0.7, 203.0.113.5"), "203.0.113.5");
  assert.equal(seen("127.0.0.1", "127.0.0.1, 10.9.0.4, 203.0.113.5"), "203.0.113.5");
});

test("several proxies: the right-most address that is not one of ours", () => {
  assert.equal(seen("127.0.0.1", "198.51.100.1, 203.0.113.5, 10.9.0.4, 2001:db8:9::2"), "203.0.113.5");
  assert.equal(seen("127.0.0.1", "203.0.113.5,10.9.0.4"), "203.0.113.5");
});

test("IPv4 written as IPv6 is the same address, at either end", () => {
  assert.equal(seen("::ffff:127.0.0.1", "::ffff:203.0.113.5"), "203.0.113.5");
  assert.equal(seen("::ffff:203.0.113.5", "10.1.0.7"), "203.0.113.5");
});

test("ports, brackets and blanks are not part of an address", () => {
  assert.equal(seen("127.0.0.1", " 203.0.113.5:51734 "), "203.0.113.5");
  assert.equal(seen("127.0.0.1", "[2001:DB8::7]:443"), "2001:db8::7");
});

test("what is no address ends the search at the last proxy", () => {
  for (const wrong of ["", "unknown", "203.0.113.5, _hidden", "203.0.113.5,", "203.0.113.5 10.1.0.7"])
    assert.equal(seen("127.0.0.1", wrong), "127.0.0.1", wrong);
});

test("who stands among the proxies themselves is named by the last of them", () => {
  assert.equal(seen("127.0.0.1", "10.9.0.4"), "10.9.0.4");
});

test("a connection without an address has none, whatever the header claims", () => {
  assert.equal(findClientAddress(undefined, "203.0.113.5", trusted), null);
});
