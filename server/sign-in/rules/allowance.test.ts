import assert from "node:assert/strict";
import { test } from "node:test";
import {
  allowanceDefaults as rules,
  allowanceNetwork,
  findAllowanceWait,
  spendAllowance,
} from "./allowance.ts";

const start = 1_790_000_000_000;

/** Somebody who gets every password wrong, as soon as he is heard; how many until `until`. */
function fail(until: number): number {
  let [now, wholeAt, failures] = [start, 0, 0];
  while (now < until) {
    const wait = findAllowanceWait(wholeAt, now, rules);
    if (wait === null) {
      wholeAt = spendAllowance(wholeAt, now, rules);
      failures++;
    } else now = wait;
  }
  return failures;
}

test("a hundred wrong passwords from one network, then ten a minute", () => {
  assert.equal(fail(start + 1), 100);
  assert.equal(fail(start + 60_000), 109);
  assert.equal(fail(start + 3_600_000), 699);
});

test("a pause gives the whole allowance back, and no more than that", () => {
  let wholeAt = 0;
  for (let index = 0; index < 100; index++) wholeAt = spendAllowance(wholeAt, start, rules);
  assert.equal(findAllowanceWait(wholeAt, start, rules), start + 6000);
  const later = start + 24 * 3_600_000;
  for (let index = 0; index < 99; index++) wholeAt = spendAllowance(wholeAt, later, rules);
  assert.equal(findAllowanceWait(wholeAt, later, rules), null);
  assert.equal(findAllowanceWait(spendAllowance(wholeAt, later, rules), later, rules), later + 6000);
});

test("neighbours share an allowance, other networks do not, and no address has none", () => {
  const groups = [
    ["192.0.2.7", "192.0.2.250", "::ffff:192.0.2.9"],
    ["192.0.3.7"],
    ["2001:db8:0:1::7", "2001:DB8::1:9:8:7:6", "2001:db8:0:1:ffff:ffff:ffff:ffff"],
    ["2001:db8:0:2::7", "2001:db8:0:2::"],
    ["::1"],
    ["fe80::1%eth0", "fe80::2"],
  ];
  const networks = groups.map((group) => new Set(group.map(allowanceNetwork)));
  assert.ok(networks.every((each) => each.size === 1));
  assert.equal(new Set(networks.flatMap((each) => [...each])).size, groups.length);
  for (const nothing of [null, "", "unknown", "[object Object]"])
    assert.equal(allowanceNetwork(nothing), null);
});
