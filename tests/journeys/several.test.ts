import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { openScene, personNamed, type Scene, signIn } from "./browser.ts";
import { sendLetter } from "./letters.ts";

const subjects = ["Transport de lundi", "Bilan orthophonique", "Facture de novembre", "Réunion de synthèse"];

let scene: Scene;
let page: Page;
/** A colleague of the same mailbox, in her own browser. */
let colleague: Page;
before(async () => {
  scene = await openScene();
  for (const subject of subjects) {
    await sendLetter(scene.house, { subject, text: "Bonjour." });
    await scene.pass(60_000);
  }
  ({ page } = await scene.visit());
  await signIn(page, scene.house, personNamed("Nadège"));
  ({ page: colleague } = await scene.visit());
  await signIn(colleague, scene.house, personNamed("Marie"));
});
after(() => scene.close());

const row = (subject: string, where: Page = page): Locator => where.getByRole("option", { name: subject });
const gone = (subject: string, where: Page = page) => row(subject, where).waitFor({ state: "detached" });

test("several chosen by keyboard are archived by one key; the colleague sees them leave; undo brings them back", async () => {
  await row("Réunion de synthèse").focus();
  await page.keyboard.press("Space");
  await page.getByText("1 choisie").waitFor();
  await page.keyboard.press("Shift+ArrowDown");
  await page.getByText("2 choisies").waitFor();
  await page.keyboard.press("e");
  await page.getByText("2 conversations archivées.").waitFor();
  for (const where of [page, colleague])
    for (const subject of ["Réunion de synthèse", "Facture de novembre"]) await gone(subject, where);
  await page.getByRole("button", { name: "Annuler" }).click();
  await page.getByText("C’est annulé : tout est revenu à sa place.").waitFor();
  for (const where of [page, colleague])
    for (const subject of ["Réunion de synthèse", "Facture de novembre"]) await row(subject, where).waitFor();
});

test("several chosen by mouse go to the bin together, and are found there", async () => {
  for (const subject of ["Transport de lundi", "Bilan orthophonique"])
    await row(subject).locator(".face").click();
  await page.getByRole("toolbar").getByRole("button", { name: "Supprimer" }).click();
  await page.getByText("2 conversations mises à la corbeille.").waitFor();
  await page.getByRole("link", { name: "Corbeille" }).first().click();
  await row("Transport de lundi").waitFor();
  await row("Bilan orthophonique").locator(".face").click();
  await row("Transport de lundi").locator(".face").click();
  await page.getByRole("toolbar").getByRole("button", { name: "Déplacer" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Réception" }).click();
  await page.getByText("2 conversations déplacées vers Réception.").waitFor();
  await page.getByText("La corbeille est vide").waitFor();
  await page.getByRole("link", { name: "Réception" }).first().click();
  await row("Transport de lundi").waitFor();
});

test("what one follows, the colleague sees followed", async () => {
  await row("Bilan orthophonique").click();
  await page.getByRole("button", { name: "Suivre" }).click();
  await row("Bilan orthophonique", colleague).filter({ hasText: "Suivi." }).waitFor();
  await colleague.bringToFront();
  await row("Bilan orthophonique", colleague).click();
  await colleague.getByRole("button", { name: "Suivre", pressed: true }).click();
  await row("Bilan orthophonique").filter({ hasText: "Suivi." }).waitFor({ state: "detached" });
});

test("« ? » shows the keys, and letters can be switched off", async () => {
  await page.bringToFront();
  await page.getByRole("heading", { name: "Bilan orthophonique" }).click();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Touches du clavier" });
  await sheet.getByText("Archiver").waitFor();
  await sheet.getByRole("checkbox", { name: "Touches d’une lettre" }).uncheck();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "Bilan orthophonique" }).click();
  await page.keyboard.press("e");
  await page.keyboard.press("Delete");
  await page.getByText("Conversation mise à la corbeille.").waitFor();
  assert.equal(await page.getByText("Conversation archivée.").count(), 0);
});
