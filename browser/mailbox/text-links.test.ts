import assert from "node:assert/strict";
import { test } from "node:test";
import { splitLinks } from "./text-links.ts";

test("a link ends before what closes the sentence", () => {
  assert.deepEqual(splitLinks("Voir https://a.example/b(c). Puis (http://d.example)."), [
    { text: "Voir " },
    { text: "https://a.example/b(c)", href: "https://a.example/b(c)" },
    { text: ". Puis (" },
    { text: "http://d.example", href: "http://d.example" },
    { text: ")." },
  ]);
});

test("nothing else becomes a link", () => {
  for (const text of ["javascript:alert(1)", "www.a.example", "ftp://a.example", "https://"])
    assert.deepEqual(splitLinks(text), [{ text }]);
});
