import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openOutbox } from "../outbox.ts";
import { openPeerInbox } from "../peer-inbox.ts";
import { startWeb } from "../web.ts";
import { openBrowser } from "../../tests/journeys/chromium.ts";
import { findViolations } from "../../tests/journeys/look.ts";

const folder = await mkdtemp(join(tmpdir(), "caducee-page-"));
const outbox = await openOutbox(join(folder, "outbox.jsonl"));
const inbox = await openPeerInbox(join(folder, "peer-inbox.jsonl"));
const web = await startWeb(0, {
  outbox,
  inbox,
  rotateKeys: async () => {},
  reply: async ({ from }, text) => ({ code: 250, reply: `250 2.0.0 ${from} ${text}` }),
  gatewayHeader: "",
  programUrl: "http://localhost:8025",
  isReady: () => true,
  send: async ({ to }) =>
    to.startsWith("accueil")
      ? { code: 250, reply: "250 2.0.0 accepté" }
      : { code: 550, reply: "550 5.1.1 inconnue" },
});
let browser: Browser;

before(async () => {
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await web.close();
  await rm(folder, { recursive: true });
});

for (const [width, colorScheme] of [
  [1280, "light"],
  [1280, "dark"],
  [390, "light"],
] as const) {
  test(`the page is accessible, ${width} px, ${colorScheme}`, async () => {
    await outbox.add({
      to: "n.faure@valdebrume.example",
      channel: "email",
      subject: "Connexion",
      text: "175373",
      at: width,
    });
    const page = await openPage(width, colorScheme);
    assert.deepEqual(await findViolations(page, { colorScheme }), []);
    await page.context().close();
  });
}

test("the page never scrolls sideways", async () => {
  for (const width of [1280, 1024, 390, 320]) {
    const page = await openPage(width, "light");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    await page.context().close();
  }
});

test("what arrives shows by itself and leaves unfolded what was", async () => {
  const page = await openPage(1280, "light");
  await page.locator("summary").first().click();
  const folded = page.locator("details:not([open])");
  const others = await folded.count();
  await outbox.add({
    to: "m.kermadec@valdebrume.example",
    channel: "email",
    subject: "Connexion",
    text: "048201",
    at: 9_999,
  });
  await page.getByText("048\u00a0201").waitFor();
  assert.equal(await page.locator("#posts > *").first().locator(".code-show").textContent(), "048\u00a0201");
  assert.equal(await folded.count(), others + 1);
  assert.equal(await page.locator("details[open]").count(), 1);
  await page.context().close();
});

test("a trial shows the reply of the server, accepted or refused", async () => {
  const page = await openPage(1280, "light");
  await page.getByRole("button", { name: "Envoyer" }).click();
  await page.getByText("250 2.0.0 accepté").waitFor();
  await page.getByLabel("À", { exact: true }).fill("personne@valdebrume.mss.example");
  await page.getByRole("button", { name: "Envoyer" }).click();
  await page.locator(".is-late").getByText("550 5.1.1 inconnue").waitFor();
  await page.context().close();
});

test("an identifier is copied whole", async () => {
  const page = await openPage(390, "light");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "org.nadege.faure@valdebrume.mss.example, copier" }).click();
  await page.getByText("org.nadege.faure@valdebrume.mss.example copié").waitFor({ state: "attached" });
  assert.equal(
    await page.evaluate(() => navigator.clipboard.readText()),
    "org.nadege.faure@valdebrume.mss.example",
  );
  await page.context().close();
});

async function openPage(width: number, colorScheme: "light" | "dark"): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`http://127.0.0.1:${web.port}/`, { waitUntil: "load" });
  return page;
}
