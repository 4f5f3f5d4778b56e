import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { mailboxFr } from "../../browser/words/mailbox-fr.ts";
import { askForCode, giveCode, openScene, personNamed, type Scene, signOut, type Visit } from "./browser.ts";
import { sendLetter } from "./letters.ts";

const nadege = personNamed("Nadège");
/** Every byte value, so that nothing on the way may take it for text. */
const scan = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7 + (index >> 8)) & 0xff));

let scene: Scene;
let visit: Visit;
before(async () => {
  scene = await openScene();
  visit = await scene.visit();
});
after(() => scene.close());

test("the guide's labels lead to the mailbox of the service", async () => {
  const { page } = visit;
  assert.equal(await page.getByRole("radio", { name: "Email" }).isChecked(), true);
  const code = await askForCode(page, scene.house, nadege);
  const dialog = page.getByRole("dialog");
  assert.match(await dialog.innerText(), /n…e@valdebrume\.example/);
  assert.match(await dialog.innerText(), /Valable jusqu’à 9\u00a0h\u00a012/);
  await giveCode(page, code);
  const name = page.getByRole("heading", { level: 1, name: "Accueil IME" });
  await name.waitFor();
  await page.waitForFunction(() => document.title === "Réception, Accueil IME · Caducée");
  const largest = await name.evaluate((heading) => {
    const sizes = [...document.querySelectorAll("body *")].map((one) =>
      parseFloat(getComputedStyle(one).fontSize),
    );
    return parseFloat(getComputedStyle(heading).fontSize) >= Math.max(...sizes);
  });
  assert.ok(largest, "something on the page is larger than the mailbox's name");
});

test("the mail with the code is the guide's: its subject, the account, the signature, no link", () => {
  const mail = scene.house.relay.messages.at(-1);
  assert.equal(mail?.subject, "Connexion à votre compte MSSanté");
  assert.match(mail.text, /^Bonjour org\.nadege\.faure@valdebrume\.mss\.example,$/m);
  assert.match(mail.text, /Cordialement,\nLe serveur Caducée\n/);
  assert.doesNotMatch(mail.text, /https?:/);
});

test("a message that comes by SMTP shows by itself, is read, and its file is the very bytes", async () => {
  const { page } = visit;
  await page.getByText(mailboxFr.emptyText.inbox).waitFor();
  await page.evaluate(() => document.body.setAttribute("data-same-page", ""));
  await sendLetter(scene.house, {
    subject: "Bilan d’Élise Le Goff",
    text: "Bonjour,\n\nVoici le bilan où nous en étions restés.\n\nŒuvrons ensemble.",
    attachments: [{ filename: "Bilan d’été – n° 3.pdf", content: scan, contentType: "application/pdf" }],
  });
  const row = page.getByRole("option", { name: "Bilan d’Élise Le Goff" });
  await row.waitFor();
  assert.match(
    (await row.innerText()).replaceAll(/\s+/g, " "),
    /Non lu, par personne\..*Service de pédiatrie/,
  );
  await page.getByText("1 non lue", { exact: true }).waitFor();
  await page.waitForFunction(() => document.title.startsWith("Réception (1), "));

  await row.click();
  const message = page.getByRole("article", { name: "Message de Service de pédiatrie" });
  await message.getByText("Voici le bilan où nous en étions restés.").waitFor();
  await page.getByRole("heading", { name: "Bilan d’Élise Le Goff" }).waitFor();
  await page.getByText("1 pièce jointe, 70 ko").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    message.getByRole("link", { name: "Bilan d’été – n° 3.pdf" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "Bilan d’été – n° 3.pdf");
  assert.equal(digest(await readFile(await download.path())), digest(scan));
  assert.equal(await page.locator("body[data-same-page]").count(), 1, "the page was loaded again");
});

test("what is read is counted so, and can be put back", async () => {
  const { page } = visit;
  const count = page.getByText("1 non lue", { exact: true });
  const row = page.getByRole("option", { name: "Bilan d’Élise Le Goff" });
  await count.waitFor({ state: "detached" });
  assert.match(await row.innerText(), /^Lu\./);
  await page.getByRole("button", { name: "Marquer comme non lu" }).click();
  await count.waitFor();
  assert.match(await row.innerText(), /Non lu par vous, déjà lu par l’équipe\./);
  await page.reload();
  await page.getByText("1 non lue", { exact: true }).waitFor({ state: "detached" });
});

test("an answer joins its conversation", async () => {
  const { page, house } = { ...visit, ...scene };
  await scene.pass(60_000);
  const first = await sendLetter(house, {
    subject: "Transport de jeudi",
    text: "À quelle heure part le car ?",
  });
  await page.getByRole("option", { name: "Transport de jeudi" }).waitFor();
  await scene.pass(60_000);
  await sendLetter(house, {
    subject: "Re: Transport de jeudi",
    text: "Nous dirons 8 h 30.",
    inReplyTo: first,
    references: first,
  });
  const row = page.getByRole("option", { name: "conversation de 2 messages" });
  await row.waitFor();
  assert.equal(await page.getByRole("option").count(), 2);
  await row.click();
  await page.getByText("Nous dirons 8 h 30.").last().waitFor();
  await page.getByText("À quelle heure part le car ?").last().waitFor();
  assert.equal(await page.getByRole("article").count(), 2);
});

test("after « Se déconnecter », Back shows nothing of the mail", async () => {
  const { page, context } = visit;
  await signOut(page);
  await page.getByText("Vous êtes déconnecté. Vous pouvez quitter ce poste.").waitFor();
  assert.deepEqual(
    (await context.cookies()).map(({ name }) => name),
    ["__Host-browser"],
    "which opens nothing",
  );
  const door = page.getByLabel("Utilisateur", { exact: true });
  await page.goBack();
  assert.match(page.url(), /\/boites\//);
  await door.waitFor();
  assert.doesNotMatch(await page.content(), /Transport|Bilan|Accueil IME/);
  await page.reload();
  await door.waitFor();
  assert.doesNotMatch(await page.content(), /Transport|Bilan|Accueil IME/);
});

test("nothing went wrong in the page meanwhile", () => {
  assert.deepEqual(visit.complaints, []);
});

function digest(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
