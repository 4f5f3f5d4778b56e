import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { SandboxPerson } from "../../sandbox/people.ts";
import { codesSent, openScene, personNamed, readCode, type Scene } from "./browser.ts";
import { findViolations } from "./look.ts";

// The two screens of the 2022 guide, by its own labels.

let scene: Scene;
before(async () => {
  scene = await openScene({ CADUCEE_OPERATOR_LAYOUT: "2022" });
});
after(() => scene.close());

async function firstScreen(page: Page, { login, password }: SandboxPerson): Promise<void> {
  await page.getByLabel("Identifiant", { exact: true }).fill(login);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Connexion" }).click();
  await page.getByRole("group", { name: "Type de Vérification" }).waitFor();
}

function sent(): number {
  return codesSent(scene.house) + scene.house.gateway.messages.length;
}

test("Google first, nothing sent; « e-mail » by a click sends, and the code opens", async () => {
  const { page, context, complaints } = await scene.visit();
  const nadege = personNamed("Nadège");
  await page.getByLabel("Se souvenir de moi").check();
  await clean(page);
  await firstScreen(page, nadege);
  assert.ok(await page.getByRole("radio", { name: "Google" }).isChecked());
  await page.getByLabel("Code de vérification Google").waitFor();
  assert.equal(sent(), 0);
  await page.getByText("e-mail", { exact: true }).click();
  await page.getByText("Remis au serveur de votre messagerie").waitFor();
  await page.getByText("n…e@valdebrume.example").waitFor();
  await clean(page);
  assert.equal(sent(), 1);
  await page.getByText("e-mail", { exact: true }).click();
  await page.getByLabel("Code de vérification e-mail").fill(await readCode(scene.house, nadege));
  assert.equal(sent(), 1, "chosen already");
  await page.getByRole("button", { name: "Connexion" }).click();
  await page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
  const tab = await context.newPage();
  await tab.request.post("/api/sign-in/out", { data: {} });
  await tab.goto("/");
  assert.equal(await tab.getByLabel("Identifiant", { exact: true }).inputValue(), nadege.login);
  assert.equal(await tab.getByLabel("Mot de passe", { exact: true }).inputValue(), "");
  assert.deepEqual(complaints, []);
});

test("the arrow keys move and send nothing; Space and Enter send", async () => {
  const { page } = await scene.visit();
  await firstScreen(page, personNamed("Marie"));
  const before = sent();
  await page.getByRole("radio", { name: "Google" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByLabel("Code de vérification SMS").waitFor();
  assert.ok(await page.getByRole("radio", { name: "SMS" }).isChecked());
  await page.keyboard.press("ArrowRight");
  await page.getByLabel("Code de vérification e-mail").waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.getByText("Appuyez sur Espace ou Entrée pour recevoir le code ainsi.").waitFor();
  assert.equal(sent(), before);
  await page.keyboard.press("Space");
  await page.getByText("Remis à l’opérateur de SMS").waitFor();
  assert.equal(scene.house.gateway.messages.length, 1);
  assert.equal(sent(), before + 1);
  await page.getByRole("radio", { name: "SMS" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByText("Remis au serveur de votre messagerie").waitFor();
  assert.equal(sent(), before + 2);
  const sms = /\d{6}/.exec(scene.house.gateway.messages[0]?.text ?? "")?.[0] ?? "";
  await page.getByLabel("Code de vérification e-mail").fill(sms);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
});

test("with an app, its code opens at once", async () => {
  const { page } = await scene.visit();
  const odile = personNamed("Odile");
  const before = sent();
  await firstScreen(page, odile);
  const now = `--now=${new Date(scene.house.clock.now()).toISOString().slice(0, 19)}Z`;
  const code = execFileSync("oathtool", ["--totp", "--base32", now, odile.totp ?? ""])
    .toString()
    .trim();
  await page.getByLabel("Code de vérification Google").fill(code);
  await page.getByRole("button", { name: "Connexion" }).click();
  await page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
  assert.equal(sent(), before);
});

test("a wrong code is told as on the other layout; « Changer d’identifiant » goes back", async () => {
  const { page } = await scene.visit();
  const yanis = personNamed("Yanis");
  await firstScreen(page, yanis);
  await page.getByText("e-mail", { exact: true }).click();
  await page.getByText("Remis au serveur de votre messagerie").waitFor();
  const code = await readCode(scene.house, yanis);
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
  await page.getByLabel("Code de vérification e-mail").fill(wrong);
  await page.getByRole("button", { name: "Connexion" }).click();
  const refused = "Ce code n’est pas le bon. Il vous reste 4 essais.";
  await page.getByRole("alert").filter({ hasText: refused }).waitFor();
  await page.getByRole("button", { name: "Changer d’identifiant" }).click();
  await page.getByLabel("Identifiant", { exact: true }).waitFor();
});

async function clean(page: Page): Promise<void> {
  assert.deepEqual(await findViolations(page), []);
}
