import assert from "node:assert/strict";
import { test } from "node:test";
import { readMobile, writeMobile } from "./contacts.ts";

for (const [kept, read] of [
  ["+33639987703", "06\u00a039\u00a098\u00a077\u00a003"],
  ["+33712345678", "07\u00a012\u00a034\u00a056\u00a078"],
  ["+3225550199", "+3225550199"],
] as const)
  test(`${kept} is read ${read}, and typed so is the same`, () => {
    assert.equal(writeMobile(kept), read);
    assert.equal(readMobile(read), kept);
  });
