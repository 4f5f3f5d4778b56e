import assert from "node:assert/strict";
import { test } from "node:test";
import { foldQuotedText } from "./quoted-text.ts";

test("a closing quotation folds with the line that announces it", () => {
  const folded = foldQuotedText(
    "Bonjour,\n\nD’accord.\n\nLe 16 nov. 2026 à 10:15, Accueil a écrit :\n\n> Voici\n> la suite\n",
  );
  assert.deepEqual(folded, {
    own: "Bonjour,\n\nD’accord.",
    quoted: "Le 16 nov. 2026 à 10:15, Accueil a écrit :\n\n> Voici\n> la suite",
  });
});

test("the announcement may be broken over two lines", () => {
  const folded = foldQuotedText(
    "Oui.\r\n\r\nOn Monday 16 November 2026 at 10:15,\r\nAccueil <a@b.example> wrote:\r\n> Voici",
  );
  assert.equal(folded.own, "Oui.");
});

test("a header block pasted as text begins the quotation", () => {
  const folded = foldQuotedText(
    "Vu.\n\nDe : Accueil\nEnvoyé : lundi\nÀ : Laboratoire\nObjet : Bilan\n\nBonjour",
  );
  assert.equal(folded.own, "Vu.");
  assert.match(folded.quoted, /^De : Accueil/);
});

test("« De : » in a sentence begins nothing", () => {
  const text = "Trajet\nDe : Port-Brume\net retour.";
  assert.deepEqual(foldQuotedText(text), { own: text, quoted: "" });
});

test("answers between the lines stay whole, and so does a message that only quotes", () => {
  const between = "> Mardi ?\nOui.\n> Mercredi ?\nNon.";
  assert.deepEqual(foldQuotedText(between), { own: between, quoted: "" });
  assert.deepEqual(foldQuotedText("> seul"), { own: "> seul", quoted: "" });
});
