import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanCss, judgePicture } from "./left-out.ts";

const fetching = [
  "background:url(https://a.example/p.png)",
  "background:URL( 'http://a.example/p.png' )",
  "@import 'https://a.example/s.css';",
  "@import url(//a.example/s.css) screen;",
  "@font-face{font-family:x;src:url(https://a.example/f.woff)}",
  "background:image-set('https://a.example/p.png' 1x)",
  "background:u\\72l(https://a.example/p.png)",
  "background:ur/**/l(https://a.example/p.png);x:url(//a.example)",
  "background:url(https://a.example/p.png",
  "background:url(data:text/html,x)",
  "@im@import x;port 'https://a.example/s.css';",
];

for (const css of fetching)
  test(`nothing is fetched by ${css}`, () => {
    const { css: cleaned, removed } = cleanCss(css);
    assert.doesNotMatch(cleaned, /a\.example|data:text/);
    assert.ok(removed > 0);
  });

test("what fetches nothing stays, and nothing is said to be left out", () => {
  const css = "color:#333;background:url(data:image/png;base64,AAAA)";
  assert.deepEqual(cleanCss(css), { css, removed: 0 });
});

test("pictures of the message show, those from elsewhere do not", () => {
  assert.deepEqual(judgePicture("cid:logo%40a.example"), { kind: "inline", cid: "logo@a.example" });
  assert.deepEqual(judgePicture(" data:image/png;base64,AA"), { kind: "keep" });
  for (const address of [
    "https://a.example/x.png",
    "//a.example/x",
    "/jmap/download/1",
    "data:image/svg+xml,x",
    "x.png",
  ])
    assert.deepEqual(judgePicture(address), { kind: "drop" }, address);
});
