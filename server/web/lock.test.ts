import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { login, openTestHouse, password } from "../sign-in/test-house.ts";
import { createBrowser, openTestWeb } from "./test-web.ts";

const house = await openTestHouse();
const web = await openTestWeb(house);
after(async () => {
  await web.close();
  await house.close();
});
beforeEach(() => house.clock.advance(25 * 3_600_000));

const minute = 60_000;
const newBrowser = () => createBrowser(web.app, house);
type TestBrowser = ReturnType<typeof newBrowser>;
const refusalOf = (body: Record<string, unknown>) => (body["refusal"] as { code: string } | undefined)?.code;

async function enter(): Promise<TestBrowser> {
  const browser = newBrowser();
  await browser.signIn();
  return browser;
}

/** A browser that has copied the cookies of another. */
function thiefOf(browser: TestBrowser): TestBrowser {
  const thief = newBrowser();
  for (const [name, value] of browser.jar) thief.jar.set(name, value);
  return thief;
}

/** Everything inside a session, asked for directly. */
async function expectLocked(browser: TestBrowser): Promise<void> {
  for (const operation of ["session", "factors", "prove", "proof", "new-app", "confirm-app", "remove-app"]) {
    const { status, body } = await browser.post(operation, {});
    assert.deepEqual([operation, status, refusalOf(body)], [operation, 423, "locked"]);
  }
  const { status, text } = await browser.ask("/jmap/session");
  assert.deepEqual([status, refusalOf(JSON.parse(text))], [423, "locked"]);
  const page = await browser.ask("/boites/m1/f1");
  assert.match(page.text, /data-open="locked"/);
  assert.doesNotMatch(page.text, /Faure/);
  assert.equal(page.headers.get("cache-control"), "no-store");
}

test("a silent session answers nothing, whatever is asked, until one factor is given", async () => {
  const browser = await enter();
  house.clock.advance(29 * minute);
  assert.equal((await browser.ask("/jmap/session")).status, 200, "push and other unattended requests go on");
  house.clock.advance(minute);
  await expectLocked(browser);
  const stayed = await browser.post("stay", { active: true });
  assert.deepEqual([stayed.status, refusalOf(stayed.body)], [423, "locked"]);

  const wrong = await browser.post("unlock", { password: "non" });
  assert.deepEqual([wrong.status, wrong.body], [401, { refusal: { code: "wrong-unlock", triesLeft: 4 } }]);
  await expectLocked(browser);
  const opened = await browser.post("unlock", { password });
  assert.equal(opened.status, 200);
  assert.match(
    opened.headers.getSetCookie()[0] ?? "",
    /^__Host-session=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
  );
  assert.equal((await browser.ask("/jmap/session")).body["login"], login);
});

test("whoever copied the cookie of a locked session has nothing, then and after it opens again", async () => {
  const browser = await enter();
  const thief = thiefOf(browser);
  assert.equal((await thief.ask("/jmap/session")).status, 200);
  assert.equal((await browser.post("lock", {})).status, 200);
  await expectLocked(thief);
  assert.equal((await browser.post("unlock", { password })).status, 200);
  assert.equal((await thief.ask("/jmap/session")).status, 401);
  assert.equal((await thief.post("locked", {})).status, 401);
  assert.equal((await browser.ask("/jmap/session")).status, 200);
});

test("a code opens it, from the browser that asked for it", async () => {
  const browser = await enter();
  await browser.post("lock", {});
  const thief = thiefOf(browser);
  thief.jar.delete("__Host-door");
  const begun = await browser.post("unlock-begin", { method: "email" });
  const answer = { challenge: begun.body["challenge"], code: house.mails.at(-1)?.code };
  assert.equal(refusalOf((await thief.post("unlock-code", answer)).body), "unknown-challenge");
  assert.equal((await browser.post("unlock-code", answer)).status, 200);
  assert.equal((await browser.ask("/jmap/session")).status, 200);
});

test("« Se déconnecter » ends a locked session", async () => {
  const browser = await enter();
  const thief = thiefOf(browser);
  await browser.post("lock", {});
  assert.equal((await browser.post("out", {})).status, 200);
  assert.equal(refusalOf((await thief.post("unlock", { password })).body), "signed-out");
});

test("no cookie, no lock: each of its operations says signed out", async () => {
  for (const operation of ["stay", "lock", "locked", "unlock", "unlock-begin", "unlock-code"]) {
    const { status, body } = await newBrowser().post(operation, {});
    assert.deepEqual([operation, status, refusalOf(body)], [operation, 401, "signed-out"]);
  }
});

test("another site can neither lock nor unlock", async () => {
  const browser = await enter();
  const foreign = createBrowser(web.app, house, { origin: "https://ailleurs.example" });
  for (const [name, value] of browser.jar) foreign.jar.set(name, value);
  for (const operation of ["lock", "unlock", "stay"])
    assert.equal(refusalOf((await foreign.post(operation, { password })).body), "foreign-origin");
  assert.equal((await browser.ask("/jmap/session")).status, 200);
});

test("a page that says whose it is gets nothing under the cookie of somebody else", async () => {
  const browser = await enter();
  const ask = (person: string) => browser.ask("/jmap/session", { headers: { "Caducee-Person": person } });
  assert.equal((await ask(house.person.id)).status, 200);
  assert.equal((await ask("p-somebody-else")).status, 401);
});
