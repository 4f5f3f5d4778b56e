import assert from "node:assert/strict";
import { test } from "node:test";
import { maskEmail, maskMobile } from "./mask.ts";

test("a masked address keeps its domain and never its name", () => {
  assert.equal(maskEmail("n.faure@valdebrume.example"), "n…e@valdebrume.example");
  assert.equal(maskEmail("élo@valdebrume.example"), "é…@valdebrume.example");
  assert.equal(maskEmail("a@valdebrume.example"), "a…@valdebrume.example");
});

test("a mobile is known by its last two digits", () => {
  assert.equal(maskMobile("+33639984142"), "06\u00a0••\u00a0••\u00a0••\u00a042");
  assert.equal(maskMobile("+33739984142"), "07\u00a0••\u00a0••\u00a0••\u00a042");
  assert.equal(maskMobile("+32470123456"), "+32\u00a0••\u00a0••\u00a0••\u00a056");
});
