import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { oneLine } from "./kept-text.ts";
import { markAll, markPlace } from "./snippet.ts";
import { readTerms } from "./terms.ts";

const looked = (typed: string) => [{ field: null, terms: readTerms(typed) }];

const marked: [text: string, typed: string, result: string | null][] = [
  ["Le Cœur & l’Été", "coeur ete", "Le <mark>Cœur</mark> &amp; l’<mark>Été</mark>"],
  ["e\u0301te\u0301 chaud", "ete", "<mark>e\u0301te\u0301</mark> chaud"],
  ["<b>bilans</b> \"x\" 'y'", "bil", "&lt;b&gt;<mark>bilans</mark>&lt;/b&gt; &quot;x&quot; &#39;y&#39;"],
  ["bilans", "bil x", null],
  ["compte, rendu et compte", '"compte rendu"', "<mark>compte</mark>, <mark>rendu</mark> et compte"],
  ["rien", "mark", null],
  ["", "x", null],
];
for (const [text, typed, result] of marked)
  test(`${typed} in ${text} is marked as ${result}`, () => {
    assert.equal(markAll(text, looked(typed)), result);
  });

test("the place of a match is one line with some words before it", () => {
  const text = `${"Avant cela il y avait autre chose. ".repeat(20)}\n\nEt\tla quetsche ${"après ".repeat(100)}`;
  const place = markPlace(oneLine(text), looked("quetsche")) ?? "";
  assert.match(place, /^\S[^\n\t]{10,40} Et la <mark>quetsche<\/mark> (après )*après$/);
  assert.ok(Buffer.byteLength(place) <= 255 && Buffer.byteLength(place) > 200);
});

test("a match at the very end, or in a text without blanks, is shown whole or not at all", () => {
  assert.equal(markPlace(`${"a".repeat(5000)} fin`, looked("fin")), "<mark>fin</mark>");
  assert.equal(markPlace("é".repeat(5000), looked("e")), null);
});

test("a match is found wherever it stands in a long text, words that only look like it passed over", () => {
  const text = `${"habile et débilité, bilan-té. ".repeat(40)}bile amère ${"suite ".repeat(80)}`;
  for (const typed of ["bile", '"bile amere"', "ame", '"amere suite"'])
    assert.match(markPlace(text, looked(`${typed} `)) ?? "", /<mark>(bile|amère)<\/mark>.*suite$/, typed);
  assert.equal(markPlace(text, looked('"bile suite"')), null);
});

test("whatever the text, a place fits, is escaped, and is the text itself under its marks", () => {
  const words = fc.constantFrom(
    "bilan",
    "Bilan&",
    "é<i>",
    "œ",
    "\u{1F600}",
    "'",
    " ",
    "\n",
    "x".repeat(60),
    "-",
  );
  fc.assert(
    fc.property(
      fc.array(words, { maxLength: 200 }),
      fc.constantFrom("bil", "e", '"bilan i"'),
      (pieces, typed) => {
        const text = pieces.join("");
        const place = markPlace(oneLine(text), looked(typed));
        if (place === null) return;
        assert.ok(Buffer.byteLength(place) <= 255);
        assert.ok(place.includes("<mark>"));
        const bare = place.replaceAll(/<\/?mark>/g, "");
        assert.ok(!/[<>"']/.test(bare));
        assert.ok(place.isWellFormed());
        const plain = bare
          .replaceAll("&lt;", "<")
          .replaceAll("&gt;", ">")
          .replaceAll("&quot;", '"')
          .replaceAll("&#39;", "'")
          .replaceAll("&amp;", "&");
        assert.ok(text.replace(/\s+/g, " ").includes(plain));
      },
    ),
  );
});

test("letter by letter or run by run, the same is marked", () => {
  const pieces = fc.constantFrom("bilan", "Bilans", "É", "ete", "été ", " ", "’", "-", "x9", "\u00a0", "à");
  const asked = fc.constantFrom("bil", "bilan ", "ete", "e", "x9 ", "bilan été", "a ");
  // Its fold is longer: whatever stands before it is looked at run by run.
  const longer = " œ";
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), asked, (some, typed) => {
      const text = some.join("");
      const both = [markAll(text, looked(typed)), markAll(text + longer, looked(typed))];
      assert.equal(both[0] === null ? null : both[0] + longer, both[1]);
    }),
  );
});
