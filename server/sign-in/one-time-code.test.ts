import assert from "node:assert/strict";
import { test } from "node:test";
import { createOneTimeCodes, readDigits } from "./one-time-code.ts";

test("a code depends on the challenge and on the key, and on nothing else", () => {
  const codes = createOneTimeCodes(Buffer.alloc(32, 1));
  assert.match(codes.of("c1"), /^\d{6}$/);
  assert.equal(codes.of("c1"), createOneTimeCodes(Buffer.alloc(32, 1)).of("c1"));
  assert.notEqual(codes.of("c1"), codes.of("c2"));
  assert.notEqual(codes.of("c1"), createOneTimeCodes(Buffer.alloc(32, 2)).of("c1"));
  assert.equal(codes.isRight("c1", codes.of("c1")), true);
  assert.equal(codes.isRight("c2", codes.of("c1")), false);
});

test("codes are spread evenly, leading zeros included", () => {
  const codes = createOneTimeCodes(Buffer.alloc(32, 3));
  const firsts = new Map<string, number>();
  for (let index = 0; index < 10_000; index++) {
    const code = codes.of(`c${index}`);
    assert.equal(code.length, 6);
    firsts.set(code.charAt(0), (firsts.get(code.charAt(0)) ?? 0) + 1);
  }
  assert.equal(firsts.size, 10);
  for (const count of firsts.values()) assert.ok(count > 850 && count < 1150, `${count} of 1000`);
});

test("six digits are read however they are spaced, and nothing else is", () => {
  const same = ["175373", " 175 373 ", "175-373", "1 7 5 3 7 3", "175\u00a0373", "175\u202f373\n"];
  const stranger = ["175\u2011373", "175–373", "１７５３７３", "\u200b175373\ufeff"];
  for (const typed of [...same, ...stranger])
    assert.equal(readDigits(typed), "175373", JSON.stringify(typed));
  for (const typed of ["", "17537", "1753731", "17537a", "code 175373", "175.373", "١٧٥٣٧٣"])
    assert.equal(readDigits(typed), null, JSON.stringify(typed));
});
