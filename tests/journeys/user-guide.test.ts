import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { type Correspondents, openCorrespondents } from "../correspondents.ts";
import { giveCode, openScene, personNamed, readCode, type Scene } from "./browser.ts";
import { openPictures } from "./guide-pictures.ts";
import { importHistory, sendLetter } from "./letters.ts";
import { beginAccess, linkOf, newcomer } from "./newcomer.ts";

// docs/guide-utilisateur.md, done as it says. Its pictures are drawn on the way.
const pictures = openPictures("guide-utilisateur.md", "guide");

const phoneSize = { viewport: { width: 390, height: 844 } };
const doctor = "h.castaing@ch-portbrume.mss.example";

let scene: Scene;
let correspondents: Correspondents;
let page: Page;
before(async () => {
  scene = await openScene();
  correspondents = await openCorrespondents(scene.house);
  await importHistory(scene.house);
  await sendLetter(scene.house, {
    subject: "Compte rendu de consultation",
    text: "Bonjour,\n\nVous trouverez ci-joint le compte rendu de la consultation de ce matin. Pouvez-vous nous confirmer la date de la prochaine réunion ?\n\nBien cordialement,\nLe secrétariat de pédiatrie",
    attachments: [
      { filename: "compte-rendu.pdf", content: Buffer.alloc(81_234), contentType: "application/pdf" },
    ],
  });
  await scene.pass(20 * 60_000);
  ({ page } = await scene.visit({ viewport: { width: 1280, height: 720 } }));
});
after(async () => {
  await correspondents.close();
  await scene.close();
});

const picture = (name: string) => pictures.draw(page, name);

test("1. la toute première fois", async () => {
  const { rooms } = scene.house.house;
  const odile = await rooms.directory.findByLogin(personNamed("Odile").login);
  const lea = newcomer("Léa", "barque-cuivre-verger-lune");
  const outcome = await rooms.administration.give(odile?.id ?? "", {
    ...lea,
    login: "org.lea.riviere@valdebrume.mss.example",
    civility: "Mme",
    occupation: "Éducatrice",
    rpps: null,
    mobile: "06 39 98 77 01",
    identity: "identity-card",
    rights: [],
    until: null,
  });
  assert.ok("login" in outcome, JSON.stringify(outcome));
  const { page: phone, context } = await scene.visit(phoneSize);
  await phone.goto(await linkOf(scene.house, lea.email));
  await phone.getByRole("heading", { level: 1, name: "Bienvenue, Léa" }).waitFor();
  await pictures.draw(phone, "premier-acces", phoneSize.viewport);
  const address = await phone.getByText("@ordinaire.example").boundingBox();
  const button = await phone.getByRole("button", { name: "Envoyer un code : Adresse e-mail" }).boundingBox();
  assert.ok(address && button);
  const isBeside = address.x + address.width <= button.x || address.y + address.height <= button.y;
  assert.ok(isBeside, "on a phone, the address is not under its button");
  await beginAccess(phone, scene.house, { ...lea, mobile: "+33639987701" });
  await phone.getByRole("img", { name: "Code à scanner avec l’application" }).waitFor();
  await pictures.draw(phone, "seconde-methode", phoneSize.viewport);
  await context.close();
});

test("1. se connecter", async () => {
  const { login, password } = personNamed("Nadège");
  await page.getByLabel("Utilisateur", { exact: true }).fill(login);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  assert.ok(await page.getByRole("radio", { name: "Email" }).isChecked());
  await picture("connexion");
  await page.getByRole("button", { name: "Connexion" }).click();
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  await picture("code");
  await giveCode(page, await readCode(scene.house, personNamed("Nadège")));
  await page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
});

test("2. la boîte de votre service", async () => {
  await page.getByRole("option").nth(8).waitFor();
  await picture("boite");
});

test("3. lire", async () => {
  await page.getByRole("option", { name: "Compte rendu de consultation" }).click();
  await page
    .getByRole("link", { name: "Télécharger compte-rendu.pdf" })
    .or(page.getByText("compte-rendu.pdf"))
    .first()
    .waitFor();
  await picture("lire");
});

