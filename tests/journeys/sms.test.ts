import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { SandboxPerson } from "../../sandbox/people.ts";
import { codesSent, giveCode, openScene, personNamed, readCode, type Scene } from "./browser.ts";

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

async function knockBy(page: Page, method: string, { login, password }: SandboxPerson): Promise<void> {
  await page.getByLabel("Utilisateur", { exact: true }).fill(login);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await page.getByRole("radio", { name: method }).check();
  await page.getByRole("button", { name: "Connexion" }).click();
}

test("« SMS » left selected sends to the phone, and the browser remembers it", async () => {
  const { page, context } = await scene.visit();
  const marie = personNamed("Marie");
  await knockBy(page, "SMS", marie);
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Remis à l’opérateur de SMS").waitFor();
  await dialog.getByText("06\u00a0••\u00a0••\u00a0••\u00a010").waitFor();
  const [sms] = scene.house.gateway.messages;
  assert.equal(sms?.to, "+33639982210");
  assert.match(sms.text, /^Caducée : \d{6} est votre code de connexion\./);
  assert.equal(codesSent(scene.house), 0);
  await giveCode(page, /\d{6}/.exec(sms.text)?.[0] ?? "");
  await page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
  const other = await context.newPage();
  await other.request.post("/api/sign-in/out", { data: {} });
  await other.goto("/");
  assert.ok(await other.getByRole("radio", { name: "SMS" }).isChecked());
  const { page: elsewhere } = await scene.visit();
  assert.ok(await elsewhere.getByRole("radio", { name: "Email" }).isChecked());
});

test("a gateway that refuses: it is said, and e-mail is one press away", async () => {
  scene.house.gateway.refuse(true);
  const { page } = await scene.visit();
  const yanis = personNamed("Yanis");
  await knockBy(page, "SMS", yanis);
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Le SMS n’est pas parti. Renvoyez le code ou choisissez un autre moyen.").waitFor();
  await dialog.getByRole("button", { name: "Recevoir par e-mail" }).click();
  await dialog.getByText("Remis au serveur de votre messagerie").waitFor();
  await giveCode(page, await readCode(scene.house, yanis));
  await page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
  scene.house.gateway.refuse(false);
});
