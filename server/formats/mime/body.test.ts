import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { decodeText, truncateValue } from "./body.ts";

test("a text is decoded under its charset, or guessed and flagged", () => {
  const latin = Buffer.from("d\xe9j\xe0\r\nvu", "latin1");
  assert.deepEqual(decodeText(latin, "iso-8859-1"), { text: "déjà\nvu", isEncodingProblem: false });
  assert.deepEqual(decodeText(latin, "x-inconnu"), { text: "déjà\nvu", isEncodingProblem: true });
  assert.deepEqual(decodeText(latin, "us-ascii"), { text: "déjà\nvu", isEncodingProblem: true });
  assert.deepEqual(decodeText(latin, "utf-8"), { text: "d\ufffdj\ufffd\nvu", isEncodingProblem: true });
  assert.deepEqual(decodeText(Buffer.from("déjà"), null), { text: "déjà", isEncodingProblem: true });
  assert.deepEqual(decodeText(Buffer.from("deja"), null), { text: "deja", isEncodingProblem: false });
});

test("charsets of the wild are known, those that hide scripts are not", () => {
  for (const name of [
    "UTF8",
    "latin1",
    "cp850",
    "ks_c_5601-1987",
    "iso-2022-jp",
    "macintosh",
    "gb2312",
    "utf-16",
    '"utf-8"'.slice(1, -1),
  ]) {
    assert.equal(
      decodeText(Buffer.from(name === "utf-16" ? "a\0" : "a"), name).isEncodingProblem,
      false,
      name,
    );
  }
  for (const name of ["utf-7", "unicode-1-1-utf-7", "base64", "hex", "__proto__"]) {
    assert.equal(decodeText(Buffer.from("+ADw-"), name).text, "+ADw-", name);
  }
});

test("a value is cut between characters", () => {
  assert.deepEqual(truncateValue("été", 0, false), { value: "été", isTruncated: false });
  assert.deepEqual(truncateValue("été", 5, false), { value: "été", isTruncated: false });
  assert.deepEqual(truncateValue("été", 4, false), { value: "ét", isTruncated: true });
  assert.deepEqual(truncateValue("a😀", 4, false), { value: "a", isTruncated: true });
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 40 }), (text, max) => {
      const { value, isTruncated } = truncateValue(text, max, false);
      assert.ok(text.startsWith(value) && Buffer.byteLength(value) <= max);
      assert.equal(isTruncated, value !== text);
      // No character that still fitted was dropped
      const next = String.fromCodePoint(text.codePointAt(value.length) ?? 0);
      assert.ok(!isTruncated || Buffer.byteLength(value + next) > max);
    }),
  );
});

test("HTML is not cut inside a tag", () => {
  const html = '<p>Bonjour <a href="https://x.example/">ici</a> 3 < 4 et plus</p>';
  assert.equal(truncateValue(html, 20, true).value, "<p>Bonjour ");
  assert.equal(truncateValue(html, 30, false).value, html.slice(0, 30));
  assert.equal(truncateValue(html, 55, true).value, html.slice(0, 55));
});
