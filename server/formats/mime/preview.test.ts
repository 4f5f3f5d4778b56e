import assert from "node:assert/strict";
import { test } from "node:test";
import { previewOf } from "./preview.ts";

test("a preview is one line without what was quoted", () => {
  assert.equal(previewOf("> cité\n  Oui,\t c'est \u00a0noté.\n"), "Oui, c'est noté.");
  assert.equal(previewOf("Oui.\n-----Message d'origine-----\nDe : x"), "Oui.");
  assert.equal(previewOf("Oui.\n-----Original Message-----\nFrom: x"), "Oui.");
});

test("when all is quoted, the quote is shown", () => {
  assert.equal(previewOf("> cité\n> encore"), "> cité > encore");
});

test("invisible characters go, emoji stay whole", () => {
  assert.equal(previewOf("a\u200b\u202eb\ufeff 👩\u200d⚕️\0"), "ab 👩\u200d⚕️");
  assert.equal(previewOf(`${"a".repeat(255)}😀`), "a".repeat(255));
});
