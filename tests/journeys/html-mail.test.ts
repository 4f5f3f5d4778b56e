import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import type { FrameLocator } from "playwright-core";
import { openScene, personNamed, type Scene, signIn, type Visit } from "./browser.ts";
import { sendLetter } from "./letters.ts";

/** Every host but ours; a request to one of them is written down, and goes nowhere. */
const elsewhere = /^https?:\/\/[^/]*\.example\//;
const mark = "top.document.body.dataset.ran = 'yes'";
const picture =
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGNgSHDHjkaGFgYAuJ8QMZ+2KW4AAAAASUVORK5CYII=";

const hostile = `<html><head>
<meta http-equiv="refresh" content="0;url=https://mauvais.example/refresh">
<base href="https://mauvais.example/base/">
<link rel="stylesheet" href="https://mauvais.example/link.css">
<link rel="prefetch" href="https://mauvais.example/prefetch">
<style>@import "https://mauvais.example/import.css"; .vert { color: rgb(0, 96, 0); font-size: 30px }
#fond { background: url(https://mauvais.example/feuille.png) }</style>
<script>${mark}</script><script src="https://mauvais.example/s.js"></script>
</head><body onload="${mark}">
<p class="vert" onclick="${mark}">Texte en vert</p>
<p id="fond" style="background-image: url('https://mauvais.example/style.png'); letter-spacing: 3px">Sans fond</p>
<img src="https://mauvais.example/pixel.gif" width="1" height="1" onerror="${mark}">
<img src="//mauvais.example/deux.png" srcset="https://mauvais.example/trois.png 2x" alt="Logo">
<img src="x.png" onerror="${mark}"><img src="cid:dessin" alt="Dessin joint">
<picture><source srcset="https://mauvais.example/quatre.png"><img src="data:image/png;base64,${picture}" alt="Dessin cousu"></picture>
<table background="https://mauvais.example/table.png"><tr><td>Case</td></tr></table>
<video src="https://mauvais.example/v.mp4" poster="https://mauvais.example/v.png" autoplay></video>
<svg><script>${mark}</script><image href="https://mauvais.example/i.svg" onload="${mark}"/><use href="https://mauvais.example/u.svg#a"/></svg>
<math><mtext><table><mglyph><style><img src=x onerror="${mark}"></style></mglyph></table></mtext></math>
<form action="https://mauvais.example/form"><input name="motdepasse" autofocus onfocus="${mark}"><button>Envoyer</button></form>
<iframe src="https://mauvais.example/frame"></iframe><iframe srcdoc="<script>${mark}</script>"></iframe>
<object data="https://mauvais.example/o"></object><embed src="https://mauvais.example/e">
<details open ontoggle="${mark}"><summary>Suite</summary>Dépliée</details>
<p><a href="https://ailleurs.example/page" target="_top" onclick="${mark}">Un lien</a>
<a href="javascript:${mark}">Un piège</a> <a href="data:text/html,<script>${mark}</script>">Un autre</a></p>
</body></html>`;

let scene: Scene;
let visit: Visit;
const leaving: string[] = [];
before(async () => {
  scene = await openScene();
  visit = await scene.visit();
  await visit.context.route(elsewhere, async (route) => {
    leaving.push(route.request().url());
    await route.fulfill({ contentType: "text/html", body: "<h1>Ailleurs</h1>" });
  });
  await signIn(visit.page, scene.house, personNamed("Marie"));
  await sendLetter(scene.house, {
    subject: "Lettre piégée",
    html: hostile,
    attachments: [
      {
        filename: "dessin.png",
        cid: "dessin",
        content: Buffer.from(picture, "base64"),
        contentType: "image/png",
      },
      { filename: "page.html", content: `<script>document.title = "ran"</script>`, contentType: "text/html" },
    ],
  });
  await visit.page.getByRole("option", { name: "Lettre piégée" }).click();
  await body().getByText("Texte en vert").waitFor();
});
after(() => scene.close());

