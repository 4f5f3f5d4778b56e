import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { openScene, personNamed, type Scene, signIn, signOut, until, type Visit } from "./browser.ts";
import { sendLetter } from "./letters.ts";

const minute = 60_000;
const locked = { name: "Messagerie verrouillée" };

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

test("after 30 minutes of silence the mail is locked by itself, and says so", async () => {
  const { page, context } = await openMail("Nadège");
  await sendLetter(scene.house, { subject: "Avant le silence", text: "Bonjour." });
  await page.getByRole("option", { name: "Avant le silence" }).waitFor();
  await scene.pass(30 * minute);
  await sweep();
  await page.getByRole("dialog", locked).waitFor();
  assert.doesNotMatch(await page.content(), /Avant le silence/);
  await context.close();
});

test("mail that comes keeps no session alive: it shows, the idle clock runs on", async () => {
  const { page, requests, context } = await openMail("Marie");
  for (const [index, at] of [10, 20, 29].entries()) {
    await scene.pass((index === 2 ? 9 : 10) * minute);
    await sendLetter(scene.house, { subject: `Arrivé à la minute ${at}`, text: "Bonjour." });
    await page.getByRole("option", { name: `Arrivé à la minute ${at}` }).waitFor();
  }
  assert.equal(streamsOf(requests).length, 1);
  await scene.pass(minute);
  await sweep();
  await page.getByRole("dialog", locked).waitFor();
  await context.close();
});

test("reading puts the end off, but never beyond four hours", async () => {
  const { page, context } = await openMail("Yanis");
  await scene.pass(29 * minute);
  await page.getByRole("link", { name: "Corbeille" }).click();
  await page.getByText("La corbeille est vide").waitFor();
  for (let passed = 29; passed < 4 * 60 - 29; passed += 29) {
    assert.ok(await isOpen(page), `closed after ${passed} minutes`);
    await scene.pass(29 * minute);
  }
  await scene.pass(9 * minute);
  assert.equal(await isOpen(page), false);
  await sweep();
  await page.getByRole("dialog", { name: "Votre session est terminée" }).waitFor();
  await context.close();
});

test("two tabs share one stream; when one goes the other takes over", async () => {
  const { page, requests, context } = await openMail("Odile");
  const second = await context.newPage();
  await second.goto("/");
  await second.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
  await sendLetter(scene.house, { subject: "Pour deux onglets", text: "Bonjour." });
  for (const tab of [page, second]) await tab.getByRole("option", { name: "Pour deux onglets" }).waitFor();
  assert.equal(streamsOf(requests).length, 1);

  await page.close();
  await until(() => streamsOf(requests).length === 2, "the stream of the tab that stays");
  await sendLetter(scene.house, { subject: "Pour celui qui reste", text: "Bonjour." });
  await second.getByRole("option", { name: "Pour celui qui reste" }).waitFor();
  assert.equal(streamsOf(requests).length, 2);
  await context.close();
});

test("« Se déconnecter » in one tab closes the mail in all of them, and the stream", async () => {
  const { page, context } = await openMail("Odile");
  const stream = await openStream(context);
  const second = await context.newPage();
  await second.goto("/");
  await second.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
  await signOut(second);
  for (const tab of [page, second]) await tab.getByText("Vous êtes déconnecté.").waitFor();
  await stream.text();
  assert.equal(await isOpen(page), false);
  await context.close();
});

test("a right that ends closes the stream, and takes the mailbox off the page", async () => {
  const { page, context } = await openMail("Solène");
  const stream = await openStream(context);
  const { mailboxes, directory } = scene.house.house.rooms;
  const person = await directory.findByLogin(personNamed("Solène").login);
  const ime = await mailboxes.findByAddress("accueil.ime@valdebrume.mss.example");
  assert.ok(person && ime);
  await sendLetter(scene.house, { subject: "Ce qu’elle lisait", text: "Bonjour." });
  await page.getByRole("option", { name: "Ce qu’elle lisait" }).waitFor();
  const now = scene.house.clock.now();
  await mailboxes.putMembership(
    { mailboxId: ime.id, personId: person.id, right: "reader", startsAt: now - minute, endsAt: now },
    "test",
  );
  await sendLetter(scene.house, { subject: "Ce qu’elle ne lit plus", text: "Bonjour." });
  assert.equal((await stream.text()).match(/event: state/g)?.length, 1, "told of what she lost the right to");
  await page.getByRole("heading", { level: 1, name: "SESSAD" }).waitFor();
  assert.doesNotMatch(await page.content(), /Accueil IME|Ce qu’elle/);
  assert.equal(await askFolders(page, ime.id), "accountNotFound");
  await context.close();
});

async function openMail(givenName: string): Promise<Visit> {
  const visit = await scene.visit();
  await signIn(visit.page, scene.house, personNamed(givenName));
  await until(() => streamsOf(visit.requests).length === 1, "the stream");
  return visit;
}

function streamsOf(requests: Visit["requests"]): Visit["requests"] {
  return requests.filter((request) => request.url().includes("/jmap/eventsource"));
}

/** A stream beside the page's own, whose end can be seen: its text comes when the server closes it. */
async function openStream(context: BrowserContext): Promise<Response> {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const stream = await fetch(`${scene.house.publicUrl}/jmap/eventsource?types=*&closeafter=no&ping=300`, {
    headers: { cookie },
  });
  assert.equal(stream.status, 200);
  return stream;
}

/** What the server does each half-minute of its own: writes down the sessions that lapsed, and lets their streams go. */
function sweep(): Promise<void> {
  return scene.house.house.rooms.signIn.sweep();
}

/** Asks for the session, as a person's act. */
function isOpen(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const headers = { "Content-Type": "application/json" };
    return (await fetch("/api/sign-in/session", { method: "POST", headers, body: "{}" })).ok;
  });
}

/** The error that JMAP gives for a mailbox, if any. */
function askFolders(page: Page, accountId: string): Promise<unknown> {
  return page.evaluate(async (id) => {
    const using = ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail"];
    const body = JSON.stringify({ using, methodCalls: [["Mailbox/get", { accountId: id, ids: null }, "0"]] });
    const headers = { "Content-Type": "application/json" };
    const answer = await (await fetch("/jmap/api", { method: "POST", headers, body })).json();
    return answer.methodResponses[0][1].type;
  }, accountId);
}
