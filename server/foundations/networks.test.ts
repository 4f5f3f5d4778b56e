import assert from "node:assert/strict";
import { test } from "node:test";
import { findNetwork, isWithin, type Network, normaliseAddress, type Range, readRange } from "./networks.ts";

function rangesOf(...texts: string[]): Range[] {
  return texts.map((text) => {
    const range = readRange(text);
    assert.ok(range, text);
    return range;
  });
}

test("an address has one form, whichever way it is written", () => {
  for (const [written, one] of [
    ["10.1.2.3", "10.1.2.3"],
    ["::ffff:10.1.2.3", "10.1.2.3"],
    ["::FFFF:0a01:0203", "10.1.2.3"],
    ["0:0:0:0:0:ffff:a01:203", "10.1.2.3"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["2001:db8::1%eth0", "2001:db8::1"],
    ["::1", "::1"],
    ["::", "::"],
    ["64:ff9b::10.1.2.3", "64:ff9b::a01:203"],
  ] as const)
    assert.equal(normaliseAddress(written), one, written);
  for (const wrong of ["", "unknown", "10.1.2", "10.1.2.256", "1.2.3.4:80", "[::1]", "010.1.2.3", "::1::"])
    assert.equal(normaliseAddress(wrong), null, wrong);
});

test("a range holds its addresses and no neighbour", () => {
  const ranges = rangesOf("10.1.0.0/16", "192.0.2.7", "2001:db8:5::/48");
  for (const inside of ["10.1.0.0", "10.1.255.255", "::ffff:10.1.9.9", "192.0.2.7", "2001:db8:5:ffff::1"])
    assert.ok(isWithin(inside, ranges), inside);
  for (const outside of ["10.0.255.255", "10.2.0.0", "192.0.2.6", "2001:db8:6::", "::10.1.0.1", "", "10.1"])
    assert.ok(!isWithin(outside, ranges), outside);
});

test("everything and one address are ranges, of their own family", () => {
  assert.ok(isWithin("203.0.113.9", rangesOf("0.0.0.0/0")));
  assert.ok(!isWithin("2001:db8::1", rangesOf("0.0.0.0/0")));
  assert.ok(!isWithin("203.0.113.9", rangesOf("::/0")));
  assert.ok(isWithin("10.1.2.3", rangesOf("::ffff:10.1.0.0/112")));
});

test("what is no range is refused, a mask with bits beyond its length too", () => {
  for (const wrong of ["", "10.1.0.0/33", "10.1.0.1/16", "10.1/16", "2001:db8::/129", "a/8", "fe80::1%eth0"])
    assert.equal(readRange(wrong), null, wrong);
});

test("the narrowest network names an address", () => {
  const network = (name: string, ...ranges: string[]): Network => ({
    name,
    ranges: rangesOf(...ranges),
    shared: false,
  });
  const site = network("Val-de-Brume", "10.1.0.0/16", "2001:db8::/32");
  const networks = [site, network("Infirmerie", "10.1.7.0/24"), network("Foyer", "10.2.0.0/16")];
  assert.equal(findNetwork(networks, "10.1.7.12")?.name, "Infirmerie");
  assert.equal(findNetwork(networks.toReversed(), "10.1.8.12")?.name, "Val-de-Brume");
  assert.equal(findNetwork(networks, "2001:db8::4"), site);
  assert.equal(findNetwork(networks, "203.0.113.9"), null);
  assert.equal(findNetwork([], "10.1.7.12"), null);
});
