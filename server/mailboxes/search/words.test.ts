import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, foldWhole, isIndexedStart, startsOf, wordsOf } from "./words.ts";

const folded: [text: string, words: string[]][] = [
  ["L’Été à Noël", ["l", "ete", "a", "noel"]],
  ["Cœur, ŒUVRE, et cætera", ["coeur", "oeuvre", "et", "caetera"]],
  ["e\u0301te\u0301 été", ["ete", "ete"]],
  ["eﬃcace ﬁn", ["efficace", "fin"]],
  ["Straße Øre Łódź Đorđe İstanbul ısı", ["strasse", "ore", "lodz", "dorde", "istanbul", "isi"]],
  ["inter\u00adnational zero\u200bwidth", ["international", "zerowidth"]],
  ["h.castaing@ch-portbrume.example", ["h", "castaing", "ch", "portbrume", "example"]],
  ["Radio_thorax-2026.pdf", ["radio", "thorax", "2026", "pdf"]],
  ["13,8 g/dL ½ m²", ["13", "8", "g", "dl", "1", "2", "m2"]],
  ["Привет Ελλάδα", ["привет", "ελλαδα"]],
  ["\0'\"_*.:^ ()", []],
  ["x".repeat(100), ["x".repeat(40)]],
];
for (const [text, words] of folded)
  test(`${JSON.stringify(text.slice(0, 40))} is ${words.join(" ").slice(0, 60)}`, () => {
    assert.deepEqual(wordsOf(text), words);
  });

test("capital or small, composed or not, a text has the same words", () => {
  for (const [text] of folded)
    for (const form of ["NFC", "NFD"] as const)
      assert.deepEqual(wordsOf(text.normalize(form).toUpperCase()), wordsOf(text.toLowerCase()));
});

test("the beginnings of words are indexed, shorter than the word, numbers to three digits", () => {
  assert.deepEqual([...startsOf(["bilan", "bilan", "ab"])], ["bila", "bil", "bi", "b", "a"]);
  assert.deepEqual([...startsOf(["20261122"])], ["202", "20", "2"]);
  const family = ["bilan", "bilans", "bilirubine", "b", "bi"];
  const every = family.flatMap((word) =>
    Array.from({ length: word.length - 1 }, (_, at) => word.slice(0, at + 1)),
  );
  assert.deepEqual(startsOf(family), new Set(every));
  assert.deepEqual(startsOf(family.toReversed()), new Set(every));
  const long = "anatomopathologique";
  assert.ok(startsOf([long]).has(long.slice(0, 12)) && !startsOf([long]).has(long.slice(0, 13)));
});

test("a beginning is asked of the index exactly where the index has it", () => {
  for (const word of ["anatomopathologique", "20261122", "bilan"])
    for (let length = 1; length < word.length; length++) {
      const start = word.slice(0, length);
      assert.equal(isIndexedStart(start), startsOf([word]).has(start), start);
    }
});

test("folded letter by letter, a text is what the rules of Unicode make of it whole", () => {
  for (let unit = 0; unit <= 0xffff; unit++) {
    const text = `É${String.fromCharCode(unit)}T ${String.fromCharCode(unit)}`;
    assert.equal(fold(text), foldWhole(text), unit.toString(16));
    const words = foldWhole(text).match(/[\p{L}\p{N}]+/gu) ?? [];
    assert.deepEqual(wordsOf(text), [...words], unit.toString(16));
  }
});
