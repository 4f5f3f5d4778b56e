import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import {
  askForCode,
  codesSent,
  giveCode,
  openScene,
  personNamed,
  readCode,
  type Scene,
  signIn,
  until,
} from "./browser.ts";
import { plugIn } from "./devices.ts";
import { findViolations } from "./look.ts";

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

async function openSecurity(page: Page): Promise<void> {
  await page.getByRole("button", { name: "mon compte" }).click();
  await page.getByRole("link", { name: "Ma sécurité" }).click();
  await page.getByRole("heading", { level: 1, name: "Ma sécurité" }).waitFor();
}

async function leave(page: Page): Promise<void> {
  await page.getByRole("button", { name: "mon compte" }).click();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
}

async function clean(page: Page): Promise<void> {
  assert.deepEqual(await findViolations(page), []);
}

const inbox = (page: Page) => page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();

test("a passkey is added by keyboard, is the whole sign-in, the second factor, the proof, and is removed", async () => {
  const { page, complaints } = await scene.visit();
  const { cdp, authenticatorId } = await plugIn(page);
  const nadege = personNamed("Nadège");
  const { relay } = scene.house;
  const told = (words: RegExp) =>
    until(() => relay.messages.some(({ subject }) => words.test(subject)), String(words));
  await signIn(page, scene.house, nadege);
  await openSecurity(page);
  await page.getByRole("button", { name: "Ajouter une clé d’accès" }).press("Enter");
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  await giveCode(page, await readCode(scene.house, nadege));
  await page.getByRole("dialog", { name: "Ajouter une clé d’accès" }).waitFor();
  await clean(page);
  await page.keyboard.type("Ordinateur de l’accueil");
  await page.keyboard.press("Enter");
  await page.getByText("La clé d’accès est ajoutée. Un e-mail vous l’annonce.").waitFor();
  await page.getByRole("heading", { level: 3, name: "Ordinateur de l’accueil" }).waitFor();
  await clean(page);
  await told(/une clé d’accès a été ajoutée/);
  await page.getByRole("button", { name: "Ajouter une clé d’accès" }).click();
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("alert").filter({ hasText: "Cet appareil a déjà une clé d’accès" }).waitFor();
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "Retour aux messages" }).click();
  await inbox(page);
  await leave(page);
  const sent = codesSent(scene.house);
  await page.getByRole("button", { name: "Se connecter avec une clé d’accès" }).press("Enter");
  await inbox(page);
  assert.equal(codesSent(scene.house), sent, "nothing is sent");

  // Proposed under the identifier in a browser where one served; this device chooses it at once.
  const chosen = page.waitForResponse("**/api/sign-in/open-passkey");
  await leave(page);
  assert.equal((await chosen).status(), 200);
  await inbox(page);

  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await leave(page);
  await page.getByRole("button", { name: "Se connecter avec une clé d’accès" }).click();
  await page.getByRole("alert").filter({ hasText: "Aucune clé d’accès n’a été utilisée." }).waitFor();

  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  await askForCode(page, scene.house, nadege);
  await page.getByRole("button", { name: "Utiliser une clé d’accès" }).click();
  await page.getByRole("dialog", { name: "Utilisez votre clé d’accès" }).waitFor();
  await clean(page);
  await page.keyboard.press("Enter");
  await inbox(page);

  await openSecurity(page);
  await page.getByRole("button", { name: "Renommer « Ordinateur de l’accueil »" }).click();
  await page.getByRole("button", { name: "Utiliser ma clé d’accès" }).click();
  await page.getByLabel("Nom de la clé").fill("Bureau");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("La clé d’accès a son nouveau nom.").waitFor();
  await page.getByRole("button", { name: "Retirer « Bureau »" }).click();
  await page.getByRole("dialog", { name: "Retirer « Bureau »" }).waitFor();
  await clean(page);
  await page.getByRole("button", { name: "Retirer", exact: true }).click();
  await page.getByText("La clé d’accès est retirée. Un e-mail vous l’annonce.").waitFor();
  await told(/une clé d’accès a été retirée/);
  assert.deepEqual(complaints, []);
});

test("a browser that cannot use passkeys says so, and the password goes on", async () => {
  const { page, context } = await scene.visit();
  await context.addInitScript("delete PublicKeyCredential.parseRequestOptionsFromJSON");
  await page.reload();
  await page.getByRole("button", { name: "Se connecter avec une clé d’accès" }).click();
  await page.getByRole("alert").filter({ hasText: "Ce navigateur ne sait pas" }).waitFor();
  await signIn(page, scene.house, personNamed("Solène"));
});
