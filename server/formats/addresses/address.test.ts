import assert from "node:assert/strict";
import { test } from "node:test";
import { maskAddress, parseAddress } from "./address.ts";

test("addresses that are one have one key", () => {
  const same: [string, string][] = [
    ["<Nadege.Brune@ValDeBrume.example>", "nadege.brune@valdebrume.example"],
    [" nadège@valdebrume.example ", "nade\u0300ge@valdebrume.example"],
    ['"nadege.brune"@valdebrume.example', "nadege.brune@valdebrume.example"],
    ["a@hôpital.example", "a@xn--hpital-ixa.example"],
    ["<@relais.example,@autre.example:a@b.example>", "a@b.example"],
    ["a@[IPv6:2001:DB8::1]", "a@[ipv6:2001:db8::1]"],
  ];
  for (const [one, other] of same) {
    assert.equal(parseAddress(one)?.key, parseAddress(other)?.key, one);
    assert.ok(parseAddress(one));
  }
  assert.deepEqual(parseAddress('"a@b"@c.example'), {
    local: "a@b",
    domain: "c.example",
    key: "a@b@c.example",
  });
});

test("what is no address is refused", () => {
  const wrong = [
    "",
    "<>",
    "a",
    "a@",
    "@b.example",
    "a b@c.example",
    "a..b@c.example",
    ".a@c.example",
    "a.@c.example",
    "a@b@c.example",
    "a@c..example",
    "a@-c.example",
    "a@c.example.",
    "a@c_d.example",
    "a@%63.example",
    "a@exa mple.example",
    `${"a".repeat(65)}@c.example`,
    `a@${"b.".repeat(130)}example`,
    "a@b.example>",
    "<a@b.example",
    "a\r\n@b.example",
    '"a\r"@b.example',
    "a@[999]",
    "a@c/d.example",
  ];
  for (const text of wrong) assert.equal(parseAddress(text), null, text);
});

test("a mask shows a letter at each end", () => {
  assert.equal(maskAddress("nadege@valdebrume.example"), "n…e@valdebrume.example");
  assert.equal(maskAddress("jo@valdebrume.example"), "j…@valdebrume.example");
  assert.equal(maskAddress("j@valdebrume.example"), "…@valdebrume.example");
});