test("4. répondre", async () => {
  await page.getByRole("button", { name: "Répondre", exact: true }).click();
  await page
    .getByRole("textbox", { name: "Texte du message" })
    .fill("Bonjour,\n\nLa réunion est fixée au lundi 7 décembre, à 14 h.\n\nBien à vous,\nNadège Faure");
  await page.getByText("Brouillon enregistré à").waitFor();
  await picture("repondre");
  await page.getByRole("button", { name: "Envoyer" }).click();
  await page.getByText("En route vers Service de pédiatrie.").waitFor();
  await page.getByRole("button", { name: "Annuler" }).waitFor();
  await picture("envoye");
  await depart();
  await page.getByText("Remis à la messagerie de Service de pédiatrie.").waitFor();
});

test("5. écrire et joindre", async () => {
  await page.getByRole("button", { name: "Écrire" }).click();
  const to = page.getByRole("textbox", { name: "À", exact: true });
  for (const address of [doctor, "inconnu.durand@ch-portbrume.mss.example"]) {
    await to.fill(address);
    await to.press("Enter");
  }
  await page.getByRole("textbox", { name: "Objet" }).fill("Planning de décembre");
  await page.getByRole("textbox", { name: "Texte du message" }).fill("Bonjour,\n\nVoici le planning.");
  const chosen = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Joindre" }).click();
  await (
    await chosen
  ).setFiles({
    name: "planning.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.alloc(48_000),
  });
  await page
    .getByRole("listitem")
    .filter({ hasText: "planning.pdf" })
    .getByText("48 ko", { exact: true })
    .waitFor();
  await page.getByText("Brouillon enregistré à").waitFor();
  await picture("joindre");
  await page.getByRole("button", { name: "Envoyer" }).click();
  await page.getByText("Envoyé.").first().waitFor();
  await depart();
  await page.getByRole("option", { name: "Non remis : Planning de décembre" }).click();
  await page.getByRole("article").getByText("Cette adresse n’existe pas chez").waitFor();
  await picture("non-remis");
});

test("6. ranger", async () => {
  for (const place of [2, 3, 4]) await page.getByRole("option").nth(place).locator(".face").click();
  await page.getByText("3 choisies").waitFor();
  await picture("ranger");
  await page.getByRole("toolbar").getByRole("button", { name: "Archiver" }).click();
  await page.getByText("3 conversations archivées.").waitFor();
  await page.getByRole("button", { name: "Annuler" }).click();
  await page.getByText("C’est annulé").waitFor();
});

test("7. rechercher", async () => {
  await page.keyboard.press("/");
  const field = page.getByRole("searchbox");
  await field.fill("transport taxi");
  await page.locator("mark").first().waitFor();
  await picture("rechercher");
  await field.press("Escape");
});

test("8. les touches", async () => {
  await page.getByRole("button", { name: "Touches du clavier" }).click();
  await page.getByRole("dialog", { name: "Touches du clavier" }).waitFor();
  await picture("touches");
  await page.keyboard.press("Escape");
});

test("10. la page se verrouille", async () => {
  await page.keyboard.press("l");
  const lock = page.getByRole("dialog", { name: "Messagerie verrouillée" });
  await lock.getByText("Nadège Faure").waitFor();
  await picture("verrouille");
  await lock.getByLabel("Mot de passe", { exact: true }).fill(personNamed("Nadège").password);
  await lock.getByRole("button", { name: "Déverrouiller" }).click();
  await page.getByRole("option").first().waitFor();
});

test("9. ma sécurité", async () => {
  const nadege = personNamed("Nadège");
  await page.getByRole("button", { name: "mon compte" }).click();
  await page.getByRole("link", { name: "Ma sécurité" }).click();
  await page.getByRole("heading", { name: "Connexions récentes" }).waitFor();
  await picture("securite");
  const before = scene.house.relay.messages.filter(({ to }) => to === nadege.email).length;
  await page.getByRole("button", { name: "Ajouter une application" }).click();
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  await giveCode(page, await readCode(scene.house, nadege, before));
  await page.getByLabel("Nom de l’appareil").fill("Téléphone de Nadège");
  await picture("application");
});

test("the guide shows each picture, and each is there", () => pictures.check());

/** The ten seconds of « Annuler » pass, and all that is due leaves. */
async function depart(): Promise<void> {
  const notice = page.getByRole("button", { name: "Fermer cet avis" });
  if (await notice.isVisible()) await notice.click();
  await scene.pass(10_000);
  const { transport } = scene.house.house;
  await transport.run();
  await transport.run();
}
