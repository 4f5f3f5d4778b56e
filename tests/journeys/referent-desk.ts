import type { Page } from "playwright-core";
import { until } from "./browser.ts";
import type { GuidePictures } from "./guide-pictures.ts";

/** Somebody new, up to « Donner l’accès », which is not pressed. */
export async function drawNewPerson(desk: Page, pictures: GuidePictures): Promise<void> {
  await desk.goto("/acces");
  await desk.getByRole("button", { name: "Nouvelle personne" }).click();
  const form = desk.getByRole("dialog", { name: "Nouvelle personne" });
  await form.getByLabel("Civilité").selectOption("Mme");
  await form.getByLabel("Prénom").fill("Léa");
  await form.getByLabel("Nom", { exact: true }).fill("Le Goff");
  await form.getByLabel("Fonction").fill("Éducatrice");
  const login = form.getByLabel("Identifiant");
  await until(async () => (await login.inputValue()).startsWith("org."), "the identifier proposed");
  await form.getByLabel("Messagerie ordinaire").fill("l.legoff@ordinaire.example");
  await form.getByLabel("Téléphone mobile").fill("06 39 98 77 01");
  await form.getByLabel("Carte nationale d’identité").check();
  await pictures.draw(form, "nouvelle-personne", { width: 1000, height: 800 });
  await form.getByRole("button", { name: "Annuler" }).click();
}

/** A second mailbox, and everybody’s right on it. */
export async function drawBoxesAndRights(desk: Page, pictures: GuidePictures): Promise<void> {
  await desk.goto("/acces/boites");
  await desk.getByRole("button", { name: "Nouvelle boîte" }).click();
  const made = desk.getByRole("dialog", { name: "Nouvelle boîte" });
  await made.getByLabel("Adresse").fill("pharmacie");
  await made.getByLabel("Nom affiché").fill("Pharmacie");
  await made.getByLabel("Service de rattachement").fill("Pharmacie à usage intérieur");
  await made.getByLabel("Responsable").fill("Hélène Rivière, 02 40 00 00 18");
  await made.getByLabel("Description").fill("Ordonnances et questions des soignants");
  await pictures.draw(made, "boite", { width: 1000, height: 900 });
  await made.getByRole("button", { name: "Créer la boîte" }).click();
  await desk.getByText("est ouverte.").waitFor();

  await desk.getByRole("link", { name: "Personnes" }).click();
  await desk.getByLabel("personnes affichées sur Pharmacie").selectOption("Lecture");
  await desk.getByLabel("Droit de Basile Rivière sur Pharmacie").selectOption("Rédaction");
  await desk.getByText("13 changements à confirmer").waitFor();
  await desk.getByLabel("Droit de Basile Rivière sur Pharmacie").scrollIntoViewIfNeeded();
  await pictures.draw(desk, "droits");
  await desk.getByRole("button", { name: "Confirmer" }).click();
  await desk.getByText("13 changements sont faits.").waitFor();
}

/** Rules about to be saved, which stay as they are; what wants doing; and the trace. */
export async function drawRulesHealthTraces(desk: Page, pictures: GuidePictures): Promise<void> {
  await desk.getByRole("link", { name: "Règles" }).click();
  await desk.getByRole("checkbox", { name: /^Code par e-mail/ }).uncheck();
  await desk.getByRole("button", { name: "Avant d’enregistrer" }).click();
  const preview = desk.getByRole("dialog", { name: "Avant d’enregistrer" });
  await preview.getByRole("row", { name: /Agathe Rivière/ }).waitFor();
  await pictures.draw(preview, "regles");
  await preview.getByRole("button", { name: "Annuler" }).click();
  await desk.getByRole("link", { name: "Santé" }).click();
  await desk.getByRole("button", { name: "sans seconde méthode" }).click();
  await desk.getByRole("heading", { level: 2, name: /^sans seconde méthode/ }).waitFor();
  await pictures.draw(desk, "sante");
  await desk.getByRole("link", { name: "Traces" }).click();
  const form = desk.getByRole("search", { name: "Chercher dans les traces" });
  await form.getByLabel("Personne").selectOption({ label: "Hugo Castagnet" });
  await form.getByRole("button", { name: "Chercher" }).click();
  await desk.getByRole("cell", { name: /L’identité Pro Santé Connect d’Hugo Castagnet/ }).waitFor();
  await pictures.draw(desk, "traces");
}
