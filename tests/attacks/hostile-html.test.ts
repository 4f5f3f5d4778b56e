import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Frame, Page } from "playwright-core";
import { openScene, personNamed, type Scene, signIn, type Visit } from "../journeys/browser.ts";
import { sendLetter, sender } from "../journeys/letters.ts";
import { connectPeer } from "../durability/peer.ts";
import { mailboxes } from "../../sandbox/people.ts";

let scene: Scene;
let visit: Visit;
before(async () => {
  scene = await openScene();
  visit = await scene.visit();
  await visit.context.route(/evil\.example/, (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>evil</title>" }),
  );
  await sendLetter(scene.house, { subject: "Bonjour", text: "Bonjour" });
  await signIn(visit.page, scene.house, personNamed("Nadège"));
});
after(() => scene.close());

/** Sends a message of these HTML parts, opens it, and gives the frames that show them. */
async function show(subject: string, htmls: string[]): Promise<Frame[]> {
  const { page } = visit;
  const parts = htmls.map(
    (html) => `--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>debut</p>${html}\r\n`,
  );
  const head = `From: a@ch-portbrume.mss.example\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\n`;
  const peer = await connectPeer(scene.house, scene.house.house.smtpPort);
  const raw = `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join("")}--b--\r\n`;
  const fate = await peer.send(sender.address, mailboxes.ime.address, raw.replaceAll(/\r?\n/g, "\r\n"));
  peer.close();
  assert.equal(fate, "acknowledged");
  await page.getByRole("option", { name: subject }).click();
  await page
    .locator(".msg-frame")
    .nth(htmls.length - 1)
    .waitFor();
  const frames: Frame[] = [];
  for (const handle of await page.locator(".msg-frame").elementHandles()) {
    const frame = await handle.contentFrame();
    assert.ok(frame);
    await frame.getByText("debut", { exact: true }).waitFor({ state: "attached" });
    frames.push(frame);
  }
  return frames;
}

const ran = "top.attacked=1;window.attacked=1;parent.attacked=1";

/** Ways to run a script, out of the collections that browsers and sanitisers are tried with. */
const scripts = [
  `<script>${ran}</script><script src="https://evil.example/s.js"></script>`,
  `<img src=x onerror="${ran}"><img src="data:image/png;base64,AA" onerror="${ran}">`,
  `<svg onload="${ran}"><script>${ran}</script><a xlink:href="javascript:${ran}"><text>x</text></a></svg>`,
  `<svg></p><style><a id="</style><img src=1 onerror=${ran}>">`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${ran}&gt;">`,
  `<math><annotation-xml encoding="text/html"><iframe srcdoc="<script>${ran}</script>"></iframe></annotation-xml></math>`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${ran}>`,
  `<noscript><p title="</noscript><img src=x onerror=${ran}>"></noscript>`,
  `<iframe srcdoc="<script>${ran}</script>"></iframe><object data="data:text/html,<script>${ran}</script>"></object>`,
  `<embed src="javascript:${ran}"><applet code="x"></applet><frameset onload="${ran}"></frameset>`,
  `<a href="javascript:${ran}">lien-js</a><a href=" java&#9;script:${ran}">lien-tab</a>`,
  `<a href="data:text/html,<script>${ran}</script>">lien-data</a><a href="data:image/svg+xml,<svg onload='${ran}'/>">lien-svg</a>`,
  `<a href="vbscript:x">v</a><a href="blob:https://evil.example/1">b</a><a href="file:///etc/passwd">f</a>`,
  `<details open ontoggle="${ran}"><summary>x</summary></details><marquee onstart="${ran}">m</marquee>`,
  `<style>@keyframes x{}</style><p style="animation-name:x" onanimationstart="${ran}">a</p>`,
  `<p style="width:expression(${ran});behavior:url(#x);-moz-binding:url(x)">b</p>`,
  `<template><img src=x onerror="${ran}"></template><dialog open onclose="${ran}">d</dialog>`,
  `<form action="https://evil.example/f"><input name=body autofocus onfocus="${ran}"><button formaction="javascript:${ran}">envoyer</button></form>`,
  `<img name=body><img id=documentElement><a id=createElement name=head></a><form id=defaultView></form>`,
];

/** Ways to tell the sender of the reading. */
const fetches = [
  `<img src="https://evil.example/1.png"><img srcset="https://evil.example/2.png 2x"><img src="//evil.example/3">`,
  `<link rel=stylesheet href="https://evil.example/4.css"><link rel=preconnect href="https://evil.example"><link rel=dns-prefetch href="//evil.example">`,
  `<meta http-equiv=refresh content="0;url=https://evil.example/5"><base href="https://evil.example/">`,
  `<style>@import "https://evil.example/6.css"; @im@import x;port "https://evil.example/7.css";</style>`,
  `<style>p{background:url(https://evil.example/8)} @font-face{font-family:e;src:url(https://evil.example/9)} p{font-family:e}</style>`,
  `<p style="background:u\\72l(https://evil.example/10)">x</p><p style="background:image-set('https://evil.example/11' 1x)">x</p>`,
  `<p style="list-style-image:url(https://evil.example/12);cursor:url(https://evil.example/13),auto;content:url(https://evil.example/14)">x</p>`,
  `<p style="--u:url(https://evil.example/15);background:var(--u)">x</p><table background="https://evil.example/16"><tr><td background="https://evil.example/17">x</table>`,
  `<video poster="https://evil.example/18" src="https://evil.example/19"></video><audio src="https://evil.example/20"></audio>`,
  `<picture><source srcset="https://evil.example/21"><img src="https://evil.example/22"></picture><input type=image src="https://evil.example/23">`,
  `<svg><image href="https://evil.example/24"/><use href="https://evil.example/25#x"/></svg><body background="https://evil.example/26">`,
  `<style>p{background:-webkit-image-set(url(https://evil.example/27) 1x);mask:-webkit-cross-fade(url(https://evil.example/28),url(https://evil.example/29),50%)}</style>`,
  `<style>p{color:red}</style><style>/*</style><style>*/ p{background:url("https://evil.example/30")}</style>`,
  `<style><!-- p{background:url(https://evil.example/31)} --></style><img src="/jmap/session"><img src="jmap/session">`,
  `<a href="https://evil.example/32" ping="https://evil.example/33">lien</a><iframe src="https://evil.example/34"></iframe>`,
  `<blockquote cite="https://evil.example/35">c</blockquote><img longdesc="https://evil.example/36" lowsrc="https://evil.example/37">`,
];

test("no message runs anything, whatever it is made of", async () => {
  const frames = await show("Essai de scripts", scripts);
  await nothingHappened(visit.page, frames);
  for (const [place, frame] of frames.entries()) await holdsNothing(frame, scripts[place] ?? "");
});

async function holdsNothing(frame: Frame, html: string): Promise<void> {
  const left = await frame.evaluate(() => ({
    elements: [
      ...document.body.querySelectorAll(
        "script,svg,math,iframe,object,embed,applet,frameset,form,input,button,template,dialog,meta,base,link,noscript",
      ),
    ].map((one) => one.outerHTML),
    handlers: [...document.body.querySelectorAll("*")].flatMap((one) =>
      one.getAttributeNames().filter((name) => name.startsWith("on")),
    ),
    addresses: [...document.querySelectorAll("[href],[src]")].map(
      (one) => one.getAttribute("href") ?? one.getAttribute("src") ?? "",
    ),
  }));
  const wrong = left.addresses.filter((address) => !/^(https?:\/\/|data:image\/png)/.test(address));
  assert.deepEqual([...left.elements, ...left.handlers, ...wrong], [], html);
}

test("no message asks anything of anybody, and the page says what it left out", async () => {
  const frames = await show("Essai de traceurs", fetches);
  await nothingHappened(visit.page, frames);
  for (const [place, frame] of frames.entries()) {
    const html = fetches[place] ?? "";
    await holdsNothing(frame, html);
    const rest = await frame.evaluate(() => {
      for (const link of document.querySelectorAll("a")) link.remove();
      return document.body.innerHTML;
    });
    assert.doesNotMatch(rest, /evil/, html);
  }
  assert.match(await visit.page.locator(".msg-say").first().innerText(), /image/);
});

test("no message covers the page, nor takes it anywhere", async () => {
  const cover = "position:fixed;inset:0;width:100vw;height:100vh;z-index:2147483647;background:red";
  const frames = await show("Essai de couverture", [
    `<style>html,body{height:90000px!important;position:fixed!important;overflow:visible!important}</style>
     <a href="https://evil.example/" target="_top" style="${cover}">a</a>
     <p style="--p:fixed;position:var(--p);inset:0">b</p><div style="margin-top:-9999px;height:9999px">c</div>`,
  ]);
  await nothingHappened(visit.page, frames);
  const hit = await visit.page.evaluate(() =>
    [...document.querySelectorAll("header, [role=listbox]")].map((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      const found = document.elementFromPoint(left + width / 2, top + Math.min(height, 40) / 2);
      return found?.tagName === "IFRAME";
    }),
  );
  assert.ok(hit.length > 0 && !hit.includes(true), JSON.stringify(hit));
});

test("a link opens apart, and the page it leads to knows neither us nor who sent it", async () => {
  const [frame] = await show("Essai de lien", [
    `<a href="https://evil.example/suite" target="_self">suite</a>`,
  ]);
  assert.ok(frame);
  const opening = visit.context.waitForEvent("page");
  await frame.getByText("suite").click();
  const opened = await opening;
  await opened.waitForLoadState();
  const told = await opened.evaluate(() => ({ opener: window.opener, referrer: document.referrer }));
  assert.deepEqual(told, { opener: null, referrer: "" });
  await opened.close();
});

async function nothingHappened(page: Page, frames: readonly Frame[]): Promise<void> {
  await page.waitForTimeout(300);
  for (const one of [page.mainFrame(), ...frames])
    assert.equal(await one.evaluate(() => "attacked" in window), false);
  const foreign = visit.requests
    .map((request) => request.url())
    .filter((url) => !url.startsWith(scene.house.publicUrl) && !/^(data|blob):/.test(url));
  assert.deepEqual(foreign, []);
  // The page itself asks for it, by script; a message could only have it as an image, a style or a frame.
  const asked = visit.requests.filter((request) => request.url().endsWith("/jmap/session"));
  assert.ok(asked.every((request) => request.resourceType() === "fetch"));
  // What the frame's own policy had to refuse got past the sanitiser. Handlers and bases are already complained of when
  // the sanitiser's parser reads them.
  const refused = visit.complaints.filter(
    (one) => !/^(Blocked script|Setting the document's base)/.test(one),
  );
  assert.deepEqual(refused, []);
  assert.ok(page.url().startsWith(`${scene.house.publicUrl}/boites/`));
}
