import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { administrator } from "../../sandbox/people.ts";
import { askForCode, giveCode, openScene, personNamed, type Scene, signIn, until } from "./browser.ts";
import { lookAt } from "./look.ts";
import { dresses, putOn } from "./walk.ts";

const email = "b.riou@ordinaire.example";
const password = "barque-cuivre-verger-lune";

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

/** A screen wide and light, narrow and dark. */
async function look(page: Page, name: string): Promise<void> {
  const worn = dresses.filter((one) => one.name === "1280-light" || one.name === "390-dark");
  assert.deepEqual(await lookAt(page, `structures-${name}`, worn), []);
  await putOn(page, { width: 1280, height: 800, colorScheme: "light" });
}

const mails = (subject: string) =>
  scene.house.relay.messages.filter((one) => one.to === email && one.subject.includes(subject));

test("the operator makes a structure and its référent, who makes a mailbox and gives a right on it", async () => {
  const { page: desk } = await scene.visit();
  await giveCode(desk, await askForCode(desk, scene.house, { ...personNamed("Odile"), ...administrator }));
  await desk.getByRole("heading", { level: 1, name: "Structures" }).waitFor();
  await desk.getByRole("heading", { name: "Association Val de Brume" }).waitFor();
  await look(desk, "list");
  await desk.getByRole("button", { name: "Retirer la charge de référent à Odile Marchetti" }).click();
  const release = desk.getByRole("dialog");
  await release.getByRole("button", { name: "Retirer la charge" }).click();
  await release.getByRole("alert").getByText("C’est le dernier référent").waitFor();
  await release.getByRole("button", { name: "Annuler" }).click();

  await desk.getByRole("button", { name: "Nouvelle structure" }).click();
  const structure = desk.getByRole("dialog", { name: "Nouvelle structure" });
  await structure.getByLabel("Nom", { exact: true }).fill("EHPAD de l’Estuaire");
  await structure.getByLabel("Numéro FINESS").fill("440 000 018");
  await structure.getByRole("button", { name: "Créer la structure" }).click();
  await desk.getByText("EHPAD de l’Estuaire est créée.").waitFor();
  await desk.getByRole("button", { name: /^Nommer un référent.*Estuaire$/ }).click();
  const form = desk.getByRole("dialog");
  await form.getByLabel("Domaine").selectOption("estuaire.mss.example");
  await form.getByLabel("Prénom").fill("Basile");
  await form.getByLabel("Nom", { exact: true }).fill("Riou");
  const login = form.getByLabel("Identifiant");
  await login.focus();
  await until(async () => (await login.inputValue()).startsWith("org."), "the identifier proposed");
  assert.equal(await login.inputValue(), "org.basile.riou@estuaire.mss.example");
  await form.getByLabel("Messagerie ordinaire").fill(email);
  await form.getByLabel("Carte nationale d’identité").check();
  await form.getByRole("button", { name: "Donner l’accès" }).click();
  await desk.getByText("Basile Riou est référent.").waitFor();
  await until(() => mails("Votre accès").length === 1, "the mail with the link");
  assert.equal((await desk.request.get("/jmap/session")).ok(), true);
  const session = await (await desk.request.get("/jmap/session")).json();
  assert.deepEqual(session.accounts, {}, "no mailbox is the operator’s to read");

  const link = /^http\S+#\S{43}$/m.exec(mails("Votre accès")[0]?.text ?? "")?.[0] ?? "";
  const { page } = await scene.visit();
  await page.goto(link);
  await page.getByRole("button", { name: "Envoyer un code : Adresse e-mail" }).click();
  await until(() => mails("Connexion").length === 1, "the code by e-mail");
  const code = /\b\d{6}\b/.exec(mails("Connexion")[0]?.text ?? "")?.[0] ?? "";
  await page.getByLabel("Code reçu par e-mail").fill(code);
  await page.getByRole("button", { name: "Vérifier" }).click();
  await page.getByText("Vérifié", { exact: true }).waitFor();
  await page.getByLabel("J’accepte ces conditions").check();
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByLabel("Nouveau mot de passe").fill(password);
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("button", { name: "Plus tard" }).click();
  await page.getByRole("heading", { level: 1, name: "Imprimez vos codes de secours" }).waitFor();

  await page.goto("/acces/boites");
  await page.getByText("La structure n’a pas encore de boîte.").waitFor();
  await page.getByRole("button", { name: "Nouvelle boîte" }).click();
  const made = page.getByRole("dialog", { name: "Nouvelle boîte" });
  await made.getByLabel("Adresse").fill("soins");
  await made.getByLabel("Nom affiché").fill("Équipe de soins");
  await look(page, "new-box");
  await made.getByRole("button", { name: "Créer la boîte" }).click();
  await made.getByRole("alert").getByText("Il manque le service").waitFor();
  await made.getByLabel("Service de rattachement").fill("Soins");
  await made.getByLabel("Responsable").fill("Basile Riou, 02 40 00 00 18");
  await made.getByLabel("Description").fill("Échanges avec les médecins et la pharmacie");
  await made.getByRole("button", { name: "Créer la boîte" }).click();
  await page.getByText("La boîte soins@estuaire.mss.example est ouverte.").waitFor();
  await page.getByRole("link", { name: "Personnes" }).click();
  await page.getByLabel("Droit de Basile Riou sur Équipe de soins").selectOption("Gestion");
  await page.getByRole("button", { name: "Confirmer" }).click();
  await page.getByText("Le changement est fait.").waitFor();
  await page.goto("/");
  await page.getByText(/^\d+ conversations?$/).waitFor();
  await until(async () => (await page.title()).includes("Équipe de soins"), "the mailbox just made");
});

