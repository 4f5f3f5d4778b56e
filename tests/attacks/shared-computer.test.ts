import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openScene, personNamed, type Scene, signIn, signOut } from "../journeys/browser.ts";
import { sendLetter } from "../journeys/letters.ts";

let scene: Scene;
before(async () => {
  scene = await openScene();
  await sendLetter(scene.house, { subject: "Bilan de Léo", text: "Le mot est mirabelle." });
});
after(() => scene.close());

test("a page left open by one person does not go on under the name of the next one", async () => {
  const { page: hers, context } = await scene.visit();
  const his = await context.newPage();
  await his.goto("/");
  await signIn(hers, scene.house, personNamed("Nadège"));
  // What the server would tell her page comes too late, or under his cookie already.
  await hers.route(/\/jmap\//, (route) => route.abort());
  await signIn(his, scene.house, personNamed("Yanis"));
  await hers.getByLabel("Utilisateur", { exact: true }).waitFor();
  assert.equal(await hers.getByText("Bilan de Léo").count(), 0);
  assert.equal((await his.getByText("Bilan de Léo").count()) > 0, true);
  await context.close();
});

test("after signing out, « back » shows the door and nothing of the messages", async () => {
  const { page, context } = await scene.visit();
  await signIn(page, scene.house, personNamed("Nadège"));
  await page.getByRole("option", { name: "Bilan de Léo" }).click();
  await page.getByText("mirabelle").last().waitFor();
  await signOut(page);
  await page.getByLabel("Utilisateur", { exact: true }).waitFor();
  for (let steps = 0; steps < 3; steps++) {
    await page.goBack().catch(() => null);
    assert.doesNotMatch(await page.content(), /mirabelle|Bilan de Léo/);
  }
  await context.close();
});
