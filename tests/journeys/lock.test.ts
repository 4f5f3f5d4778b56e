import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import {
  codesSent,
  giveCode,
  knock,
  openScene,
  personNamed,
  readCode,
  type Scene,
  signIn,
  until,
} from "./browser.ts";
import { sendLetter } from "./letters.ts";
import { findViolations } from "./look.ts";

const minute = 60_000;
const nadege = personNamed("Nadège");

let scene: Scene;
before(async () => {
  scene = await openScene();
  await sendLetter(scene.house, { subject: "Bilan de Léo", text: "Le mot est mirabelle." });
});
after(() => scene.close());

const lockOf = (page: Page) => page.getByRole("dialog", { name: "Messagerie verrouillée" });
const textOf = (page: Page) => page.getByRole("textbox", { name: "Texte du message" });

async function answer(page: Page, text: string): Promise<void> {
  await page.getByRole("option", { name: "Bilan de Léo" }).click();
  await page.getByText("mirabelle").last().waitFor();
  await page.getByRole("button", { name: "Répondre", exact: true }).click();
  await textOf(page).fill(text);
}

async function unlock(dialog: Locator, password: string): Promise<void> {
  await dialog.getByLabel("Mot de passe", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Déverrouiller" }).click();
}

test("countdown, lock, one factor, then the absolute end: what was being written is there, word for word", async () => {
  const { page, context, complaints, requests } = await scene.visit();
  await signIn(page, scene.house, nadege);
  const second = await context.newPage();
  await second.goto("/");
  await second.getByRole("option", { name: "Bilan de Léo" }).waitFor();
  await answer(page, "Je vous rappelle jeudi");

  // The last two minutes are counted, and a key puts them off, in every tab.
  const shown = () => page.evaluate(() => document.querySelector(".band-time")?.textContent ?? "");
  const watches = () => requests.filter((one) => one.url().includes("/assets/watch-")).length;
  await until(() => watches() === 2, "what counts down, in both tabs");
  await scene.pass(28 * minute + 20_000);
  for (const tab of [page, second]) await tab.getByText(/^Verrouillage dans 1\smin\s40\ss/).waitFor();
  await page.getByRole("status").filter({ hasText: "se verrouille dans deux minutes" }).waitFor();
  assert.match(await shown(), /1\smin\s40\ss/);
  await textOf(page).press("End");
  await textOf(page).pressSequentially(" matin.");
  for (const tab of [page, second]) await tab.getByText(/Verrouillage dans/).waitFor({ state: "detached" });

  // Nothing more is done: both tabs lock, and show nothing of what they held.
  await page.getByText("Brouillon enregistré à").waitFor();
  await scene.pass(30 * minute);
  for (const tab of [page, second]) {
    await lockOf(tab).waitFor();
    assert.doesNotMatch(await tab.content(), /mirabelle|Bilan de Léo|Je vous rappelle/);
    assert.equal(await tab.title(), "Verrouillé · Caducée");
  }
  assert.doesNotMatch(await page.locator("body").ariaSnapshot(), /Bilan|Réception/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await lockOf(page).getByText("Nadège Faure").waitFor();
  assert.deepEqual(await findViolations(page), []);

  // A wrong password, then hers: every tab opens.
  await unlock(lockOf(page), "ce-n-est-pas-le-bon");
  await lockOf(page).getByRole("alert").getByText("Il vous reste 4").waitFor();
  await unlock(lockOf(page), nadege.password);
  await textOf(page).waitFor();
  assert.equal(await textOf(page).inputValue(), "Je vous rappelle jeudi matin.");
  await second.getByRole("option", { name: "Bilan de Léo" }).waitFor();

  // The absolute end: the whole sign-in stands over the page.
  await textOf(page).press("End");
  await scene.pass(4 * 60 * minute);
  const again = page.getByRole("dialog", { name: "Votre session est terminée" });
  await again.waitFor();
  assert.doesNotMatch(await page.content(), /mirabelle|Bilan de Léo|Je vous rappelle/);
  assert.equal(await again.getByLabel("Utilisateur", { exact: true }).inputValue(), nadege.login);
  const before = codesSent(scene.house);
  await knock(page, nadege);
  await until(() => codesSent(scene.house) > before, "the mail with the code");
  await giveCode(page, await readCode(scene.house, nadege));
  await textOf(page).waitFor();
  assert.equal(await textOf(page).inputValue(), "Je vous rappelle jeudi matin.");
  await textOf(page).pressSequentially(" À vous");
  await page.getByText("Brouillon enregistré à").waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test("locked by hand without a network: nothing shows; what could not be stored is, once it opens again", async () => {
  const { page, context } = await scene.visit();
  await signIn(page, scene.house, personNamed("Marie"));
  await answer(page, "Bonjour.");
  await page.getByText("Brouillon enregistré à").waitFor();
  await page.getByRole("button", { name: "mon compte" }).click();
  await page.getByRole("button", { name: "Verrouiller" }).click();
  await lockOf(page).waitFor();
  await unlock(lockOf(page), personNamed("Marie").password);
  await textOf(page).waitFor();

  // The parts are there by now.
  await context.setOffline(true);
  await textOf(page).fill("Écrit hors réseau.");
  await page.getByRole("button", { name: "mon compte" }).click();
  await page.getByRole("button", { name: "Verrouiller" }).click();
  await lockOf(page).waitFor();
  assert.doesNotMatch(await page.content(), /Écrit hors|mirabelle/);
  await unlock(lockOf(page), personNamed("Marie").password);
  await lockOf(page).getByRole("alert").getByText("Le serveur ne répond pas").waitFor();
  await context.setOffline(false);
  await unlock(lockOf(page), personNamed("Marie").password);
  assert.equal(await textOf(page).inputValue(), "Écrit hors réseau.");
  await page.getByText("Brouillon enregistré à").waitFor();

  // Reloaded while locked: the lock again, and the mailbox behind it.
  await page.getByRole("button", { name: "mon compte" }).click();
  await page.getByRole("button", { name: "Verrouiller" }).click();
  await lockOf(page).waitFor();
  await page.reload();
  await lockOf(page).getByText("Marie").waitFor();
  await lockOf(page).getByRole("button", { name: "Se déconnecter" }).click();
  await page.getByText("Vous êtes déconnecté.").waitFor();
  await page.goBack().catch(() => null);
  assert.doesNotMatch(await page.content(), /mirabelle|Écrit hors/);
  await context.close();
});

test("somebody else signs in over the page: hers opens, and nothing of the former one’s goes out under her name", async () => {
  const { page, context, requests } = await scene.visit();
  await signIn(page, scene.house, nadege);
  await answer(page, "Enregistré.");
  await page.getByText("Brouillon enregistré à").waitFor();
  await page.route(/\/jmap\/api/, (route) => route.abort());
  await textOf(page).fill("Pas encore enregistré.");
  await scene.pass(4 * 60 * minute);
  await page.getByRole("dialog", { name: "Votre session est terminée" }).waitFor();
  await page.unroute(/\/jmap\/api/);
  requests.length = 0;
  const yanis = personNamed("Yanis");
  const before = codesSent(scene.house);
  await knock(page, yanis);
  await until(() => codesSent(scene.house) > before, "the mail with the code");
  await giveCode(page, await readCode(scene.house, yanis));
  await page.getByRole("button", { name: /Yanis/ }).waitFor();
  await page.getByRole("option").first().waitFor();
  assert.doesNotMatch(await page.content(), /Pas encore enregistré/);
  for (const request of requests) assert.doesNotMatch(request.postData() ?? "", /Pas encore/);
  await context.close();
});

test("a card signs in again in a tab of its own: the page that it covers goes on where it was", async () => {
  const { page, context, complaints } = await scene.visit();
  await signIn(page, scene.house, personNamed("Marie"));
  await answer(page, "Enregistré.");
  await page.getByText("Brouillon enregistré à").waitFor();
  await textOf(page).press("End");
  await scene.pass(4 * 60 * minute);
  const again = page.getByRole("dialog", { name: "Votre session est terminée" });
  await again.waitFor();
  const opened = context.waitForEvent("page");
  await again.getByRole("button", { name: "S'identifier avec PRO SANTÉ CONNECT" }).click();
  const tab = await opened;
  await tab.getByRole("button", { name: /^Marie Kermadec/ }).click();
  await tab.getByText(/^\d+ conversations?$/).waitFor();
  await textOf(page).waitFor();
  await textOf(page).pressSequentially(" Et la suite.");
  assert.equal(await textOf(page).inputValue(), "Enregistré. Et la suite.");
  await page.getByText("Brouillon enregistré à").waitFor();
  assert.equal(await tab.evaluate(() => window.opener), null);
  assert.deepEqual(complaints, []);
  await context.close();
});
