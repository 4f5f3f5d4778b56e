import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { readPaper } from "../../server/papers/test-papers.ts";
import { giveCode, knock, openScene, personNamed, type Scene, signIn, until } from "./browser.ts";
import { lookAt } from "./look.ts";
import { dresses, putOn } from "./walk.ts";

const odile = personNamed("Odile");
const email = "l.legoff@ordinaire.example";
const mobile = "+33639987701";
const password = "barque-cuivre-verger-lune";

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

/** A screen wide and light, narrow and dark. */
async function look(page: Page, name: string): Promise<void> {
  const worn = dresses.filter((one) => one.name === "1280-light" || one.name === "390-dark");
  assert.deepEqual(await lookAt(page, `accesses-${name}`, worn), []);
  await putOn(page, { width: 1280, height: 800, colorScheme: "light" });
}

const mails = (subject: string) =>
  scene.house.relay.messages.filter((one) => one.to === email && one.subject.includes(subject));

test("an access, from the référent’s first click to the departure that closes an open page", async () => {
  const { page: desk } = await scene.visit();
  await signIn(desk, scene.house, odile);
  await desk.getByRole("button", { name: "mon compte" }).click();
  await desk.getByRole("link", { name: "Accès de la structure" }).click();
  await desk.getByRole("heading", { level: 1, name: "Accès" }).waitFor();
  await desk.getByRole("row", { name: /Nadège Faure/ }).waitFor();
  await look(desk, "list");

  await desk.getByRole("button", { name: "Nouvelle personne" }).click();
  const form = desk.getByRole("dialog", { name: "Nouvelle personne" });
  await form.getByRole("button", { name: "Donner l’accès" }).click();
  await form.getByRole("alert").getByText("Remplissez").waitFor();
  await form.getByLabel("Civilité").selectOption("Mme");
  await form.getByLabel("Prénom").fill("Léa");
  await form.getByLabel("Nom", { exact: true }).fill("Le Goff");
  await form.getByLabel("Fonction").fill("Éducatrice");
  const login = form.getByLabel("Identifiant");
  await until(async () => (await login.inputValue()).startsWith("org."), "the identifier proposed");
  assert.equal(await login.inputValue(), "org.lea.le-goff@valdebrume.mss.example");
  await form.getByLabel("Messagerie ordinaire").fill(email);
  await form.getByLabel("Téléphone mobile").fill("06 39 98 77 01");
  await form.getByLabel("Carte nationale d’identité").check();
  await form.getByLabel("Accueil IME").selectOption("Rédaction");
  await look(desk, "new");
  await form.getByRole("button", { name: "Donner l’accès" }).click();
  await desk.getByText("L’accès de Léa Le Goff est ouvert.").waitFor();
  await until(() => mails("Votre accès").length === 1, "the mail with the link");

  const link = /^http\S+#\S{43}$/m.exec(mails("Votre accès")[0]?.text ?? "")?.[0] ?? "";
  const { page, complaints } = await scene.visit({ viewport: { width: 390, height: 844 } });
  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Bienvenue, Léa" }).waitFor();
  assert.equal(new URL(page.url()).hash, "", "the secret stays in no history");
  await page.getByRole("button", { name: "Envoyer un code : Adresse e-mail" }).click();
  await page.getByLabel("Code reçu par e-mail").waitFor();
  await until(() => mails("Connexion").length === 1, "the code by e-mail");
  await page.getByLabel("Code reçu par e-mail").fill("000 000");
  await page.getByRole("button", { name: "Vérifier" }).click();
  await page.getByRole("alert").getByText("Ce code n’est pas le bon.").waitFor();
  await look(page, "first-1");
  await putOn(page, { width: 390, height: 844, colorScheme: "light" });
  await page.getByLabel("Code reçu par e-mail").fill(codeOf(mails("Connexion")[0]?.text));
  await page.getByRole("button", { name: "Vérifier" }).click();
  await page.getByText("Vérifié", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Envoyer un code : Téléphone mobile" }).click();
  await page.getByLabel("Code reçu par SMS").waitFor();
  const text = scene.house.gateway.messages.findLast(({ to }) => to === mobile);
  await page.getByLabel("Code reçu par SMS").fill(codeOf(text?.text));
  await page.getByRole("button", { name: "Vérifier" }).click();
  await until(async () => (await page.getByText("Vérifié", { exact: true }).count()) === 2, "both verified");
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("alert").getByText("Acceptez les conditions").waitFor();
  await page.getByLabel("J’accepte ces conditions").check();
  await page.getByRole("button", { name: "Continuer" }).click();

  await page.getByRole("heading", { level: 1, name: "Choisissez votre mot de passe" }).waitFor();
  await page.getByLabel("Nouveau mot de passe").fill(password);
  await page.getByText("très bon mot de passe").waitFor();
  await look(page, "first-2");
  await putOn(page, { width: 390, height: 844, colorScheme: "light" });
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("heading", { level: 1, name: "Ajoutez une seconde méthode" }).waitFor();
  await page.getByRole("img", { name: "Code à scanner avec l’application" }).waitFor();
  await look(page, "first-3");
  await page.getByRole("button", { name: "Plus tard" }).click();
  await page.getByRole("heading", { level: 1, name: "Imprimez vos codes de secours" }).waitFor();
  await until(
    async () =>
      (await page
        .getByRole("listitem")
        .filter({ hasText: /^\d{4} \d{4} \d{4}$/ })
        .count()) === 10,
    "ten codes",
  );
  await look(page, "first-paper");
  await putOn(page, { width: 390, height: 844, colorScheme: "light" });
  await page.getByRole("button", { name: "Ouvrir ma boîte" }).click();
  await page.getByText(/^\d+ conversations?$/).waitFor();
  await until(async () => (await page.title()).includes("Accueil IME"), "the mailbox that she was given");
  assert.deepEqual(complaints, []);

  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Ce lien ne sert plus" }).waitFor();
  await page.goto("/");
  await page.getByText(/^\d+ conversations?$/).waitFor();

  // The référent changes a right: the open page has it at once, and loses it with the departure.
  await desk.getByLabel("Filtrer les personnes").fill("le goff");
  await until(async () => (await desk.getByRole("row").count()) === 2, "the filtered list");
  await desk.getByLabel("Droit de Léa Le Goff sur SESSAD").selectOption("Lecture");
  await desk.getByText("Léa : Lecture dans SESSAD.").waitFor();
  await look(desk, "pending");
  await desk.getByRole("button", { name: "Confirmer" }).click();
  await desk.getByText("Le changement est fait.").waitFor();
  await desk.getByRole("button", { name: "Accès de Léa Le Goff" }).click();
  const card = desk.getByRole("dialog", { name: "Léa Le Goff" });
  await card.getByText("org.lea.le-goff@valdebrume.mss.example").waitFor();
  await look(desk, "person");
  await card.getByRole("button", { name: "Code de dépannage" }).click();
  const rescue = (await card.locator(".rescue-code").textContent()) ?? "";
  await look(desk, "rescue");
  const { page: lost } = await scene.visit();
  await knock(lost, { login: "org.lea.le-goff@valdebrume.mss.example", password });
  await giveCode(lost, rescue);
  await lost.getByText(/^\d+ conversations?$/).waitFor();
  await card.getByRole("button", { name: "Départ" }).click();
  await desk.getByRole("button", { name: "Confirmer le départ" }).click();
  await desk.getByText("Léa Le Goff n’a plus aucun accès.").waitFor();
  await page.getByLabel("Utilisateur", { exact: true }).waitFor();
  await knock(page, { login: "org.lea.le-goff@valdebrume.mss.example", password });
  await page.getByRole("alert").getByText("Utilisateur ou mot de passe incorrect").waitFor();
});

test("eight people and three mailboxes in under fifteen clicks", async () => {
  const { page } = await scene.visit();
  await signIn(page, scene.house, odile);
  await page.goto("/acces");
  await page.getByRole("row", { name: /Nadège Faure/ }).waitFor();
  let clicks = 0;
  for (const mailbox of ["Accueil IME", "Foyer Les Saules", "SESSAD"]) {
    // One click opens the list, another chooses.
    clicks += 2;
    await page.getByLabel(`personnes affichées sur ${mailbox}`).selectOption("Lecture");
  }
  clicks += 1;
  await page.getByRole("button", { name: "Confirmer" }).click();
  await page.getByText("changements sont faits.").waitFor();
  assert.ok(clicks < 15);
  const rights = page.getByRole("combobox", { name: /^Droit de/ });
  for (const right of await rights.all()) assert.equal(await right.inputValue(), "reader");
});

test("a fiche is printed instead of a mail, and its start code typed by hand opens the first access", async () => {
  const { page: desk } = await scene.visit();
  await signIn(desk, scene.house, odile);
  await desk.goto("/acces");
  await desk.getByRole("button", { name: "Nouvelle personne" }).click();
  const form = desk.getByRole("dialog", { name: "Nouvelle personne" });
  await form.getByLabel("Prénom").fill("Noé");
  await form.getByLabel("Nom", { exact: true }).fill("Riou");
  await form.getByLabel("Fonction").focus();
  const login = form.getByLabel("Identifiant");
  await until(async () => (await login.inputValue()).startsWith("org."), "the identifier proposed");
  await form.getByLabel("Messagerie ordinaire").fill("noe.riou@ordinaire.example");
  await form.getByLabel("Carte professionnelle (CPS)").check();
  await form.getByLabel("Imprimer une fiche à remettre en main propre").check();
  const answered = desk.waitForResponse(/\/administration\/sheet$/);
  await form.getByRole("button", { name: "Donner l’accès" }).click();
  const ready = desk.getByRole("dialog", { name: "L’accès de Noé Riou est ouvert." });
  const link = ready.getByRole("link", { name: "Ouvrir la fiche" });
  await link.waitFor();
  await look(desk, "sheet");
  // Another tab shows it where the browser has a reader, and saves it where it has none: the bytes are the answer's.
  const [popup] = await Promise.all([desk.waitForEvent("popup"), link.click()]);
  assert.match(popup.url(), /^blob:/);
  await popup.close();
  const bytes = Buffer.from(((await (await answered).json()) as { pdf: string }).pdf, "base64");
  const { text } = await readPaper(bytes);
  const code = /[A-Z]{4}(?:-[A-Z]{4}){3}/.exec(text)?.[0] ?? "";
  await ready.getByRole("button", { name: "Fermer" }).click();
  await desk
    .getByRole("row", { name: /Noé Riou/ })
    .getByText(/fiche imprimée le/)
    .waitFor();
  const mailed = scene.house.relay.messages.filter(({ to }) => to === "noe.riou@ordinaire.example");
  assert.equal(mailed.length, 0);

  await desk.getByRole("button", { name: "Attestation d’accès" }).click();
  const attestation = desk.getByRole("dialog", { name: "Attestation d’accès à une boîte" });
  await attestation.getByRole("button", { name: "Préparer l’attestation" }).click();
  await attestation.getByRole("alert").getByText("Indiquez le premier").waitFor();
  // The house's own day, whatever day the machine has.
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(scene.house.clock.now());
  for (const label of ["Du", "Au (inclus)"]) await attestation.getByLabel(label, { exact: true }).fill(day);
  await attestation.getByRole("button", { name: "Préparer l’attestation" }).click();
  await attestation.getByRole("link", { name: "Ouvrir l’attestation" }).waitFor();
  await look(desk, "attestation");

  const { page, complaints } = await scene.visit({ viewport: { width: 390, height: 844 } });
  await page.goto("/premier-acces");
  await page.getByRole("heading", { level: 1, name: "Commencez avec votre fiche" }).waitFor();
  await page.getByLabel("Code de départ").fill("BCDF");
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("alert").getByText("16 lettres").waitFor();
  await page.getByLabel("Code de départ").fill("BCDF GHJK MNPQ RSTV");
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("alert").getByText("Ce code n’ouvre rien.").waitFor();
  await look(page, "start-code");
  await page.getByLabel("Code de départ").fill(code.toLowerCase().replaceAll("-", " "));
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("heading", { level: 1, name: "Bienvenue, Noé" }).waitFor();
  // A wrong code is answered so by the server, and the browser says that in its console.
  assert.deepEqual(
    complaints.filter((one) => !one.includes("410")),
    [],
  );
  const { page: phone } = await scene.visit({ viewport: { width: 390, height: 844 } });
  await phone.goto(`/premier-acces#${code}`);
  await phone.getByRole("heading", { level: 1, name: "Bienvenue, Noé" }).waitFor();
  assert.equal(new URL(phone.url()).hash, "", "the code of the square stays in no history");
});

test("whoever is no référent finds no way there, and no answer", async () => {
  const { page } = await scene.visit();
  await knock(page, personNamed("Yanis"));
  await page.getByRole("dialog").getByText("Remis au serveur").waitFor();
  const mail = scene.house.relay.messages.findLast(({ to }) => to === personNamed("Yanis").email);
  await giveCode(page, codeOf(mail?.text));
  await page.getByText(/^\d+ conversations?$/).waitFor();
  await page.getByRole("button", { name: "mon compte" }).click();
  await page.getByRole("link", { name: "Ma sécurité" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Accès de la structure" }).count(), 0);
  await page.goto("/acces");
  await page.getByText("Vous n’avez ni structure ni opérateur à votre charge.").waitFor();
});

function codeOf(text = ""): string {
  return /\b\d{6}\b/.exec(text)?.[0] ?? "";
}
