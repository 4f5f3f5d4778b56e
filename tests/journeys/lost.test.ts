import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { askForCode, giveCode, openScene, personNamed, type Scene, signIn, until } from "./browser.ts";
import { sendLetter } from "./letters.ts";

const nobodyAnswers = "Le serveur ne répond pas. Vérifiez votre réseau, puis réessayez : rien n’est perdu.";
/** The code of the mailbox, whatever its build calls it: what is fetched after the page's own. */
const mailboxCode = /\/assets\/mount-[^/]*\.js$/;

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

test("the mailbox's code is lost on the way: the door says so, and the next try opens it", async () => {
  const { page, context, complaints } = await scene.visit();
  const person = personNamed("Nadège");
  await context.route(mailboxCode, (route) => route.abort());
  await giveCode(page, await askForCode(page, scene.house, person));
  await page.getByText(nobodyAnswers).waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0);

  await page.reload();
  await page.getByText(nobodyAnswers).waitFor();
  await page.getByRole("button", { name: "Connexion" }).waitFor();

  await context.unroute(mailboxCode);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a message that comes after the list and before the stream shows all the same", async () => {
  const { page, context } = await scene.visit();
  let open = () => {};
  const isOpen = new Promise<void>((resolve) => (open = resolve));
  let isAsked = false;
  await context.route(/\/jmap\/eventsource/, async (route) => {
    isAsked = true;
    await isOpen;
    await route.continue();
  });
  await signIn(page, scene.house, personNamed("Marie"));
  await until(() => isAsked, "the stream of the page");
  await sendLetter(scene.house, { subject: "Entre la liste et le flux", text: "Bonjour." });
  open();
  await page.getByRole("option", { name: "Entre la liste et le flux" }).waitFor();
  await context.close();
});
