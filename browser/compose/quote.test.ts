import { test } from "node:test";
import assert from "node:assert/strict";
import { composeEn } from "../words/compose-en.ts";
import { composeFr } from "../words/compose-fr.ts";
import { joinTexts, quoteAnswer, quoteForward, splitTexts } from "./quote.ts";

const facts = {
  who: "Dr Castaing <h@x.example>",
  when: "16 nov. 2026, 9 h 02",
  subject: "Bilan",
  whom: "Accueil",
};

test("each line of what is answered is marked, under who wrote it", () => {
  const quoted = quoteAnswer(
    "Bonjour\r\n\r\n> avant\r\nfin\r\n",
    "Dr Castaing",
    "le jour même",
    composeFr.quote,
  );
  assert.deepEqual(quoted.split("\n").slice(1), ["> Bonjour", ">", ">> avant", "> fin"]);
  assert.match(quoted, /^Le .* a écrit\u00a0:\n/);
});

for (const [language, words] of [
  ["French", composeFr],
  ["English", composeEn],
] as const) {
  test(`a draft's own words and its quotation come apart as they were joined, in ${language}`, () => {
    for (const quoted of [
      quoteAnswer("Bonjour\n\nDe : vous\n\nFin", facts.who, facts.when, words.quote),
      quoteForward("Bonjour\n\nFin", facts, words.quote),
    ])
      for (const own of ["Merci.\n\nBien à vous", "Merci.", ""])
        assert.deepEqual(splitTexts(joinTexts(own, quoted)), { own, quoted });
  });
}

test("a draft without a quotation keeps its text to the letter", () => {
  const own = "Une ligne\n\n  en retrait";
  assert.deepEqual(splitTexts(joinTexts(own, "")), { own, quoted: "" });
});
