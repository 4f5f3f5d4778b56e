import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { openScene, personNamed, readCode, type Scene, until, type Visit } from "./browser.ts";
import { sendLetter } from "./letters.ts";

const nadege = personNamed("Nadège");

let scene: Scene;
let visit: Visit;
before(async () => {
  scene = await openScene();
  await sendLetter(scene.house, {
    subject: "Le premier arrivé",
    text: "Un compte rendu.",
    attachments: [{ filename: "compte-rendu.txt", content: "Rien à signaler." }],
  });
  await scene.pass(60_000);
  await sendLetter(scene.house, { subject: "Le dernier arrivé", text: "Bonjour." });
  await scene.pass(60_000);
  visit = await scene.visit();
});
after(() => scene.close());

test("the guide by keyboard alone: typed, tabbed, entered", async () => {
  const { page } = visit;
  await tabTo(page, "Utilisateur");
  await page.keyboard.type(nadege.login);
  await tabTo(page, "Mot de passe");
  await page.keyboard.type(nadege.password);
  await tabTo(page, "Email");
  await tabTo(page, "Connexion");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  assert.equal(await focused(page), "Code à 6 chiffres");
  await page.keyboard.type(await readCode(scene.house, nadege));
  await tabTo(page, "Ok");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
});

test("the list: one stop for Tab, arrows inside, Enter opens and goes to the reading", async () => {
  const { page } = visit;
  await page.getByRole("option", { name: "Le dernier arrivé" }).waitFor();
  await tabTo(page, "Le dernier arrivé");
  await page.keyboard.press("ArrowDown");
  await waitForFocus(page, "Le premier arrivé");
  await page.keyboard.press("ArrowDown");
  await waitForFocus(page, "Le premier arrivé");
  await page.keyboard.press("Home");
  await waitForFocus(page, "Le dernier arrivé");
  await page.keyboard.press("End");
  await waitForFocus(page, "Le premier arrivé");
  await page.keyboard.press("Enter");
  await page.getByText("Un compte rendu.").last().waitFor();
  await page.locator("h2:focus").getByText("Le premier arrivé").waitFor();
});

test("the file is reached and downloaded, and U puts the message back as unread", async () => {
  const { page } = visit;
  await tabTo(page, "compte-rendu.txt");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.equal(await readFile(await download.path(), "utf8"), "Rien à signaler.");
  await page.keyboard.press("u");
  await page
    .getByRole("option", { name: "Le premier arrivé" })
    .and(page.getByRole("option", { name: "Non lu par vous" }))
    .waitFor();
  await page.keyboard.press("Escape");
  await waitForFocus(page, "Le premier arrivé");
});

test("the folders and the way out", async () => {
  const { page } = visit;
  await tabTo(page, "Corbeille", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByText("La corbeille est vide").waitFor();
  await tabTo(page, "mon compte", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Se déconnecter" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Se déconnecter" }).waitFor({ state: "hidden" });
  await waitForFocus(page, "mon compte");
  await page.keyboard.press("Enter");
  await tabTo(page, "Se déconnecter");
  await page.keyboard.press("Enter");
  await page.getByText("Vous êtes déconnecté.").waitFor();
  assert.deepEqual(visit.complaints, []);
});

test("Escape leaves the dialog of the code, and the focus returns to where it was", async () => {
  const { page } = await scene.visit();
  await tabTo(page, "Utilisateur");
  await page.keyboard.type(nadege.login);
  await page.keyboard.press("Tab");
  await page.keyboard.type(nadege.password);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await focused(page), "Mot de passe");
});

/** Presses Tab until what has the focus is so named; what stands in the way must let go of it. */
async function tabTo(page: Page, name: string, key = "Tab"): Promise<void> {
  const met: string[] = [];
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (now.includes(name)) return;
    met.push(now);
  }
  throw new Error(`no « ${name} » by ${key}, but: ${met.join(" | ")}`);
}

async function waitForFocus(page: Page, name: string): Promise<void> {
  await until(async () => (await focused(page)).includes(name), `the focus on « ${name} »`);
}

/** The name of what has the focus, as far as a person would call it by it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return "nothing";
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    return (label ?? element.getAttribute("aria-label") ?? element.textContent ?? "").trim();
  });
}
