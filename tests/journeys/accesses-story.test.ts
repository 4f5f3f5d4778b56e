import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { administrator, freeDomain } from "../../sandbox/people.ts";
import {
  askForCode,
  giveCode,
  knock,
  openScene,
  personNamed,
  type Scene,
  signOut,
  until,
  type Visit,
} from "./browser.ts";
import { plugIn, shownBy } from "./devices.ts";
import { openPictures } from "./guide-pictures.ts";
import {
  addApp,
  beginAccess,
  codeAmong,
  endAccess,
  knockBy,
  mailsOf,
  newcomer,
  type Newcomer,
  textsOf,
} from "./newcomer.ts";
import { drawBoxesAndRights, drawNewPerson, drawRulesHealthTraces } from "./referent-desk.ts";

// One structure, from the day when the operator makes it to the day when somebody leaves it: its tests are chapters, in
// this order. Each reads what its people were sent in the sandbox’s mailboxes and phones.

const box = `soins@${freeDomain}`;
const phone = { viewport: { width: 390, height: 844 } };

const helene = newcomer("Hélène", "barque-cuivre-verger-lune");
const names = "Agathe Basile Cléa Denis Élise Fanny Gaël Hugo Inès Jade Karim Lou".split(" ");
const agathe = newcomer("Agathe", "tambour-neige-olive-quai");
const basile = { ...newcomer("Basile", "fougère-canal-prune-sable"), mobile: "+33639987702" };
const clea = { ...newcomer("Cléa", "grenier-vague-thym-lampe"), mobile: "+33639987703" };
const denis = newcomer("Denis", "cerise-ponton-argile-vent");
// The sandbox’s Pro Santé Connect knows his card, by the number of the register.
const hugo = newcomer("Hugo", "pilote-menthe-dune-cuir", "Castagnet");
const hugoRpps = "99700990346";

// docs/guide-referent.md shows some of it.
const pictures = openPictures("guide-referent.md", "referent");

let scene: Scene;
/** The référent’s own desk, open from her first day on. */
let desk: Page;
let second: Page;
let cleaPhone: Visit;
let cleaApp: string;
let isTold = true;
before(async () => {
  scene = await openScene({ CADUCEE_ACCESS_RESCUE_AGREEMENT: "true" });
});
after(() => scene.close());

const mails = ({ email }: Pick<Newcomer, "email">) => mailsOf(scene.house, email);
const subjects = (who: Pick<Newcomer, "email">) => mails(who).map(({ subject }) => subject);
const told = (who: Pick<Newcomer, "email">, words: RegExp) =>
  until(() => subjects(who).some((subject) => words.test(subject)), `${words} for ${who.email}`);
const inbox = (page: Page) => page.getByRole("heading", { level: 1, name: "Équipe de soins" }).waitFor();
const codeHeading = "Saisissez le code de votre application";

chapter("the operator makes a structure and names its référent, who opens a mailbox", async () => {
  const { page: office, context } = await scene.visit();
  await giveCode(
    office,
    await askForCode(office, scene.house, { ...personNamed("Odile"), ...administrator }),
  );
  await office.getByRole("heading", { level: 1, name: "Structures" }).waitFor();
  await office.getByRole("button", { name: "Nouvelle structure" }).click();
  const structure = office.getByRole("dialog", { name: "Nouvelle structure" });
  await structure.getByLabel("Nom", { exact: true }).fill("EHPAD de l’Estuaire");
  await structure.getByLabel("Numéro FINESS").fill("440 000 018");
  await structure.getByRole("button", { name: "Créer la structure" }).click();
  await office.getByRole("button", { name: /^Nommer un référent.*Estuaire$/ }).click();
  const form = office.getByRole("dialog");
  await form.getByLabel("Domaine").selectOption(freeDomain);
  await form.getByLabel("Prénom").fill("Hélène");
  await form.getByLabel("Nom", { exact: true }).fill("Rivière");
  const login = form.getByLabel("Identifiant");
  await login.focus();
  await until(async () => (await login.inputValue()) === helene.login, "the identifier proposed");
  await form.getByLabel("Messagerie ordinaire").fill(helene.email);
  await form.getByLabel("Carte nationale d’identité").check();
  await form.getByRole("button", { name: "Donner l’accès" }).click();
  await office.getByText("Hélène Rivière est référent.").waitFor();
  await context.close();

  ({ page: desk } = await scene.visit());
  await beginAccess(desk, scene.house, helene);
  assert.match(mails(helene)[0]?.text ?? "", /EHPAD de l’Estuaire/);
  await addApp(desk, scene.house);
  await told(helene, /une application d’authentification a été ajoutée/);
  await endAccess(desk);
  await desk.goto("/acces/boites");
  await desk.getByRole("button", { name: "Nouvelle boîte" }).click();
  const made = desk.getByRole("dialog", { name: "Nouvelle boîte" });
  await made.getByLabel("Adresse").fill("soins");
  await made.getByLabel("Nom affiché").fill("Équipe de soins");
  await made.getByLabel("Service de rattachement").fill("Soins");
  await made.getByLabel("Responsable").fill("Hélène Rivière, 02 40 00 00 18");
  await made.getByLabel("Description").fill("Échanges avec les médecins et la pharmacie");
  await made.getByRole("button", { name: "Créer la boîte" }).click();
  await desk.getByText(`La boîte ${box} est ouverte.`).waitFor();
});

