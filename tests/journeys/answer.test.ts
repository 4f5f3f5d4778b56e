import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { type Correspondents, openCorrespondents } from "../correspondents.ts";
import { openScene, personNamed, type Scene, signIn } from "./browser.ts";
import { sendLetter } from "./letters.ts";

const doctor = "h.castaing@ch-portbrume.mss.example";
const undo = 10_000;

let scene: Scene;
let correspondents: Correspondents;
let page: Page;
before(async () => {
  scene = await openScene();
  correspondents = await openCorrespondents(scene.house);
  await sendLetter(scene.house, {
    subject: "Convocation de Lou",
    text: "Bonjour,\n\nPouvez-vous confirmer le rendez-vous du 7 décembre ?\n\nLe service",
    attachments: [{ filename: "convocation.txt", content: "Lundi 7 décembre, 9 h." }],
    cc: doctor,
  });
  ({ page } = await scene.visit());
  await signIn(page, scene.house, personNamed("Nadège"));
});
after(async () => {
  await correspondents.close();
  await scene.close();
});

test("read, answer, and the correspondent's answer shows live in the conversation", async () => {
  await page.getByRole("option", { name: "Convocation de Lou" }).click();
  await page.getByRole("button", { name: "Répondre", exact: true }).click();
  await page.getByRole("textbox", { name: "Texte du message" }).fill("Bonjour, c’est confirmé.");
  await page.getByRole("button", { name: "Envoyer" }).click();
  await page.getByText("Envoyé.").waitFor();
  await page.getByText("En route vers Service de pédiatrie.").waitFor();
  await depart();
  await page.getByText("Remis à la messagerie de Service de pédiatrie.").waitFor();
  const [letter] = correspondents.received("Re: Convocation de Lou");
  assert.ok(letter);
  assert.match(letter.text, /^Bonjour, c’est confirmé\.\n\nLe dimanche 22 novembre 2026/);
  assert.equal(letter.from, "accueil.ime@valdebrume.mss.example");
  await correspondents.answer(letter, "Merci, à lundi.");
  await page.getByRole("button", { name: /Merci, à lundi/ }).waitFor();
  await page.getByText("3 messages", { exact: true }).waitFor();
});

test("who wrote stands in the trace, the mailbox before the correspondent", async () => {
  const { rooms } = scene.house.house;
  const nadege = await rooms.directory.findByLogin(personNamed("Nadège").login);
  const mailbox = await rooms.mailboxes.findByAddress("accueil.ime@valdebrume.mss.example");
  assert.ok(nadege && mailbox);
  const rows = await rooms.audit.rows(`mailbox:${mailbox.id}`, 0, 1000);
  const sent = rows.filter(({ action }) => action === "message.sent");
  assert.deepEqual(
    sent.map(({ actor }) => actor),
    [`person:${nadege.id}`],
  );
});

test("« Annuler » within ten seconds: it is a draft again, and nobody received it", async () => {
  await write({ to: doctor, subject: "Parti trop vite", text: "Il manque la fin" });
  await page.getByRole("button", { name: "Envoyer" }).click();
  await scene.pass(undo - 1000);
  await page.getByRole("button", { name: "Annuler" }).click();
  await page.getByText("L’envoi est annulé : le message est de nouveau un brouillon.").waitFor();
  await depart();
  assert.equal(correspondents.received("Parti trop vite").length, 0);
  assert.equal(await page.getByRole("textbox", { name: "Objet" }).inputValue(), "Parti trop vite");
  await page.getByRole("textbox", { name: "Texte du message" }).fill("Il manque la fin : la voici.");
  await page.getByRole("button", { name: "Envoyer" }).click();
  await page.getByText("Envoyé.").waitFor();
  await depart();
  assert.equal(correspondents.received("Parti trop vite")[0]?.text.trim(), "Il manque la fin : la voici.");
});