test("nothing of the message runs, and nothing is asked of another host", async () => {
  const { page, requests } = visit;
  // What would run later, or by a hand.
  await body().getByText("Texte en vert").click();
  await page.waitForTimeout(300);
  assert.equal(await page.locator("body").getAttribute("data-ran"), null);
  assert.deepEqual(leaving, []);
  const asked = requests.map((request) => request.url()).filter((url) => !/^(data|blob):/.test(url));
  assert.deepEqual([...new Set(asked.map((url) => new URL(url).origin))], [scene.house.publicUrl]);
  assert.equal(new URL(page.url()).host, new URL(scene.house.publicUrl).host);
});

test("what could run, fetch or send is not in the frame at all", async () => {
  const dangerous =
    "script, iframe, object, embed, form, input, button, link, meta[http-equiv], base, video, source, svg script";
  assert.equal(await body().locator(dangerous).count(), 0);
  const handlers = await body()
    .locator("*")
    .evaluateAll((all) =>
      all.flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith("on")),
    );
  assert.deepEqual(handlers, []);
  assert.doesNotMatch(
    await body()
      .locator("html")
      .evaluate((html) => html.outerHTML),
    /mauvais\.example|javascript:/,
  );
});

test("the page says what was left out", async () => {
  await visit.page
    .getByText("3 images distantes n’ont pas été chargées\u00a0: leur auteur aurait su que vous lisez.")
    .waitFor();
});

test("styles and pictures of the message itself show", async () => {
  const style = await body()
    .getByText("Texte en vert")
    .evaluate((text) => {
      const { color, fontSize } = getComputedStyle(text);
      return { color, fontSize };
    });
  assert.deepEqual(style, { color: "rgb(0, 96, 0)", fontSize: "30px" });
  assert.equal(
    await body()
      .getByText("Sans fond")
      .evaluate((text) => getComputedStyle(text).letterSpacing),
    "3px",
  );
  for (const name of ["Dessin joint", "Dessin cousu"]) {
    const image = body().getByRole("img", { name });
    await image.waitFor();
    await image.evaluate((img: HTMLImageElement) => img.decode());
    assert.equal(await image.evaluate((img: HTMLImageElement) => img.naturalWidth), 8, name);
  }
  await body().getByText("Dépliée").waitFor();
});

test("a link opens apart, and tells the other site nothing of where it was", async () => {
  const link = body().getByRole("link", { name: "Un lien" });
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
  assert.equal(await link.getAttribute("target"), "_blank");
  assert.equal(await body().getByRole("link").count(), 1);
  const [tab] = await Promise.all([visit.context.waitForEvent("page"), link.click()]);
  await tab.getByText("Ailleurs").waitFor();
  const request = visit.requests.find((one) => one.url() === "https://ailleurs.example/page");
  assert.equal(await request?.headerValue("referer"), null);
  assert.equal(await tab.evaluate(() => opener === null && document.referrer === ""), true);
  await tab.close();
});

test("an HTML file that is attached is downloaded, never shown as a page of ours", async () => {
  const { page, context } = visit;
  const link = page.getByRole("link", { name: "page.html" });
  const address = await link.getAttribute("href");
  assert.ok(address);
  const tab = await context.newPage();
  const [download] = await Promise.all([
    tab.waitForEvent("download"),
    tab.goto(address).catch(() => "the browser says that a download began"),
  ]);
  assert.match(await readFile(await download.path(), "utf8"), /<script>/);
  assert.equal(tab.url(), "about:blank");
  await tab.close();
});

test("a message without anything remote says nothing of it; one with remote styles only says so", async () => {
  const { page } = visit;
  await sendLetter(scene.house, { subject: "Lettre simple", html: "<p>Bonjour <b>à tous</b></p>" });
  await page.getByRole("option", { name: "Lettre simple" }).click();
  await body().getByText("à tous").waitFor();
  assert.equal(await page.getByText(/pas été chargée/).count(), 0);
  await sendLetter(scene.house, {
    subject: "Lettre habillée",
    html: `<style>@import url(https://mauvais.example/a.css);</style><p>Habillée</p>`,
  });
  await page.getByRole("option", { name: "Lettre habillée" }).click();
  await page.getByText("Une partie de la mise en forme distante n’a pas été chargée.").waitFor();
  assert.deepEqual(leaving, ["https://ailleurs.example/page"]);
});

function body(): FrameLocator {
  return visit.page.frameLocator("iframe");
}