chapter("twelve accesses from one file: dry run, run, report; each receives one link", async () => {
  await desk.getByRole("link", { name: "Arrivées" }).click();
  const template = await downloaded(desk, "Télécharger le modèle");
  const [headings = ""] = template.split("\r\n");
  const people = [agathe, basile, clea, denis, hugo];
  const lines = names.map((name) => {
    const one: Newcomer = people.find(({ givenName }) => givenName === name) ?? newcomer(name, "");
    const rpps = one === hugo ? hugoRpps : "";
    return `;${name};${one.familyName};Soins;${rpps};${one.email};${one.mobile ?? ""};CNI;${box} : rédaction;;;`;
  });
  const buffer = Buffer.from([headings, ...lines].join("\r\n"));
  await desk.locator("#arrivals-file").setInputFiles({ name: "equipe.csv", mimeType: "text/csv", buffer });
  await desk.getByRole("heading", { name: "2. Vérification de equipe.csv" }).waitFor();
  assert.deepEqual(subjects(agathe), [], "a dry run tells nobody");
  await pictures.draw(desk, "arrivees");
  await desk.getByRole("button", { name: "Donner 12 accès" }).click();
  await desk.getByText("12 accès donnés, 12 liens envoyés.").waitFor();
  for (const name of names) {
    const one = name === "Hugo" ? hugo : newcomer(name, "");
    assert.deepEqual(subjects(one), ["Votre accès à la messagerie sécurisée MSSanté"]);
  }
  const report = await downloaded(desk, "Télécharger le compte rendu");
  assert.equal(report.trimEnd().split("\r\n").length, 13, "headings, and twelve");
  assert.match(report, /org\.clea\.riviere@estuaire\.mss\.example/);
});

chapter("first access on a phone, then the first sign-in with a code by e-mail", async () => {
  const { page, context } = await scene.visit(phone);
  await beginAccess(page, scene.house, agathe);
  await page.getByRole("button", { name: "Plus tard" }).click();
  await endAccess(page);
  await inbox(page);
  await signOut(page);
  const count = mails(agathe).length;
  await knock(page, agathe);
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  await giveCode(page, await codeAmong(() => mails(agathe), count));
  await inbox(page);
  await context.close();
});

chapter("first access on a phone, then the first sign-in with a code by SMS", async () => {
  const { page, context } = await scene.visit(phone);
  await beginAccess(page, scene.house, basile);
  await page.getByRole("button", { name: "Plus tard" }).click();
  await endAccess(page);
  await inbox(page);
  await signOut(page);
  const texts = () => textsOf(scene.house, basile.mobile);
  const count = texts().length;
  await knockBy(page, "SMS", basile);
  await page.getByRole("dialog").getByText("Remis à l’opérateur de SMS").waitFor();
  await giveCode(page, await codeAmong(texts, count));
  await inbox(page);
  await context.close();
});