test("a draft is found again after a closed tab", async () => {
  const other = await page.context().newPage();
  await other.goto("/");
  await other.getByRole("button", { name: "Écrire" }).click();
  await fill(other, { to: doctor, subject: "Brouillon du matin", text: "À finir" });
  await other.getByText("Brouillon enregistré à").waitFor();
  await other.close();
  await page.getByRole("link", { name: "Brouillons" }).first().click();
  await page.getByRole("option", { name: "Brouillon du matin" }).click();
  assert.equal(await page.getByRole("textbox", { name: "Texte du message" }).inputValue(), "À finir");
  await page.getByRole("button", { name: `Retirer ${doctor}` }).waitFor();
  await page.getByRole("button", { name: "Jeter le brouillon" }).click();
  await page.getByRole("option", { name: "Brouillon du matin" }).waitFor({ state: "detached" });
});

test("a draft that a colleague sends meanwhile stays sent; what one goes on typing is kept apart", async () => {
  await write({ to: doctor, subject: "Commencé à deux", text: "Première version" });
  await page.getByText("Brouillon enregistré à").waitFor();
  const { page: colleague } = await scene.visit();
  await signIn(colleague, scene.house, personNamed("Marie"));
  await colleague.getByRole("link", { name: "Brouillons" }).first().click();
  await colleague.getByRole("option", { name: "Commencé à deux" }).click();
  await colleague.getByRole("button", { name: "Envoyer" }).click();
  await colleague.getByText("Envoyé.").waitFor();
  await page.getByRole("textbox", { name: "Texte du message" }).fill("Deuxième version");
  await page.getByText("Envoyé ou repris ailleurs : gardé à part à").first().waitFor();
  await depart();
  assert.equal(correspondents.received("Commencé à deux")[0]?.text.trim(), "Première version");
  await colleague.getByRole("link", { name: "Envoyés" }).first().click();
  await colleague.getByRole("option", { name: "Commencé à deux" }).waitFor();
  await page.getByRole("button", { name: "Jeter le brouillon" }).click();
});

test("an answer that one gives up leaves nothing in the conversation", async () => {
  await page.getByRole("link", { name: "Réception" }).first().click();
  await page.getByRole("option", { name: "Convocation de Lou" }).click();
  await page.getByRole("button", { name: "Répondre", exact: true }).click();
  await page.getByRole("textbox", { name: "Texte du message" }).fill("Finalement");
  await page.getByText("Brouillon enregistré à").waitFor();
  await page.getByRole("button", { name: "Jeter le brouillon" }).click();
  await page.getByText("Brouillon mis à la corbeille.").waitFor();
  await page.getByText("3 messages", { exact: true }).waitFor();
  await page.getByRole("option", { name: /conversation de 3 messages.*Convocation/ }).waitFor();
  assert.equal(await page.getByText("Finalement").count(), 0);
});

test("a message to nobody known comes back, in words that anybody understands", async () => {
  await write({ to: "inconnu.durand@ch-portbrume.mss.example", subject: "Bilan de Noé", text: "Bonjour" });
  await page.getByRole("button", { name: "Envoyer" }).click();
  await page.getByText("Envoyé.").waitFor();
  await depart();
  await page.getByRole("link", { name: "Réception" }).first().click();
  await page.getByRole("option", { name: "Non remis : Bilan de Noé" }).click();
  const bounce = page.getByRole("article").filter({ hasText: "Distribution du courrier" });
  await bounce
    .getByText("Votre message n’est pas arrivé à inconnu.durand@ch-portbrume.mss.example.")
    .waitFor();
  await bounce.getByText("Cette adresse n’existe pas chez ch-portbrume.mss.example.").waitFor();
  await bounce.getByText("Vérifiez l’adresse, lettre par lettre").waitFor();
  await page.getByRole("button", { name: /Bonjour/ }).click();
  await page.getByText("Pas remis à inconnu.durand@ch-portbrume.mss.example.").first().waitFor();
});

