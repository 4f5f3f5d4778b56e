import assert from "node:assert/strict";
import { test } from "node:test";
import { holdsOneOf, type Strength, weigh } from "./password.ts";

test("length makes a password, not the kinds of signs in it", () => {
  const expected: [string, Strength][] = [
    ["", "short"],
    ["Aa1!Aa1!Aa1", "short"],
    ["éèàùçéèàùçé", "short"],
    ["e\u0301".repeat(11), "short"],
    ["vkmqtzrhwbxp", "fair"],
    ["galetbarquecuivre", "good"],
    ["galet barque cuivre", "fine"],
    ["heron-maree-basse", "fine"],
    ["un renard passe le gué", "fine"],
    ["8F3k!vQ2#xT7", "good"],
  ];
  for (const [password, strength] of expected) assert.equal(weigh(password), strength, password);
});

test("what everybody tries first counts for nothing, whatever is put around it", () => {
  const common = [
    "motdepasse2026",
    "MotDePasse2026!",
    "M0tDeP@sse2026",
    "mot-de-passe-2026",
    "Azertyuiop123!",
    "azertyuiopqs",
    "aaaaaaaaaaaaaaaa",
    "abcabcabcabcabc",
    "123456789012",
    "0123456789876543210",
    "abcdefghijklmnop",
    "Soleil2024!!",
    "soleil-bonjour-lundi",
    "Hopital-2025-Hopital",
    "            ",
    "Bienvenue1234",
    "151119871123",
  ];
  for (const password of common) assert.equal(weigh(password), "common", password);
});

test("whatever is typed is weighed, and quickly", () => {
  for (const sign of ["a", "ab", "é", "\ud800", "😀", "1234", "motdepasse", " "])
    assert.ok(["short", "common", "fair", "good", "fine"].includes(weigh(sign.repeat(1024 / sign.length))));
});

test("a name is found in any case, with or without its accents", () => {
  assert.ok(holdsOneOf("nadege-sous-la-pluie", ["Nadège"]));
  assert.ok(holdsOneOf("NADÈGE SOUS LA PLUIE", ["nadege"]));
  assert.ok(!holdsOneOf("galet-tisane-horizon", ["Nadège", "Faure"]));
});
