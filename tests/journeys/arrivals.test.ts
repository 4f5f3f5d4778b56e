import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { openScene, personNamed, type Scene, signIn, until } from "./browser.ts";
import { lookAt } from "./look.ts";
import { dresses, putOn } from "./walk.ts";

const odile = personNamed("Odile");

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

/** A screen wide and light, narrow and dark. */
async function look(page: Page, name: string): Promise<void> {
  const worn = dresses.filter((one) => one.name === "1280-light" || one.name === "390-dark");
  assert.deepEqual(await lookAt(page, `arrivals-${name}`, worn), []);
  await putOn(page, { width: 1280, height: 800, colorScheme: "light" });
}

const names = "Agathe Basile Cléa Denis Élise Fanny Gaël Hugo Inès Jade Karim Lou".split(" ");
const mailOf = (place: number) => `arrivee${place}@ordinaire.example`;
const mailsOf = (place: number) =>
  scene.house.relay.messages.filter(({ to, subject }) => to === mailOf(place) && subject.includes("accès"));

/** What the person downloads, as text. */
async function downloaded(page: Page, button: string): Promise<string> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  return readFile(await (await waiting).path(), "utf8");
}

test("twelve people from one file: the template, the dry run, the run, the report, and all taken back", async () => {
  const { page, complaints } = await scene.visit();
  await signIn(page, scene.house, odile);
  await page.goto("/acces");
  await page.getByRole("link", { name: "Arrivées" }).click();
  await page.getByRole("heading", { level: 1, name: "Arrivées" }).waitFor();
  await page.getByText("Colonnes du fichier").click();
  await look(page, "file");
  const template = await downloaded(page, "Télécharger le modèle");
  assert.ok(template.startsWith("\uFEFFCivilité;Prénom;Nom;"));

  const box = /[^\s;]+@valdebrume\.mss\.example/.exec(template)?.[0] ?? assert.fail();
  const [headings = "", example = ""] = template.split("\r\n");
  const good = names.map(
    (name, place) => `;${name};Rivière;Aide-soignant·e;;${mailOf(place)};;CNI;${box} : lecture;;;`,
  );
  const wrong = ";Mallory;Rivière;;123;mallory@ordinaire.example;;CNI;ailleurs@ch-portbrume.mss.example;;;";
  const rows = [headings, example, ...good, wrong].join("\r\n").replaceAll("·", "");

  // A workbook is told apart from a CSV before it is sent.
  await choose(page, "personnes.xlsx", Buffer.from("PK\u0003\u0004\0\0"));
  await page.getByRole("alert").getByText("n’est pas un CSV").waitFor();
  await choose(page, "personnes.csv", Buffer.from(rows.replace("Messagerie", "Couriel")));
  await page.getByRole("alert").getByText("Il manque ces titres en première ligne : Messagerie").waitFor();
  // As Excel saves it by itself.
  const windows = Buffer.from(rows.replace(/^\uFEFF/, "").replaceAll("’", "'"), "latin1");
  await choose(page, "personnes.csv", windows);
  await page.getByRole("heading", { name: "2. Vérification de personnes.csv" }).waitFor();
  await page.getByText("RPPS : « 123 » n’existe pas").waitFor();
  await page.getByText("ailleurs@ch-portbrume.mss.example n’est pas une boîte de votre structure").waitFor();
  await look(page, "refused");
  await page.getByRole("button", { name: "seront créées" }).click();
  await page.getByText("org.clea.riviere@valdebrume.mss.example").waitFor();
  await look(page, "checked");
  await page.getByRole("button", { name: "Donner 12 accès" }).click();

  await page.getByText("12 accès donnés, 12 liens envoyés.").waitFor();
  for (const place of names.keys()) assert.equal(mailsOf(place).length, 1);
  await page
    .getByRole("row", { name: /Cléa Rivière/ })
    .getByText("Accès donné, lien envoyé")
    .waitFor();
  await look(page, "done");
  const report = await downloaded(page, "Télécharger le compte rendu");
  assert.equal(report.split("\r\n").length, 15, "headings, twelve, the refused one, and the end");
  assert.match(report, /Mallory Rivière;;mallory@ordinaire\.example;Refusée;/);

  // The page is opened again later: the last run stands there, and can be taken back.
  await page.reload();
  await page.getByRole("button", { name: "Annuler ces accès" }).click();
  await look(page, "cancel");
  await page.getByRole("button", { name: "Tout annuler" }).click();
  await page.getByRole("heading", { name: "Annulé", exact: true }).waitFor();
  await page
    .getByRole("row", { name: /Cléa Rivière/ })
    .getByText("Annulée")
    .waitFor();
  await page.goto("/acces");
  await page.getByRole("row", { name: /Nadège Faure/ }).waitFor();
  await until(async () => (await page.getByRole("row", { name: /Rivière/ }).count()) === 0, "nobody of them");
  for (const place of names.keys()) assert.equal(mailsOf(place).length, 1, "told once, of the link alone");
  assert.deepEqual(complaints, []);
});

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator("#arrivals-file").setInputFiles({ name, mimeType: "text/csv", buffer });
}
