import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { codesSent, knock, openScene, personNamed, type Scene, signIn, signOut } from "./browser.ts";
import { findViolations } from "./look.ts";

// « Se souvenir de moi », as only a browser shows it: cookies, what the page keeps, what it offers.

const minute = 60_000;
let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

const tickOf = (page: Page) => page.getByLabel("Se souvenir de moi");

async function clean(page: Page): Promise<void> {
  assert.deepEqual(await findViolations(page), []);
}

test("the code is asked for once in four hours, and the identifier is kept", async () => {
  const { page, complaints } = await scene.visit();
  const nadege = personNamed("Nadège");
  await tickOf(page).check();
  await page.getByText("n’en redemande pas ici pendant 4 h").waitFor();
  await clean(page);
  await signIn(page, scene.house, nadege);
  await signOut(page);
  await page.goto("/");
  assert.equal(await page.getByLabel("Utilisateur", { exact: true }).inputValue(), nadege.login);
  assert.ok(await tickOf(page).isChecked());
  await scene.pass(239 * minute);
  const sent = codesSent(scene.house);
  await knock(page, nadege);
  await page.getByText(/^\d+ conversations?$/).waitFor();
  assert.equal(codesSent(scene.house), sent, "no code was sent");
  await signOut(page);
  await page.goto("/");
  await scene.pass(minute);
  await knock(page, nadege);
  await page.getByRole("dialog").getByLabel("Code à 6 chiffres").waitFor();
  assert.deepEqual(complaints, []);
});

test("a référent marks a post: the tick is offered to nobody there, nothing is kept, a code is asked for", async () => {
  const { page, complaints } = await scene.visit();
  const [odile, nadege] = [personNamed("Odile"), personNamed("Nadège")];
  await tickOf(page).check();
  await signIn(page, scene.house, odile);
  await page.goto("/ma-securite");
  const browsers = page.getByRole("region", { name: "Navigateurs reconnus" });
  await browsers.getByText(/sans code jusqu’à/).waitFor();
  await clean(page);
  await browsers.getByRole("button", { name: "Ce poste est partagé" }).click();
  await page.getByText("Ce poste est marqué comme partagé.").waitFor();
  assert.equal(await browsers.getByText(/sans code jusqu’à/).count(), 0);
  await page.request.post("/api/sign-in/out", { data: {} });
  await page.goto("/");
  await page.getByText("Rien n’est retenu ici.").waitFor();
  assert.equal(await tickOf(page).count(), 0);
  assert.equal(await page.getByLabel("Utilisateur", { exact: true }).inputValue(), "");
  await clean(page);
  await signIn(page, scene.house, nadege);
  await page.goto("/ma-securite");
  await browsers.getByText("Ce poste est partagé", { exact: true }).waitFor();
  assert.equal(await browsers.getByRole("button", { name: /partagé/ }).count(), 0, "she is no référente");
  assert.deepEqual(complaints, []);
});

test("a link from the console marks a post, once", async () => {
  const made = await scene.house.house.rooms.signIn.browsers.makePostLink("valdebrume", "command");
  const { page } = await scene.visit();
  await page.goto(`/poste-partage#${made?.secret ?? ""}`);
  await clean(page);
  assert.equal(new URL(page.url()).hash, "");
  await page.getByRole("button", { name: "Marquer ce poste" }).click();
  await page.getByRole("heading", { name: "Ce poste est marqué" }).waitFor();
  await page.getByRole("link", { name: "Se connecter" }).click();
  await page.getByText("Rien n’est retenu ici.").waitFor();
  await page.goto(`/poste-partage#${made?.secret ?? ""}`);
  await page.getByRole("button", { name: "Marquer ce poste" }).click();
  await page.getByRole("heading", { name: "Ce lien ne sert plus" }).waitFor();
});
