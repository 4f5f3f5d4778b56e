import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { giveCode, openScene, personNamed, readCode, type Scene, signIn, until } from "./browser.ts";
import { findViolations } from "./look.ts";

const nadege = personNamed("Nadège");

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

/** What the mail API answers to a program that shows this secret. */
async function statusOf(secret: string): Promise<number> {
  const headers = { Authorization: `Bearer ${secret}` };
  return (await fetch(`${scene.house.publicUrl}/.well-known/jmap`, { headers })).status;
}

test("« Ma sécurité »: a password for a program is made after a second factor, shown once, used, and removed", async () => {
  const { page, complaints, context } = await scene.visit();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, scene.house, nadege);
  await page.goto("/ma-securite");
  const section = page.getByRole("region", { name: "Mots de passe d’application" });
  await section.getByText("Logiciel d’essai").waitFor();

  await section.getByRole("button", { name: "Créer un mot de passe" }).click();
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  await giveCode(page, await readCode(scene.house, nadege));
  const making = page.getByRole("dialog", { name: "Créer un mot de passe d’application" });
  await making.getByRole("button", { name: "Créer" }).click();
  await making.getByRole("alert").getByText("Donnez un nom au logiciel").waitFor();
  assert.deepEqual(await findViolations(page), []);
  await making.getByLabel("Nom du logiciel").fill("Logiciel de soins");
  await making.getByLabel("Boîte qu’il ouvre").selectOption("SESSAD");
  await making.getByLabel("Durée").selectOption("90 jours");
  await making.getByRole("button", { name: "Créer" }).click();

  const made = page.getByRole("dialog", { name: "Recopiez-le maintenant" });
  const secret = await made.getByText(/^cad-/).innerText();
  await made.getByText(`${scene.house.publicUrl}/.well-known/jmap`).waitFor();
  assert.deepEqual(await findViolations(page), []);
  await made.getByRole("button", { name: "Copier le mot de passe" }).click();
  await made.getByText("Mot de passe copié.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), secret);
  assert.equal(await statusOf(secret), 200);
  await made.getByRole("button", { name: "C’est fait" }).click();
  await section
    .getByText("SESSAD · créé le 22 novembre · jamais utilisé · jusqu’au 20 février 2027")
    .waitFor();
  assert.ok(!(await page.content()).includes(secret), "it is shown once");
  const told = (subject: RegExp) => scene.house.relay.messages.some((mail) => subject.test(mail.subject));
  await until(() => told(/un mot de passe d’application a été créé/), "the notice");
  assert.deepEqual(await findViolations(page), []);

  await page.reload();
  await section.getByText("SESSAD · créé le 22 novembre · utilisé le 22 novembre").waitFor();
  await section.getByRole("button", { name: "Retirer « Logiciel de soins »" }).click();
  const question = page.getByRole("dialog", { name: "Retirer « Logiciel de soins »" });
  await question.getByRole("button", { name: "Retirer" }).click();
  await page.getByText("Le mot de passe d’application est retiré.").waitFor();
  assert.equal(await section.getByText("Logiciel de soins").count(), 0);
  assert.equal(await statusOf(secret), 401);
  assert.deepEqual(complaints, []);
});
