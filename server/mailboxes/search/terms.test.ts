import assert from "node:assert/strict";
import { test } from "node:test";
import { readTerms, type Term } from "./terms.ts";

const word = (text: string): Term => ({ kind: "word", word: text });
const start = (text: string): Term => ({ kind: "start", word: text });
const phrase = (...words: string[]): Term => ({ kind: "phrase", words });

const typed: [text: string, terms: Term[]][] = [
  ["bil", [start("bil")]],
  ["Bilan  annuel ", [word("bilan"), start("annuel")]],
  ['"bilan"', [word("bilan")]],
  ['"bilan annuel" lé', [phrase("bilan", "annuel"), start("le")]],
  ["lé « bilan annuel »", [word("le"), phrase("bilan", "annuel")]],
  ["“bilan annuel”", [phrase("bilan", "annuel")]],
  ['lé "bilan ann', [word("le"), word("bilan"), start("ann")]],
  ["l’examen", [word("l"), start("examen")]],
  ['"" «  » ?', []],
  ["", []],
];
for (const [text, terms] of typed)
  test(`${JSON.stringify(text)} is read as ${JSON.stringify(terms)}`, () => {
    assert.deepEqual(readTerms(text), terms);
  });

test("of a whole page pasted, the first terms count", () => {
  assert.equal(readTerms("mot ".repeat(10_000)).length, 24);
  const [long] = readTerms(`"${"mot ".repeat(1000)}"`);
  assert.ok(long?.kind === "phrase" && long.words.length === 24);
});
