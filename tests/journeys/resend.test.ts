import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { askForCode, codesSent, giveCode, openScene, personNamed, type Scene } from "./browser.ts";

const minute = 60_000;

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

test("« Renvoyer le même code »: once a minute, and it says what became of it", async () => {
  const { page } = await scene.visit();
  const nadege = personNamed("Nadège");
  const code = await askForCode(page, scene.house, nadege);
  const sent = codesSent(scene.house);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Renvoyer le même code" }).click();
  await dialog.getByText("Un envoi vient de partir. Attendez une minute, puis renvoyez.").waitFor();
  assert.equal(codesSent(scene.house), sent);
  await scene.pass(minute);
  await dialog.getByRole("button", { name: "Renvoyer le même code" }).click();
  await dialog.getByText("Le même code vient de repartir.").waitFor();
  await dialog.getByText("9\u00a0h\u00a003").waitFor();
  await dialog.getByText("Valable jusqu’à 9\u00a0h\u00a013.").waitFor();
  assert.equal(codesSent(scene.house), sent + 1);
  assert.ok(scene.house.relay.messages.at(-1)?.text.includes(code));
  await giveCode(page, code);
  await page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
});

test("reload and Back send nothing, and the code that came still opens", async () => {
  const { page } = await scene.visit();
  const code = await askForCode(page, scene.house, personNamed("Marie"));
  const sent = codesSent(scene.house);
  await page.reload();
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  await page.goto("about:blank");
  await page.goBack();
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  assert.equal(codesSent(scene.house), sent);
  await giveCode(page, `${code.slice(0, 3)} ${code.slice(3)}`);
  await page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
});
