import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import type { NewPasskey, PasskeyStep } from "../../contracts/passkeys.ts";
import type { Factors } from "../../contracts/security.ts";
import { createAuthenticator } from "../sign-in/test-authenticator.ts";
import { login, openTestHouse } from "../sign-in/test-house.ts";
import { createBrowser, openTestWeb, publicUrl } from "./test-web.ts";

const house = await openTestHouse({ methods: ["email", "passkey"], publicUrl });
const web = await openTestWeb(house);
const device = createAuthenticator(publicUrl);
after(async () => {
  await web.close();
  await house.close();
});
beforeEach(() => house.clock.advance(25 * 3_600_000));

const newBrowser = () => createBrowser(web.app, house);
const lastCode = () => house.mails.at(-1)?.code ?? "";

// What the API promises (contracts/passkeys.ts, contracts/security.ts) is taken at its word in these three.
const questionOf = (body: unknown) => (body as PasskeyStep).question;
const offerOf = (body: unknown) => (body as NewPasskey).offer;
const passkeysOf = (body: unknown) => (body as Factors).passkeys;

async function ask(browser: ReturnType<typeof newBrowser>) {
  return questionOf((await browser.post("passkey", {})).body);
}

test("added, used as the whole sign-in, renamed and removed over HTTP", async () => {
  const own = newBrowser();
  await own.signIn();
  assert.deepEqual((await own.post("new-passkey", {})).body, { refusal: { code: "proof-needed" } });
  const proving = await own.post("prove", { method: "email" });
  await own.post("proof", { challenge: proving.body["challenge"], code: lastCode() });
  const passkey = device.make(offerOf((await own.post("new-passkey", {})).body));
  const added = await own.post("add-passkey", { passkey, name: " Ordinateur " });
  const [kept] = passkeysOf(added.body);
  assert.deepEqual([added.status, kept?.name], [200, "Ordinateur"]);

  const browser = newBrowser();
  const asked = await browser.post("passkey", {});
  assert.match(
    asked.headers.getSetCookie().join(),
    /^__Host-door=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
  );
  const opened = await browser.post("open-passkey", { passkey: device.answer(questionOf(asked.body)) });
  assert.equal(opened.status, 200);
  const [session = "", known = ""] = opened.headers.getSetCookie();
  assert.match(session, /^__Host-session=[\w-]{43}; .*SameSite=Lax$/);
  assert.match(known, /^__Host-browser=[\w-]{43}; .*HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  assert.deepEqual((await browser.post("session", {})).body, opened.body);
  assert.equal((await browser.ask("/jmap/session")).body["login"], login);

  const id = kept?.id;
  const renamed = await own.post("rename-passkey", { id, name: "Bureau" });
  assert.equal(passkeysOf(renamed.body)[0]?.name, "Bureau");
  assert.deepEqual(passkeysOf((await own.post("remove-passkey", { id })).body), []);
  const gone = await newBrowser().post("open-passkey", { passkey: device.answer(await ask(browser)) });
  assert.deepEqual([gone.status, gone.body], [410, { refusal: { code: "passkey-expired" } }]);
});

test("without a session nothing is offered, nothing is changed", async () => {
  for (const operation of ["new-passkey", "add-passkey", "rename-passkey", "remove-passkey"])
    assert.equal((await newBrowser().post(operation, {})).status, 401, operation);
});

test("another site neither asks nor answers", async () => {
  const elsewhere = createBrowser(web.app, house, {
    origin: "https://piege.example",
    "sec-fetch-site": "cross-site",
  });
  for (const operation of ["passkey", "open-passkey"])
    assert.equal((await elsewhere.post(operation, {})).status, 403, operation);
});

test("what is not of the agreed form is not looked at", async () => {
  const browser = newBrowser();
  const passkey = device.answer(await ask(browser));
  const bad: unknown[] = [
    {},
    { passkey: null },
    { passkey: { ...passkey, type: "password" } },
    { passkey: { ...passkey, id: "é" } },
    { passkey: { ...passkey, response: { ...passkey.response, signature: "A".repeat(3000) } } },
    { passkey: { ...passkey, response: { ...passkey.response, userHandle: 12 } } },
  ];
  for (const body of bad) assert.equal((await browser.post("open-passkey", body)).status, 400);
  const odd = { ...passkey, response: { ...passkey.response, clientDataJSON: "bm90IGpzb24" } };
  assert.equal((await browser.post("open-passkey", { passkey: odd })).status, 410);
  const empty = { ...passkey, response: { ...passkey.response, authenticatorData: "" } };
  assert.equal((await browser.post("open-passkey", { passkey: empty })).status, 401);
});
