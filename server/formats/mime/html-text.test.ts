import assert from "node:assert/strict";
import { test } from "node:test";
import { htmlToText } from "./html-text.ts";

const line = (html: string) => htmlToText(html).replace(/\s+/g, " ").trim();

test("tags go, blocks end lines, words in a line stay whole", () => {
  assert.equal(htmlToText("<p>Le <b>ré</b>sultat</p>"), "\nLe résultat\n");
  assert.equal(line("un<br>deux<div>trois</div>quatre"), "un deux trois quatre");
});

test("scripts, styles, titles and comments are no text", () => {
  assert.equal(
    line("<head><title>t</title><style>p{}</style></head><!-- <p>c</p> -->a<script>x</script >b"),
    "ab",
  );
  assert.equal(line("a<style>b"), "a");
});

test("attributes may hold anything", () => {
  assert.equal(line(`<p title="a > b" alt='<p>'>texte</p>`), "texte");
  assert.equal(line("3 < 4 <3 <- </"), "3 < 4 <3 <- </");
  assert.equal(line("avant <a href='sans fin"), "avant");
});

test("entities are decoded, unknown and impossible ones kept or dropped", () => {
  assert.equal(
    line("&eacute;&#233;&#xE9;&EACUTE;&amp;lt;&nbsp;&oelig; &inconnu; &#0; &#xD800; &#9999999; &"),
    "ééé&EACUTE;&lt; œ &inconnu; &",
  );
});
