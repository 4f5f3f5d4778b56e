import { test } from "node:test";
import assert from "node:assert/strict";
import { readMarked } from "./marked.ts";

test("found words stand apart from what is around them", () => {
  assert.deepEqual(readMarked("Le <mark>bilan</mark> de <mark>Léa</mark>"), [
    { text: "Le ", isFound: false },
    { text: "bilan", isFound: true },
    { text: " de ", isFound: false },
    { text: "Léa", isFound: true },
  ]);
  assert.deepEqual(readMarked(""), []);
});

test("what the message holds stays text", () => {
  assert.deepEqual(readMarked("a &lt;b&gt; &amp;lt; &quot;<mark>x &amp; y</mark>&#39; &nbsp;"), [
    { text: 'a <b> &lt; "', isFound: false },
    { text: "x & y", isFound: true },
    { text: "' &nbsp;", isFound: false },
  ]);
});
