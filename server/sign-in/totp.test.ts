import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { codeOfStep, findStep, readBase32, writeBase32, writeOtpauth } from "./totp.ts";

const secret = Buffer.from("12345678901234567890");
const at = (seconds: number) => seconds * 1000;

test("the codes are those of RFC 6238, appendix B, by their last six digits", () => {
  const vectors: [seconds: number, code: string][] = [
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ];
  for (const [seconds, code] of vectors) assert.equal(codeOfStep(secret, Math.floor(seconds / 30)), code);
});

test("one step to either side is taken, no more, and the step is told", () => {
  const now = 1_111_111_111;
  const step = Math.floor(now / 30);
  for (const off of [-1, 0, 1])
    assert.equal(findStep(secret, codeOfStep(secret, step + off), at(now)), step + off);
  for (const off of [-3, -2, 2, 3])
    assert.equal(findStep(secret, codeOfStep(secret, step + off), at(now)), null);
});

test("another program makes the same codes from the same key (oathtool)", () => {
  for (let index = 0; index < 8; index++) {
    const other = Buffer.from(Array.from({ length: 20 }, (_, place) => (place * 37 + index * 91) & 0xff));
    const seconds = 1_790_000_000 + index * 1_234_567;
    const code = execFileSync("oathtool", [
      "--totp",
      "--base32",
      `--now=${new Date(at(seconds)).toISOString().slice(0, 19)}Z`,
      writeBase32(other),
    ]);
    assert.equal(codeOfStep(other, Math.floor(seconds / 30)), code.toString().trim());
  }
});

test("base32 is that of RFC 4648, read as people copy it", () => {
  assert.equal(writeBase32(Buffer.from("foobar")), "MZXW6YTBOI");
  assert.equal(writeBase32(Buffer.from("foob")), "MZXW6YQ");
  for (let length = 16; length < 40; length++) {
    const bytes = Buffer.from(Array.from({ length }, (_, place) => (place * 73 + length) & 0xff));
    assert.deepEqual(readBase32(writeBase32(bytes)), bytes);
  }
  const text = writeBase32(secret);
  const grouped = `${text.toLowerCase().replace(/(.{4})/g, "$1 ")}====`;
  assert.deepEqual(readBase32(grouped), secret);
  for (const wrong of ["", "MZXW6YTBOI", `${text}1`, `${text}!`, "é".repeat(30)])
    assert.equal(readBase32(wrong), null, wrong);
});

test("the link names operator and account, and nothing in them can change it", () => {
  const link = new URL(writeOtpauth(secret, "Santé & Cie", "org.a+b@valdebrume.mss.example"));
  assert.equal(link.protocol, "otpauth:");
  assert.equal(decodeURIComponent(link.pathname), "/Santé & Cie:org.a+b@valdebrume.mss.example");
  assert.doesNotMatch(link.search, /\+/);
  assert.deepEqual(Object.fromEntries(link.searchParams), {
    secret: writeBase32(secret),
    issuer: "Santé & Cie",
    digits: "6",
    period: "30",
  });
});
