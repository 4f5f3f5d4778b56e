import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { giveCode, knock, openScene, personNamed, readCode, type Scene, signIn, until } from "./browser.ts";
import { lookAt } from "./look.ts";
import { putOn, dresses } from "./walk.ts";

const nadege = personNamed("Nadège");
const odile = personNamed("Odile");
const fresh = "nadege.nouvelle@ordinaire.example";
const worn = dresses.filter(({ name }) => name === "1280-light" || name === "390-dark");

let scene: Scene;
before(async () => {
  scene = await openScene({ CADUCEE_ACCESS_RESCUE_AGREEMENT: "true" });
});
after(() => scene.close());

async function look(page: Page, name: string): Promise<void> {
  assert.deepEqual(await lookAt(page, name, worn), []);
  await putOn(page, { width: 1280, height: 800, colorScheme: "light" });
}

test("codes on paper and a new address in « Ma sécurité »; one of the codes opens where nothing else is at hand", async () => {
  const { page, complaints } = await scene.visit();
  await signIn(page, scene.house, nadege);
  await page.goto("/ma-securite");
  await page.getByRole("button", { name: "Imprimer dix codes" }).click();
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  await page.getByRole("button", { name: "Code de secours" }).waitFor();
  await giveCode(page, await readCode(scene.house, nadege));
  const paper = page.getByRole("dialog", { name: "Imprimez vos codes de secours" });
  await paper.getByRole("button", { name: "Créer dix codes" }).click();
  const codes = paper.getByRole("listitem");
  await until(async () => (await codes.count()) === 10, "ten codes");
  const [first = ""] = await codes.allInnerTexts();
  assert.match(first, /^\d{4} \d{4} \d{4}$/);
  await look(page, "spare-codes");
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => document.body.classList.add("prints-codes"));
  assert.ok(await codes.first().isVisible());
  assert.equal(await page.getByRole("heading", { name: "Sessions ouvertes" }).isVisible(), false);
  await page.evaluate(() => document.body.classList.remove("prints-codes"));
  await page.emulateMedia({ media: null });
  await paper.getByRole("button", { name: "Terminer" }).click();
  await page.getByText("Il en reste 10 · imprimés").waitFor();

  await page.getByRole("button", { name: "Changer l’adresse e-mail" }).click();
  const contact = page.getByRole("dialog", { name: "Changer l’adresse e-mail" });
  await contact.getByLabel("Nouvelle adresse e-mail").fill(nadege.login);
  await contact.getByRole("button", { name: "Envoyer un code" }).click();
  await contact.getByRole("alert").getByText("Vérifiez ce contact.").waitFor();
  await contact.getByLabel("Nouvelle adresse e-mail").fill(fresh);
  await contact.getByRole("button", { name: "Envoyer un code" }).click();
  await contact.getByText("Un code est parti à").waitFor();
  await look(page, "own-contact");
  const arrived = () => scene.house.relay.messages.find(({ to }) => to === fresh)?.text ?? "";
  await until(() => /^\d{6}$/m.test(arrived()), "the code at the new address");
  await contact.getByLabel("Code reçu").fill(/^\d{6}$/m.exec(arrived())?.[0] ?? "");
  await contact.getByRole("button", { name: "Confirmer" }).click();
  await page.getByText("La nouvelle adresse reçoit vos codes.").waitFor();
  await look(page, "my-security-methods");
  assert.deepEqual(complaints, []);

  const lost = await scene.visit();
  await knock(lost.page, nadege);
  await lost.page.getByRole("dialog").getByText("Un code de secours ou de dépannage").waitFor();
  await giveCode(lost.page, first);
  await lost.page.getByText(/^\d+ conversations?$/).waitFor();
  await page.reload();
  await page.getByText("Il en reste 9 · imprimés").waitFor();
});

test("a référent sees an identity again; alone, she gives no « code de dépannage » where two have to agree", async () => {
  const { page, complaints } = await scene.visit();
  await signIn(page, scene.house, odile);
  await page.goto("/acces");
  await page.getByRole("button", { name: "Accès de Nadège Faure" }).click();
  const card = page.getByRole("dialog", { name: "Nadège Faure" });
  await card.getByText("Aucune vérification n’est enregistrée ici.").waitFor();
  await look(page, "identity");
  await card.getByRole("button", { name: "Code de dépannage" }).click();
  await card.getByRole("alert").getByText("Un second référent").waitFor();
  await card.getByRole("button", { name: "Demander l’accord" }).click();
  await card.getByRole("alert").getByText("Vous êtes seul référent ici").waitFor();
  await card.getByLabel("Pièce présentée").selectOption("Passeport");
  await card.getByRole("button", { name: "Identité vérifiée de nouveau" }).click();
  await page.getByText("L’identité de Nadège Faure est vérifiée, pour trois ans.").waitFor();
  await page.getByRole("button", { name: "Accès de Nadège Faure" }).click();
  await card.getByText(/^Vérifiée le .* par Odile .*Passeport$/).waitFor();
  assert.deepEqual(complaints, []);
});
