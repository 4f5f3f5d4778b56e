import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import {
  codesSent,
  giveCode,
  openScene,
  personNamed,
  readCode,
  type Scene,
  signIn,
  until,
} from "./browser.ts";
import { shownBy } from "./devices.ts";
import { findViolations } from "./look.ts";

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

/** What an app with this key shows now. */
const shown = (key: string) => shownBy(key, scene.house);

async function knockByApp(page: Page, { login, password }: { login: string; password: string }) {
  await page.getByLabel("Utilisateur", { exact: true }).fill(login);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await page.getByRole("radio", { name: "Google Authenticator" }).check();
  await page.getByRole("button", { name: "Connexion" }).click();
}

test("« Google Authenticator » opens with the code of the app, and nothing is sent", async () => {
  const { page } = await scene.visit();
  const odile = personNamed("Odile");
  await knockByApp(page, odile);
  await page.getByRole("heading", { name: "Saisissez le code de votre application" }).waitFor();
  await giveCode(page, shown(odile.totp ?? ""));
  await page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
  assert.equal(codesSent(scene.house), 0);
});

test("without an app, it says so and e-mail is one press away", async () => {
  const { page } = await scene.visit();
  const marie = personNamed("Marie");
  await knockByApp(page, marie);
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Vous n’avez pas d’application d’authentification.").waitFor();
  await dialog.getByRole("button", { name: "Recevoir par e-mail" }).click();
  await dialog.getByText("Remis au serveur de votre messagerie").waitFor();
  await giveCode(page, await readCode(scene.house, marie));
  await page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
});

test("« Ma sécurité »: an app is added after a second factor, opens, and is removed; each is told by e-mail", async () => {
  const { page, complaints } = await scene.visit();
  const nadege = personNamed("Nadège");
  const { relay } = scene.house;
  await signIn(page, scene.house, nadege);
  await page.getByRole("button", { name: "mon compte" }).click();
  await page.getByRole("link", { name: "Ma sécurité" }).click();
  await page.getByRole("heading", { level: 1, name: "Ma sécurité" }).waitFor();
  await page.getByText("n…e@valdebrume.example").waitFor();
  await clean(page);

  await page.getByRole("button", { name: "Ajouter une application" }).click();
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  await giveCode(page, await readCode(scene.house, nadege));
  const enrolment = page.getByRole("dialog", { name: "Ajouter une application" });
  await enrolment.getByRole("img", { name: "Code à scanner avec l’application" }).waitFor();
  await clean(page);
  const link = await enrolment.getByRole("link", { name: "Sur ce téléphone" }).getAttribute("href");
  const key = (await enrolment.locator("code").innerText()).replaceAll(" ", "");
  assert.equal(new URL(link ?? "").searchParams.get("secret"), key);
  await enrolment.getByLabel("Nom de l’appareil").fill("Téléphone de Nadège");
  await enrolment.getByLabel("Code affiché par l’application").fill("000000");
  await enrolment.getByRole("button", { name: "Confirmer" }).click();
  await page.getByRole("alert").filter({ hasText: "Ce code n’est pas celui de cette clé." }).waitFor();
  await enrolment.getByLabel("Code affiché par l’application").fill(shown(key));
  await enrolment.getByRole("button", { name: "Confirmer" }).click();
  await page.getByText("L’application est ajoutée. Un e-mail vous l’annonce.").waitFor();
  await page.getByText("« Téléphone de Nadège »").waitFor();
  const told = /une application d’authentification a été ajoutée/;
  await until(() => relay.messages.some(({ subject }) => told.test(subject)), "the notice");

  await scene.pass(60_000);
  const { page: door } = await scene.visit();
  await knockByApp(door, nadege);
  await giveCode(door, shown(key));
  await door.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();

  await page.getByRole("button", { name: "Retirer « Téléphone de Nadège »" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Retirer" }).click();
  await page.getByText("L’application est retirée. Un e-mail vous l’annonce.").waitFor();
  await page.getByRole("link", { name: "Retour aux messages" }).click();
  await page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
  assert.deepEqual(complaints, []);
});

test("« Ma sécurité » without a session is the door, and comes after it", async () => {
  const { page } = await scene.visit();
  await page.goto("/ma-securite");
  await signInHere(page);
  await page.getByRole("heading", { level: 1, name: "Ma sécurité" }).waitFor();
});

async function signInHere(page: Page): Promise<void> {
  const solene = personNamed("Solène");
  await page.getByLabel("Utilisateur", { exact: true }).fill(solene.login);
  await page.getByLabel("Mot de passe", { exact: true }).fill(solene.password);
  await page.getByRole("button", { name: "Connexion" }).click();
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  await giveCode(page, await readCode(scene.house, solene));
}

async function clean(page: Page): Promise<void> {
  assert.deepEqual(await findViolations(page), []);
}