test("a mailbox is copied by who manages it, suspended before an open page, and kept from deletion", async () => {
  const { page: open } = await scene.visit();
  await signIn(open, scene.house, personNamed("Nadège"));
  await open.getByRole("button", { name: "Écrire" }).first().waitFor();
  const { page: desk } = await scene.visit({ acceptDownloads: true });
  await signIn(desk, scene.house, personNamed("Odile"));
  await desk.goto("/acces/copies");
  await desk.getByRole("button", { name: /^Prendre une copie.*Accueil IME$/ }).waitFor();
  const download = desk.waitForEvent("download");
  await desk.getByRole("button", { name: /^Prendre une copie.*Accueil IME$/ }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), "accueil.ime@valdebrume.mss.example 2026-11-22.zip");
  await file.path();

  await desk.getByRole("link", { name: "Boîtes" }).click();
  await desk.getByRole("row", { name: /Accueil IME/ }).waitFor();
  await look(desk, "boxes");
  await desk.getByRole("button", { name: "Boîte Accueil IME" }).click();
  await desk.getByRole("dialog").getByText("par Odile Marchetti").first().waitFor();
  await look(desk, "box");
  await desk.getByRole("button", { name: "Suspendre" }).click();
  await desk.getByLabel("Raison").fill("Travaux");
  await desk.getByRole("button", { name: "Suspendre la boîte" }).click();
  await desk.getByText("Accueil IME est suspendue.").waitFor();
  await until(
    async () => (await open.getByRole("button", { name: "Écrire" }).count()) === 0,
    "no way to write",
  );

  await desk.getByRole("button", { name: "Boîte Accueil IME" }).click();
  await desk.getByRole("button", { name: "Supprimer" }).click();
  await desk.getByText("Une copie a été prise le").waitFor();
  await desk.getByLabel("Raison").fill("Service fermé");
  await desk.getByRole("button", { name: "Supprimer la boîte" }).click();
  await desk.getByText("Ses messages disparaîtront le 22 décembre.").first().waitFor();
  await desk.getByRole("button", { name: "Boîte Accueil IME" }).click();
  await desk.getByRole("button", { name: "Garder la boîte" }).click();
  await desk.getByText("Accueil IME est gardée.").waitFor();
  await desk.getByRole("row", { name: /Accueil IME.*Suspendue/ }).waitFor();
});
