import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { openScene, personNamed, type Scene, signIn, signOut } from "./browser.ts";
import { findViolations, lookAt } from "./look.ts";

const button = { name: "S'identifier avec PRO SANTÉ CONNECT" };

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

/** From the door to the choice of a card, on the provider's own site. */
async function leave(page: Page): Promise<void> {
  await page.getByRole("button", button).click();
  await page.getByRole("heading", { name: "Pro Santé Connect du bac à sable" }).waitFor();
  assert.equal(new URL(page.url()).origin, scene.house.psc.issuer);
}

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
}

async function mailboxOpens(page: Page): Promise<void> {
  await page.getByText(/^\d+ conversations?$/).waitFor();
}

/** Whether the provider still knows the person in this browser: it sends her back without a question. */
async function isKnownThere(page: Page): Promise<boolean> {
  await page.getByRole("button", button).click();
  await page.waitForURL((url) => url.pathname.startsWith("/choix/") || url.pathname.startsWith("/boites/"));
  return page.url().startsWith(scene.house.publicUrl);
}

test("with her CPS card Marie is in her mailbox, and out of it at both ends", async () => {
  const { page, context, complaints } = await scene.visit();
  await leave(page);
  await choose(page, "Marie Kermadec");
  await mailboxOpens(page);
  assert.equal(new URL(page.url()).origin, scene.house.publicUrl);
  assert.doesNotMatch(page.url(), /code|state/);
  assert.doesNotMatch(await page.evaluate(() => document.referrer), /code=/);
  await page.getByRole("button", { name: "mon compte" }).click();
  await page.getByText(personNamed("Marie").login).waitFor();
  await page.getByRole("button", { name: "mon compte" }).click();

  await signOut(page);
  await page.waitForURL(`${scene.house.publicUrl}/`);
  await page.getByText("Vous êtes déconnecté.").waitFor();
  assert.equal(await isKnownThere(page), false, "the provider’s session has ended too");
  await page.goBack();
  await page.getByRole("button", button).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test("with his e-CPS, and no activity in the register, Solène is in too, and stays in after the keys changed", async () => {
  const { page, context } = await scene.visit();
  await scene.house.psc.rotate();
  await leave(page);
  await choose(page, "Solène Aubry");
  await mailboxOpens(page);
  await context.close();
});

test("a person without an access is told whom to ask, and may come back with another card", async () => {
  const { page, context, complaints } = await scene.visit();
  await leave(page);
  await choose(page, "Hugo Castagnet");
  await page.getByRole("heading", { level: 1, name: "Vous n’avez pas encore d’accès" }).waitFor();
  await page.getByText("référent MSSanté de votre structure").waitFor();
  await page.getByRole("link", { name: "02 61 91 12 40" }).waitFor();
  assert.deepEqual(await findViolations(page), []);
  assert.deepEqual(
    (await context.cookies(scene.house.publicUrl)).filter(({ name }) => name === "__Host-session"),
    [],
  );
  await leave(page);
  await choose(page, "Marie Kermadec");
  await mailboxOpens(page);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("who turns back there finds the door again, with a sentence that a reload forgets", async () => {
  const { page, context } = await scene.visit();
  await leave(page);
  await choose(page, "Annuler");
  await page.getByRole("alert").getByText("Vous êtes revenu de Pro Santé Connect").waitFor();
  assert.equal(page.url(), `${scene.house.publicUrl}/`);
  await page.reload();
  await page.getByRole("button", button).waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
  await context.close();
});

test("« back » from the provider leaves a door that works", async () => {
  const { page, context } = await scene.visit();
  await leave(page);
  await page.goBack();
  await leave(page);
  await choose(page, "Marie Kermadec");
  await mailboxOpens(page);
  await context.close();
});

test("after 30 minutes of silence at a shared post, the card is asked for again", async () => {
  const { page, context } = await scene.visit();
  await leave(page);
  await choose(page, "Marie Kermadec");
  await mailboxOpens(page);
  await scene.pass(31 * 60_000);
  await page.goto("/");
  await page.getByRole("button", button).waitFor();
  assert.equal(await isKnownThere(page), false);
  await context.close();
});

test("the button is seen without scrolling, in reach of the keyboard, in both languages", async () => {
  for (const viewport of [
    { width: 390, height: 844 },
    { width: 1280, height: 720 },
  ]) {
    const { page, context } = await scene.visit({ viewport });
    const box = await page.getByRole("button", button).boundingBox();
    assert.ok(box && box.y + box.height <= viewport.height, JSON.stringify(box));
    const submit = await page.getByRole("button", { name: "Connexion" }).boundingBox();
    assert.ok(submit && box.width >= submit.width && box.height >= submit.height);
    assert.equal(await page.getByText("OU", { exact: true }).count(), 1);
    await page.getByRole("button", { name: "Connexion" }).focus();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), button.name);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("button", { name: "Sign in with PRO SANTÉ CONNECT" }).waitFor();
    assert.deepEqual(await findViolations(page), []);
    await context.close();
  }
});

test("with her card as her only means, Marie confirms who she is and goes on; another’s card does not do", async () => {
  const { login, givenName, familyName, occupation, referent } = personNamed("Marie");
  const declared = { structureId: "valdebrume", login, givenName, familyName, occupation, referent };
  const { page, context, complaints } = await scene.visit();
  await leave(page);
  await choose(page, "Marie Kermadec");
  await mailboxOpens(page);
  await page.goto("/ma-securite");
  const change = page.getByRole("button", { name: "Changer le mot de passe" });

  await change.click();
  const asked = page.getByRole("dialog", { name: "Saisissez le code" });
  await asked.waitFor();
  assert.deepEqual(await lookAt(page, "psc-proof-dialog"), []);
  await asked.getByRole("button", { name: "Annuler" }).click();

  // Nothing is verified any more: neither an e-mail address nor a mobile.
  const unverified = { email: "marie@autre.example", mobile: "+33639982211", verified: false };
  await scene.house.house.rooms.directory.putPerson({ ...declared, ...unverified }, "command");
  await change.click();
  await choose(page, "Hugo Castagnet");
  await page.getByRole("status").getByText("a reconnu quelqu’un d’autre que vous").waitFor();
  assert.equal(page.url(), `${scene.house.publicUrl}/ma-securite`);

  await change.click();
  await choose(page, "Marie Kermadec");
  await page.getByRole("status").getByText("Votre identité est confirmée jusqu’à").waitFor();
  assert.equal(page.url(), `${scene.house.publicUrl}/ma-securite`);
  assert.deepEqual(await lookAt(page, "psc-proof-confirmed"), []);
  await change.click();
  await page.getByRole("dialog", { name: "Changer le mot de passe" }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test("with the provider down a sentence says so, and the password and its code still open the mailbox", async () => {
  await scene.house.psc.close();
  await scene.pass(61_000);
  const { page, context } = await scene.visit();
  await page.getByRole("button", button).click();
  await page.getByRole("alert").getByText("Pro Santé Connect ne répond pas en ce moment.").waitFor();
  await signIn(page, scene.house, personNamed("Nadège"));
  await context.close();
});