test("an address that is none, and a domain out of the trust space, are said at once", async () => {
  await page.getByRole("button", { name: "Écrire" }).click();
  const to = page.getByRole("textbox", { name: "À", exact: true });
  await to.fill("pas une adresse");
  await to.press("Enter");
  await page.getByText("« pas une adresse » n’est pas une adresse").waitFor();
  await page.getByRole("button", { name: "Retirer pas une adresse" }).click();
  await to.fill("docteur@ailleurs.example");
  await to.press("Enter");
  await page.getByRole("textbox", { name: "Objet" }).fill("Essai");
  await page.getByRole("button", { name: "Envoyer" }).click();
  await page
    .getByText("Rien ne peut être envoyé à ailleurs.example : ce domaine n’est pas joignable")
    .waitFor();
  await page.getByRole("button", { name: "Jeter le brouillon" }).click();
});

test("« Transférer » keeps the attachments, and others can be joined", async () => {
  await page.getByRole("option", { name: "Convocation de Lou" }).click();
  await page.getByRole("button", { name: /Pouvez-vous confirmer/ }).click();
  await page.getByRole("button", { name: "Transférer ce message" }).first().click();
  await page.getByRole("listitem").filter({ hasText: "convocation.txt" }).waitFor();
  const chosen = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Joindre" }).click();
  await (
    await chosen
  ).setFiles({ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("Entrée B") });
  await fill(page, { to: doctor });
  await page
    .getByRole("listitem")
    .filter({ hasText: "plan.txt" })
    .getByText("9 o", { exact: true })
    .waitFor();
  await page.getByRole("button", { name: "Envoyer" }).click();
  await page.getByText("Envoyé.").waitFor();
  await depart();
  const [letter] = correspondents.received("Tr: Convocation de Lou");
  assert.deepEqual(letter?.files, ["convocation.txt", "plan.txt"]);
  assert.match(letter.text, /Message transféré[^]*Pouvez-vous confirmer/);
});

test("files are joined by dropping them on the page and by pasting them, and taken off again", async () => {
  await page.getByRole("button", { name: "Écrire" }).click();
  await give(page.locator("form.compose-form"), "drop", "déposé.txt");
  await page
    .getByRole("listitem")
    .filter({ hasText: "déposé.txt" })
    .getByText("7 o", { exact: true })
    .waitFor();
  await give(page.getByRole("textbox", { name: "Texte du message" }), "paste", "collé.txt");
  await page
    .getByRole("listitem")
    .filter({ hasText: "collé.txt" })
    .getByText("7 o", { exact: true })
    .waitFor();
  const writing = page.getByRole("region", { name: "Écrire" });
  await writing.getByText("2 pièces jointes", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Retirer déposé.txt" }).click();
  await writing.getByText("1 pièce jointe", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Jeter le brouillon" }).click();
});

/** Gives a place a file, as a hand that drops or pastes it. */
async function give(place: Locator, how: "drop" | "paste", name: string): Promise<void> {
  await place.evaluate(
    (element, [type, file]) => {
      const data = new DataTransfer();
      data.items.add(new File(["contenu"], file, { type: "text/plain" }));
      const options = { bubbles: true, cancelable: true };
      element.dispatchEvent(
        type === "drop"
          ? new DragEvent("drop", { ...options, dataTransfer: data })
          : new ClipboardEvent("paste", { ...options, clipboardData: data }),
      );
    },
    [how, name] as const,
  );
}

/** The time in which a message can be called back passes, and all that is due leaves. */
async function depart(): Promise<void> {
  const notice = page.getByRole("button", { name: "Fermer cet avis" });
  if (await notice.isVisible()) await notice.click();
  await scene.pass(undo);
  const { transport } = scene.house.house;
  await transport.run();
  await transport.run();
}

async function write(letter: { to: string; subject: string; text: string }): Promise<void> {
  await page.getByRole("button", { name: "Écrire" }).click();
  await fill(page, letter);
}

async function fill(where: Page, letter: { to: string; subject?: string; text?: string }): Promise<void> {
  const to = where.getByRole("textbox", { name: "À", exact: true });
  await to.fill(letter.to);
  await to.press("Enter");
  if (letter.subject) await where.getByRole("textbox", { name: "Objet" }).fill(letter.subject);
  if (letter.text) await where.getByRole("textbox", { name: "Texte du message" }).fill(letter.text);
}
