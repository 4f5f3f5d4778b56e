import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { Operator } from "../../contracts/sign-in.ts";
import { codesSent, knock, openScene, personNamed, type Scene } from "./browser.ts";
import { findViolations } from "./look.ts";

// An operator that accepts e-mail, for six weeks still, and authenticator apps; no SMS, no card, no passkey.

const odile = personNamed("Odile");
const dayMs = 86_400_000;

let scene: Scene;
before(async () => {
  scene = await openScene({
    CADUCEE_SIGN_IN_METHODS: "email,totp",
    CADUCEE_SIGN_IN_EMAIL_UNTIL: "2027-01-01",
  });
});
after(() => scene.close());

async function offered(page: Page): Promise<string[]> {
  return page
    .getByRole("radio")
    .evaluateAll((all) => all.map((one) => one.closest("label")?.innerText ?? ""));
}

/** The door of another operator: what the page is told of it, changed on its way. */
async function openDoorOf(page: Page, changed: Partial<Operator>): Promise<void> {
  await page.route(`${scene.house.publicUrl}/`, async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace(/\{"name".*\}/, (json) =>
      JSON.stringify({ ...JSON.parse(json), ...changed }),
    );
    await route.fulfill({ response, body: html });
  });
  await page.goto("/");
}

test("the door offers what is accepted and nothing else; the last day of e-mail is told with its code", async () => {
  const { page } = await scene.visit();
  assert.deepEqual(await offered(page), ["Email", "Google Authenticator"]);
  assert.equal(await page.getByText("PRO SANTÉ CONNECT").count(), 0);
  await knock(page, odile);
  const dialog = page.getByRole("dialog");
  await dialog
    .getByText("À partir du 1er janvier 2027, les codes par e-mail ne seront plus acceptés")
    .waitFor();
  assert.deepEqual(await findViolations(page), []);
});

test("a page left open over that day is told, sends nothing, and goes on with what is allowed", async () => {
  const { page } = await scene.visit();
  await scene.pass(45 * dayMs);
  const before = codesSent(scene.house);
  await knock(page, odile);
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Ce moyen n’est pas accepté. Choisissez-en un autre.").waitFor();
  assert.equal(codesSent(scene.house), before);
  assert.deepEqual(await findViolations(page), []);
  await dialog.getByRole("button", { name: "Utiliser l’application" }).click();
  await dialog.getByText("Saisissez le code de votre application").waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Annuler" }).click();
  assert.deepEqual(await offered(page), ["Google Authenticator"]);
});

test("two screens without apps: nothing is selected nor sent before the person chooses", async () => {
  const { page } = await scene.visit();
  const before = codesSent(scene.house);
  await openDoorOf(page, { layout: "2022", methods: ["email", "sms"], emailUntil: null });
  await page.getByLabel("Identifiant", { exact: true }).fill(personNamed("Nadège").login);
  await page.getByLabel("Mot de passe", { exact: true }).fill(personNamed("Nadège").password);
  await page.getByRole("button", { name: "Connexion" }).click();
  await page.getByText("Choisissez une vérification pour recevoir un code.").waitFor();
  assert.deepEqual(await offered(page), ["SMS", "e-mail"]);
  assert.equal(await page.getByRole("radio", { checked: true }).count(), 0);
  assert.equal(codesSent(scene.house), before);
  assert.deepEqual(await findViolations(page), []);
});

test("cards alone: no password is asked for, it would open nothing", async () => {
  const { page } = await scene.visit();
  await openDoorOf(page, { methods: [], psc: true });
  await page.getByRole("button", { name: "S'identifier avec PRO SANTÉ CONNECT" }).waitFor();
  assert.equal(await page.getByLabel("Mot de passe", { exact: true }).count(), 0);
  assert.deepEqual(await findViolations(page), []);
});
