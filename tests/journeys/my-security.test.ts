import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { giveCode, openScene, personNamed, readCode, type Scene, signIn, until } from "./browser.ts";
import { lookAt } from "./look.ts";

const networks = [{ name: "Val-de-Brume, bâtiment A", ranges: ["10.1.0.0/16"] }];
const nadege = personNamed("Nadège");
const chosen = "verger-cuivre-marais";

let scene: Scene;
before(async () => {
  scene = await openScene({
    CADUCEE_NETWORKS: JSON.stringify(networks),
    CADUCEE_WEB_TRUSTED_PROXIES: "127.0.0.1",
  });
});
after(() => scene.close());

/** A second factor, asked for before a change. */
async function prove(page: Page): Promise<void> {
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  await giveCode(page, await readCode(scene.house, nadege));
}

test("two browsers: one closes the other's session, whose page ends at once, and changes the password", async () => {
  const desk = await scene.visit({ extraHTTPHeaders: { "x-forwarded-for": "10.1.4.7" } });
  await signIn(desk.page, scene.house, nadege);
  await scene.pass(60_000);
  const phone = await scene.visit({
    extraHTTPHeaders: { "x-forwarded-for": "203.0.113.9" },
    userAgent: "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36",
  });
  await signIn(phone.page, scene.house, nadege);
  const sent = (subject: RegExp) => scene.house.relay.messages.filter((mail) => subject.test(mail.subject));
  await until(() => sent(/nouveau réseau/).length === 1, "the notice of a new network");
  assert.match(sent(/nouveau réseau/)[0]?.text ?? "", /^D’où : 203\.0\.113\.9$/m);

  const { page } = desk;
  await page.goto("/ma-securite");
  const sessions = page.getByRole("region", { name: "Sessions ouvertes" });
  await sessions.getByText("203.0.113.9 · ouverte à 9 h 03, vue à l’instant").waitFor();
  await sessions.getByText("Val-de-Brume, bâtiment A · depuis 9 h 02, jusqu’à 13 h 02").waitFor();
  assert.deepEqual(await lookAt(page, "my-security"), []);
  // By keyboard, whole, at 400 %.
  await page.setViewportSize({ width: 320, height: 256 });
  await page.getByRole("button", { name: "Fermer la session Chrome sur Android, 203.0.113.9" }).focus();
  await page.keyboard.press("Enter");
  await prove(page);
  const question = page.getByRole("dialog", { name: "Fermer cette session" });
  await question.getByText("Chrome sur Android, 203.0.113.9").waitFor();
  await question.getByRole("button", { name: "Fermer" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("La session est fermée.").waitFor();
  assert.equal(await sessions.getByRole("listitem").count(), 1);
  await phone.page.getByLabel("Utilisateur", { exact: true }).waitFor();

  await page.setViewportSize({ width: 1280, height: 800 });
  await scene.pass(60_000);
  await page.getByRole("button", { name: "Changer le mot de passe" }).click();
  const dialog = page.getByRole("dialog", { name: "Changer le mot de passe" });
  await dialog.getByLabel("Mot de passe actuel", { exact: true }).fill("ce-n-est-pas-le-bon");
  await dialog.getByLabel("Nouveau mot de passe", { exact: true }).fill(chosen);
  await dialog.getByText("Très bon.").waitFor();
  assert.deepEqual(await lookAt(page, "change-password"), []);
  await page.keyboard.press("Enter");
  await dialog.getByRole("alert").filter({ hasText: "Le mot de passe actuel n’est pas le bon." }).waitFor();
  await dialog.getByLabel("Mot de passe actuel", { exact: true }).fill(nadege.password);
  await page.keyboard.press("Enter");
  await page.getByText("Votre mot de passe a changé.").waitFor();
  await until(() => sent(/Le mot de passe de votre compte/).length === 1, "the notice of the new password");
  const texts = scene.house.gateway.messages;
  await until(() => texts.some(({ text }) => /mot de passe .* a changé/.test(text)), "the same by SMS");

  await scene.pass(60_000);
  await signIn(phone.page, scene.house, { ...nadege, password: chosen });
  await scene.pass(60_000);
  for (const password of ["un", "deux", "trois"])
    await scene.house.house.rooms.signIn.begin({ login: nadege.login, password, method: "email" }, "thief");
  await page.reload();
  const recent = page.getByRole("region", { name: "Connexions récentes" }).getByRole("row");
  await recent.nth(5).waitFor();
  assert.equal(await recent.count(), 6, "a line for the columns, five at first");
  await page.getByRole("button", { name: "Voir plus" }).press("Enter");
  await recent.nth(7).waitFor();
  assert.match(await page.locator(":focus").innerText(), /9\sh\s03.*203\.0\.113\.9.*Entrée/s);
  assert.equal(await page.getByRole("button", { name: "Voir plus" }).count(), 0);
  const lines = (await recent.allInnerTexts()).slice(1).map((line) => line.replace(/\s+/g, " "));
  assert.deepEqual(lines.slice(2, 5), [
    "Aujourd’hui, 9 h 06 Mot de passe Réseau inconnu Navigateur inconnu Mot de passe refusé",
    "Aujourd’hui, 9 h 05 Mot de passe et code par e-mail 203.0.113.9 Chrome sur Android Entrée",
    "Aujourd’hui, 9 h 04 Mot de passe Val-de-Brume, bâtiment A Chrome sur Linux Mot de passe refusé",
  ]);
  assert.deepEqual([...desk.complaints, ...phone.complaints], []);
});