chapter("first access on a phone with its application, then the first sign-in with it", async () => {
  cleaPhone = await scene.visit(phone);
  const { page } = cleaPhone;
  await beginAccess(page, scene.house, clea);
  cleaApp = await addApp(page, scene.house);
  await endAccess(page);
  await inbox(page);
  await told(clea, /une application d’authentification a été ajoutée/);
  await signOut(page);
  await scene.pass(60_000);
  await knockBy(page, "Google Authenticator", clea);
  await page.getByRole("heading", { name: codeHeading }).waitFor();
  await giveCode(page, shownBy(cleaApp, scene.house));
  await inbox(page);
});

chapter("first access on a phone with its passkey, which then is the whole first sign-in", async () => {
  const { page } = await scene.visit(phone);
  await plugIn(page);
  await beginAccess(page, scene.house, denis);
  await page.getByRole("button", { name: "Ajouter une clé d’accès" }).click();
  await endAccess(page);
  await inbox(page);
  await told(denis, /une clé d’accès a été ajoutée/);
  await signOut(page);
  await page.getByRole("button", { name: "Se connecter avec une clé d’accès" }).click();
  await inbox(page);
  second = page;
});

chapter("first access of somebody with a card, then the first sign-in by Pro Santé Connect", async () => {
  const { page, context } = await scene.visit(phone);
  await beginAccess(page, scene.house, hugo);
  await page.getByRole("button", { name: "Plus tard" }).click();
  await endAccess(page);
  await inbox(page);
  await signOut(page);
  await page.getByText("Vous êtes déconnecté.").waitFor();
  await page.getByRole("button", { name: "S'identifier avec PRO SANTÉ CONNECT" }).click();
  await page.getByRole("button", { name: /^Hugo Castagnet/ }).click();
  await inbox(page);
  await context.close();
});

chapter("her guide’s pages: a mailbox and its rights, the rules, what wants doing, the trace", async () => {
  await drawNewPerson(desk, pictures);
  await drawBoxesAndRights(desk, pictures);
  await drawRulesHealthTraces(desk, pictures);
});

chapter("a phone is lost: two référents agree to a « code de dépannage », and she is in", async () => {
  await scene.pass(60_000);
  // A second référent, among those who came.
  const { page: office, context } = await scene.visit();
  await giveCode(
    office,
    await askForCode(office, scene.house, { ...personNamed("Odile"), ...administrator }),
  );
  await office.getByRole("button", { name: /^Nommer un référent.*Estuaire$/ }).click();
  const form = office.getByRole("dialog");
  await form.getByLabel("Une personne de la structure, déjà inscrite").check();
  await form.getByLabel("Son identifiant").fill(denis.login);
  await form.getByRole("button", { name: "Confier la charge" }).click();
  await office.getByText(`${denis.login} est référent de sa structure.`).waitFor();
  await context.close();

  await desk.goto("/acces");
  await desk.getByRole("button", { name: "Accès de Cléa Rivière" }).click();
  const card = desk.getByRole("dialog", { name: "Cléa Rivière" });
  await card.getByRole("button", { name: "Retirer ses applications" }).click();
  await desk.getByText("Les applications et clés d’accès de Cléa Rivière n’ouvrent plus rien.").waitFor();
  await told(clea, /vos applications ont été retirées/);
  await desk.getByRole("button", { name: "Accès de Cléa Rivière" }).click();
  await card.getByRole("button", { name: "Code de dépannage" }).click();
  await card.getByRole("alert").getByText("Un second référent").waitFor();
  await card.getByRole("button", { name: "Demander l’accord" }).click();
  await desk.getByText("La demande pour Cléa Rivière est partie aux autres référents.").waitFor();
  await told(denis, /attend votre accord/);

  // He answers on his phone.
  await second.goto("/acces");
  const asked = second.getByRole("region", { name: "Accords demandés" });
  await asked.getByText("Hélène Rivière demande votre accord").waitFor();
  await asked.getByRole("button", { name: "Donner l’accord" }).click();
  await second.getByText("Vous avez permis un code de dépannage pour Cléa Rivière.").waitFor();
  await told(helene, /est acceptée/);
  await desk.getByText("Code de dépannage de Cléa Rivière : accord donné.").waitFor();
  await desk.getByRole("button", { name: "Accès de Cléa Rivière" }).click();
  await card.getByRole("button", { name: "Code de dépannage" }).click();
  const code = await card.locator(".rescue-code").innerText();
  await pictures.draw(card, "depannage", { width: 1000, height: 800 });
  await card.getByRole("button", { name: "Fermer" }).click();
  await told(clea, /un code de dépannage a été donné/);
  const texts = () => textsOf(scene.house, clea.mobile).filter(({ text }) => text.includes("dépannage"));
  await until(() => texts().length === 1, "the same by SMS");
  assert.ok(
    ![...mails(clea), ...texts()].some(({ text }) => text.includes(code)),
    "the code is told by voice",
  );

  const { page, context: fresh } = await scene.visit();
  await knock(page, clea);
  await giveCode(page, code);
  await inbox(page);
  await page.goto("/ma-securite");
  await page.getByRole("button", { name: "Ajouter une application" }).click();
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  await giveCode(page, await codeAmong(() => mails(clea)));
  const enrolment = page.getByRole("dialog", { name: "Ajouter une application" });
  await enrolment.getByRole("img", { name: "Code à scanner avec l’application" }).waitFor();
  const key = await enrolment.locator("code").innerText();
  await enrolment.getByLabel("Nom de l’appareil").fill("Téléphone neuf");
  await enrolment.getByLabel("Code affiché par l’application").fill(shownBy(key, scene.house));
  await enrolment.getByRole("button", { name: "Confirmer" }).click();
  await page.getByText("« Téléphone neuf »").waitFor();
  await fresh.close();

  await scene.pass(60_000);
  cleaPhone = await scene.visit(phone);
  await knockBy(cleaPhone.page, "Google Authenticator", clea);
  await cleaPhone.page.getByRole("heading", { name: codeHeading }).waitFor();
  await giveCode(cleaPhone.page, shownBy(cleaApp, scene.house));
  await cleaPhone.page.getByRole("alert").waitFor();
  await giveCode(cleaPhone.page, shownBy(key, scene.house));
  await inbox(cleaPhone.page);
});

