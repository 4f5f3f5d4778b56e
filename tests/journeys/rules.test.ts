import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { isRefusal } from "../../contracts/refusals.ts";
import { codesSent, knock, openScene, personNamed, type Scene, signIn, until } from "./browser.ts";
import { lookAt } from "./look.ts";
import { dresses, putOn } from "./walk.ts";

const odile = personNamed("Odile");
const nadege = personNamed("Nadège");

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

/** A screen wide and light, narrow and dark. */
async function look(page: Page, name: string): Promise<void> {
  const worn = dresses.filter((one) => one.name === "1280-light" || one.name === "390-dark");
  assert.deepEqual(await lookAt(page, `rules-${name}`, worn), []);
  await putOn(page, { width: 1280, height: 800, colorScheme: "light" });
}

test("rules of a structure: narrowed, looked at before they are saved, confirmed, and met at the door", async () => {
  const { page: desk, complaints } = await scene.visit();
  await signIn(desk, scene.house, odile);
  await desk.goto("/acces/regles");
  await desk.getByRole("heading", { level: 1, name: "Règles" }).waitFor();
  await desk.getByText("Rien n’a été resserré").waitFor();
  await desk.getByRole("checkbox", { name: /^Code par e-mail/ }).uncheck();
  await desk.getByRole("checkbox", { name: /^Code par SMS/ }).uncheck();
  await desk.getByLabel("Sans un geste").selectOption("10 minutes");
  await desk.getByRole("button", { name: "Ajouter un réseau" }).click();
  await desk.getByLabel("Nom", { exact: true }).fill("Accueil de l’IME");
  await desk.getByLabel("Plages d’adresses").fill("0.0.0.0/0");
  await desk.getByText("4 changements à enregistrer").waitFor();
  await desk.getByRole("button", { name: "Avant d’enregistrer" }).click();
  await desk.getByRole("alert").getByText("Vérifiez les réseaux").waitFor();
  await desk.getByLabel("Plages d’adresses").fill("10.1.0.0/16, 10.2.0.0/16");
  await look(desk, "page");

  await desk.getByRole("button", { name: "Avant d’enregistrer" }).click();
  const dialog = desk.getByRole("dialog", { name: "Avant d’enregistrer" });
  await dialog.getByText("Nouvelle règle : sans code par e-mail").waitFor();
  const row = dialog.getByRole("row", { name: /Nadège Faure/ });
  await row.getByText("tout de suite").waitFor();
  await row.getByText(/Application d’authentification ou Clé d’accès/).waitFor();
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await dialog.getByRole("alert").getByText("Cochez la case").waitFor();
  await look(desk, "preview");

  // Somebody else saves first: what both changed is kept.
  const { directory, administration } = scene.house.house.rooms;
  const person = await directory.findByLogin(odile.login);
  assert.ok(person);
  const seen = await administration.policy.rules(person.id);
  assert.ok(!isRefusal(seen));
  const narrowed = { ...seen.narrowed, sessionMinutes: 120 };
  const saved = await administration.policy.saveRules(person.id, { version: 0, narrowed, seal: null });
  assert.ok(!isRefusal(saved), JSON.stringify(saved));
  await dialog.getByRole("checkbox", { name: /^Je confirme/ }).check();
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await desk.getByText("Changé entre-temps par Odile").waitFor();
  await desk.getByText("Nouvelle règle : session de 2 heures au plus").waitFor();
  await look(desk, "meanwhile");
  await desk.getByRole("button", { name: "Avant d’enregistrer" }).click();
  await dialog.getByRole("checkbox", { name: /^Je confirme/ }).check();
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await desk.getByText("Les règles sont enregistrées.").waitFor();
  const history = desk.getByRole("region", { name: "Historique" }).getByRole("listitem");
  await until(async () => (await history.count()) === 2, "both versions");
  assert.match(
    (await history.first().textContent()) ?? "",
    /sans code par e-mail.*sans code par SMS.*2\sheures.*10\sminutes/s,
  );
  await look(desk, "saved");
  assert.deepEqual(complaints, []);

  const { page } = await scene.visit();
  const before = codesSent(scene.house);
  await knock(page, nadege);
  await page.getByRole("dialog").getByText("Ce moyen n’est pas accepté. Choisissez-en un autre.").waitFor();
  assert.equal(codesSent(scene.house), before);
});
