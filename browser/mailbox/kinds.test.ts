import assert from "node:assert/strict";
import { test } from "node:test";
import { huesOf, initialsOf, kindOf } from "./kinds.ts";

const cases: [string | null, string, string][] = [
  ["Dr Hélène Castaing", "h.castaing@ch.mss.example", "professional"],
  ["CASTAING Hélène", "helene.castaing@ch.mss.example", "professional"],
  ["Paul Le Bihan", "paul.lebihan2@mss.example", "professional"],
  ["Anne-Marie Quéré", "anne-marie.quere@mss.example", "professional"],
  ["MDPH, pôle enfance", "pole.enfance@mdph.mss.example", "service"],
  ["Pharmacie de la Halle", "pharmacie.halle@officine.mss.example", "service"],
  ["Laboratoire Biolittoral", "resultats@labo.mss.example", "service"],
  [null, "accueil@ch.mss.example", "service"],
  ["Inès MOREAU", "2880@patient.mss.example", "patient"],
];

for (const [name, email, kind] of cases)
  test(`${name ?? "nobody"} <${email}>: ${kind}`, () => assert.equal(kindOf({ name, email }), kind));

test("initials leave titles out", () => {
  assert.equal(initialsOf("Dr Hélène Castaing"), "HC");
  assert.equal(initialsOf("SESSAD"), "SE");
  assert.equal(initialsOf("Élodie Mme"), "ÉL");
  assert.equal(initialsOf(""), "?");
});

test("hues are steady, and apart while there are six mailboxes or fewer", () => {
  const six = ["a", "b", "c", "d", "e", "f"].map((name) => `${name}@ime.example`);
  const hues = huesOf(six);
  assert.deepEqual([...hues.values()].sort(), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(huesOf(six), hues);
  assert.equal(huesOf([...six, "g@ime.example"]).size, 7);
});