chapter("« départ » ends every open page at once, mail or not, and nothing opens again", async () => {
  const other = await cleaPhone.context.newPage();
  await other.goto("/ma-securite");
  await other.getByRole("heading", { level: 1, name: "Ma sécurité" }).waitFor();
  await desk.getByRole("button", { name: "Accès de Cléa Rivière" }).click();
  await desk.getByRole("dialog", { name: "Cléa Rivière" }).getByRole("button", { name: "Départ" }).click();
  const leaving = desk.getByRole("dialog", { name: "Cléa Rivière quitte la structure" });
  await pictures.draw(leaving, "depart");
  await desk.getByRole("button", { name: "Confirmer le départ" }).click();
  await desk.getByText("Cléa Rivière n’a plus aucun accès.").waitFor();
  const door = cleaPhone.page.getByLabel("Utilisateur", { exact: true });
  await door.waitFor();
  await other.getByLabel("Utilisateur", { exact: true }).waitFor();
  await told(clea, /est fermé/);
  await knock(cleaPhone.page, clea);
  await cleaPhone.page.getByRole("alert").getByText("Utilisateur ou mot de passe incorrect").waitFor();

  // A référent too, whose only page shows no mail.
  await second.getByRole("button", { name: "Accès de Agathe Rivière" }).waitFor();
  await desk.getByRole("button", { name: "Accès de Denis Rivière" }).click();
  await desk.getByRole("dialog", { name: "Denis Rivière" }).getByRole("button", { name: "Départ" }).click();
  await desk.getByRole("button", { name: "Confirmer le départ" }).click();
  await second.getByLabel("Utilisateur", { exact: true }).waitFor();
  await until(
    async () => (await desk.getByRole("row", { name: /Cléa|Denis/ }).count()) === 0,
    "they left the list",
  );
  assert.deepEqual(cleaPhone.complaints, []);
});

chapter("the guide of the référent shows each picture, and each is there", () => pictures.check());

/** A chapter of the story: once one has failed, those after it cannot be told. */
function chapter(name: string, tell: () => Promise<void>): void {
  test(name, async () => {
    assert.ok(isTold, "an earlier chapter failed");
    isTold = false;
    await tell();
    isTold = true;
  });
}

/** What the person downloads, as text. */
async function downloaded(page: Page, button: string): Promise<string> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  return readFile(await (await waiting).path(), "utf8");
}
