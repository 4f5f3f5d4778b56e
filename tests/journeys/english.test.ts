import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { codesSent, openScene, personNamed, readCode, type Scene, signIn, until } from "./browser.ts";
import { findViolations } from "./look.ts";

const nadege = personNamed("Nadège");
/** Words that no English sentence holds. */
const french = /\b(?:votre|vous|mot de passe|connexion|utilisateur|retour|chiffres|réessayez|le|les|une)\b/i;

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

async function expectEnglish(page: Page): Promise<void> {
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  // The way back to French is in French, and says so; the name of Pro Santé Connect is a name.
  const text = await page.evaluate(() => {
    const said = [document.title, ...document.querySelectorAll("#app, dialog")].map((one) =>
      typeof one === "string" ? one : (one as HTMLElement).innerText,
    );
    return said.join("\n");
  });
  assert.doesNotMatch(text, french, text);
  assert.equal(await page.locator('.door-lang:not([lang="fr"])').count(), 0);
  assert.deepEqual(await findViolations(page), []);
}

test("the whole way in English: door, errors, forgotten password, code, lock, out", async () => {
  const { page, context, complaints } = await scene.visit();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  await page.getByLabel("Password", { exact: true }).fill("not-the-one");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel("User", { exact: true }).fill(nadege.login);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("alert").getByText("Wrong user or password").waitFor();
  await expectEnglish(page);

  await page.getByRole("link", { name: "Forgotten your password?" }).click();
  await page.getByRole("heading", { level: 1, name: "Forgotten password" }).waitFor();
  await expectEnglish(page);
  await page.getByRole("link", { name: "Personal data" }).click();
  await page.getByRole("heading", { name: "Your rights" }).waitFor();
  await expectEnglish(page);
  await page.getByRole("link", { name: "Back to the mail" }).click();

  await page.getByLabel("User", { exact: true }).fill(nadege.login);
  await page.getByLabel("Password", { exact: true }).fill(nadege.password);
  const before = codesSent(scene.house);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("6-digit code").fill("12");
  await dialog.getByRole("button", { name: "Ok" }).click();
  await dialog.getByRole("alert").waitFor();
  await expectEnglish(page);
  await until(() => codesSent(scene.house) > before, "the mail with the code");
  await dialog.getByLabel("6-digit code").fill(await readCode(scene.house, nadege));
  await dialog.getByRole("button", { name: "Ok" }).click();
  await page.getByRole("button", { name: "my account" }).click();
  await page.getByRole("button", { name: "Lock" }).click();
  const lock = page.getByRole("dialog", { name: "Mail locked" });
  await lock.getByText("Nadège Faure").waitFor();
  await expectEnglish(page);
  await lock.getByLabel("Password", { exact: true }).fill(nadege.password);
  await lock.getByRole("button", { name: "Unlock" }).click();
  await lock.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "my account" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You are signed out.").waitFor();
  await expectEnglish(page);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("every page links support, legal notice, personal data and accessibility", async () => {
  const { page, context } = await scene.visit();
  const expectLinks = async (where: string) => {
    const links = page.getByRole("navigation", { name: "Informations légales" }).last().getByRole("link");
    await links.first().waitFor();
    const found = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    assert.deepEqual(
      [where, ...found],
      [where, "/assistance", "/mentions-legales", "/donnees-personnelles", "/accessibilite"],
    );
  };
  for (const path of [
    "/",
    "/mot-de-passe-oublie",
    `/mot-de-passe-oublie#${"a".repeat(43)}`,
    "/?refus=psc-no-access",
    "/?refus=psc-unavailable",
    "/assistance",
    "/mentions-legales",
    "/donnees-personnelles",
    "/accessibilite",
  ]) {
    await page.goto("about:blank");
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expectLinks(path);
  }
  await page.goto("/");
  await signIn(page, scene.house, nadege);
  await page.getByRole("button", { name: "mon compte" }).click();
  await expectLinks("the mailbox");
  await page.getByRole("button", { name: "Verrouiller" }).click();
  await page.getByRole("dialog", { name: "Messagerie verrouillée" }).waitFor();
  await expectLinks("the lock");
  await scene.pass(4 * 3_600_000);
  await page.getByLabel("Mot de passe", { exact: true }).fill(nadege.password);
  await page.getByRole("button", { name: "Déverrouiller" }).click();
  await page.getByRole("dialog", { name: "Votre session est terminée" }).waitFor();
  await expectLinks("the sign-in over a page");
  await context.close();

  const second = await scene.visit();
  await signIn(second.page, scene.house, personNamed("Marie"));
  await second.page.goto("/ma-securite");
  const links = second.page.getByRole("navigation", { name: "Informations légales" }).getByRole("link");
  await links.first().waitFor();
  assert.equal(await links.count(), 4);
  await second.context.close();
});
