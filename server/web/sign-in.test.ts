import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { login, openTestHouse, password } from "../sign-in/test-house.ts";
import { createBrowser, mailbox, openTestWeb, publicUrl } from "./test-web.ts";

const house = await openTestHouse();
const web = await openTestWeb(house);
after(async () => {
  await web.close();
  await house.close();
});
beforeEach(() => house.clock.advance(25 * 3_600_000));

const newBrowser = () => createBrowser(web.app, house);
const lastCode = () => house.mails.at(-1)?.code ?? "";
const refusalOf = (body: Record<string, unknown>) => (body["refusal"] as { code: string } | undefined)?.code;

/** Asks for everything that needs a session; each must say no. */
async function expectShut(browser: ReturnType<typeof newBrowser>): Promise<void> {
  const session = await browser.post("session", {});
  assert.deepEqual([session.status, refusalOf(session.body)], [401, "signed-out"]);
  assert.equal((await browser.ask("/jmap/session")).status, 401);
  assert.match((await browser.ask("/boites/m1/f1")).text, /data-open="no"/);
}

test("the whole way: cookies, code, mailboxes, and out again", async () => {
  const browser = newBrowser();
  const begun = await browser.begin();
  assert.equal(begun.status, 200);
  assert.deepEqual(Object.keys(begun.body).sort(), [
    "challenge",
    "destination",
    "expiresAt",
    "method",
    "methodEndsAt",
    "passkey",
    "sending",
    "step",
    "triesLeft",
    "ways",
  ]);
  const [doorCookie = ""] = begun.headers.getSetCookie();
  assert.match(doorCookie, /^__Host-door=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/);
  await expectShut(browser);
  const opened = await browser.post("code", { challenge: begun.body["challenge"], code: lastCode() });
  assert.equal(opened.status, 200);
  const [sessionCookie = "", browserCookie = ""] = opened.headers.getSetCookie();
  assert.match(sessionCookie, /^__Host-session=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
  assert.match(
    browserCookie,
    /^__Host-browser=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=34560000$/,
  );
  const { id: accountId, isClosed: _, ...rest } = mailbox;
  assert.deepEqual(opened.body, {
    step: "open",
    person: { id: house.person.id, name: "Nadège Faure", login, occupation: "Secrétaire", manages: null },
    mailboxes: [{ accountId, ...rest, people: 4 }],
    endsAt: house.clock.now() + 4 * 3_600_000,
    idleMs: 30 * 60_000,
  });
  assert.deepEqual((await browser.post("session", {})).body, opened.body);
  assert.match((await browser.ask("/")).text, /data-open="yes"/);
  assert.equal((await browser.ask("/jmap/session")).body["login"], login);

  const held = browser.jar.get("__Host-session") ?? "";
  const out = await browser.post("out", {});
  assert.deepEqual([out.status, [...browser.jar.keys()]], [200, ["__Host-browser"]], "which opens nothing");
  browser.jar.set("__Host-session", held);
  await expectShut(browser);
});

test("refusals travel under their own status", async () => {
  const browser = newBrowser();
  const wrong = await browser.post("begin", { login, password: "autre-chose-encore", method: "email" });
  assert.deepEqual([wrong.status, wrong.body], [401, { refusal: { code: "wrong-login" } }]);
  const { body } = await browser.begin();
  const challenge = body["challenge"];
  const malformed = await browser.post("code", { challenge, code: "12" });
  assert.deepEqual([malformed.status, refusalOf(malformed.body)], [400, "code-malformed"]);
  const bad = String((Number(lastCode()) + 1) % 1_000_000).padStart(6, "0");
  const wrongCode = await browser.post("code", { challenge, code: bad });
  assert.deepEqual(
    [wrongCode.status, wrongCode.body["refusal"]],
    [401, { code: "wrong-code", triesLeft: 4 }],
  );
  house.clock.advance(600_000);
  const late = await browser.post("code", { challenge, code: lastCode() });
  assert.deepEqual([late.status, refusalOf(late.body)], [410, "code-expired"]);
  for (let index = 0; index < 4; index++)
    await browser.post("begin", { login, password: "x", method: "email" });
  await browser.post("begin", { login, password: "x", method: "email" });
  const waiting = await browser.begin();
  assert.deepEqual([waiting.status, refusalOf(waiting.body)], [429, "too-many-passwords"]);
});

test("second tab: the password alone opens nothing, the code opens once, for both tabs", async () => {
  const browser = newBrowser();
  const { body } = await browser.begin();
  await expectShut(browser);
  const answer = { challenge: body["challenge"], code: lastCode() };
  const [one, other] = await Promise.all([browser.post("code", answer), browser.post("code", answer)]);
  assert.deepEqual([one.status, other.status].sort(), [200, 410]);
  assert.equal((await browser.post("session", {})).status, 200);
});

test("replayed dialog: the same answer after signing out opens nothing", async () => {
  const browser = newBrowser();
  const { body } = await browser.begin();
  const answer = { challenge: body["challenge"], code: lastCode() };
  const door = browser.jar.get("__Host-door") ?? "";
  await browser.post("code", answer);
  await browser.post("out", {});
  browser.jar.set("__Host-door", door);
  const replayed = await browser.post("code", answer);
  assert.deepEqual([replayed.status, refusalOf(replayed.body)], [410, "code-used"]);
  await expectShut(browser);
});

test("forged cookie: neither a made-up token, nor the door's, nor the challenge is a session", async () => {
  const browser = newBrowser();
  const { body } = await browser.begin();
  const door = browser.jar.get("__Host-door") ?? "";
  for (const forged of ["", "A".repeat(43), door, String(body["challenge"]), house.person.id, "a b;c"]) {
    browser.jar.set("__Host-session", forged);
    await expectShut(browser);
  }
});

test("a session token under another name or on another cookie is nothing", async () => {
  const browser = newBrowser();
  await browser.signIn();
  const token = browser.jar.get("__Host-session") ?? "";
  browser.jar.clear();
  browser.jar.set("session", token).set("X__Host-session", token).set("__Host-door", token);
  await expectShut(browser);
});

test("direct API call: a code without the browser that asked for it is unknown", async () => {
  const browser = newBrowser();
  const { body } = await browser.begin();
  const answer = { challenge: body["challenge"], code: lastCode() };
  for (const stranger of [newBrowser(), newBrowser()]) {
    await stranger.post("begin", { login: "org.personne@valdebrume.mss.example", password, method: "email" });
    const answered = await stranger.post("code", answer);
    assert.deepEqual([answered.status, refusalOf(answered.body)], [404, "unknown-challenge"]);
    await expectShut(stranger);
  }
  const bare = newBrowser();
  assert.equal((await bare.post("code", answer)).status, 404);
  assert.equal((await bare.post("sending", { challenge: body["challenge"] })).status, 404);
  assert.equal((await browser.post("code", answer)).status, 200, "and it still opens where it was asked for");
});

test("fixation: a token planted before the sign-in is never the session's, and an old one ends", async () => {
  const browser = newBrowser();
  browser.jar.set("__Host-session", "A".repeat(43));
  await browser.signIn();
  const first = browser.jar.get("__Host-session") ?? "";
  assert.notEqual(first, "A".repeat(43));
  await browser.signIn();
  assert.notEqual(browser.jar.get("__Host-session"), first);
  const thief = newBrowser();
  thief.jar.set("__Host-session", first);
  await expectShut(thief);
});

test("a newer begin in the same browser leaves the earlier code good", async () => {
  const browser = newBrowser();
  const { body } = await browser.begin();
  const code = lastCode();
  const again = await browser.begin();
  assert.deepEqual(again.headers.getSetCookie(), [], "the browser keeps its door cookie");
  assert.equal((await browser.post("code", { challenge: body["challenge"], code })).status, 200);
});

test("what is not of the agreed form is refused before anything is looked at", async () => {
  const browser = newBrowser();
  const hostile: unknown[] = [
    null,
    [],
    "begin",
    {},
    { login, password, method: "fax" },
    { login: "", password, method: "email" },
    { login: { $ne: "" }, password, method: "email" },
    { login, password: "x".repeat(1025), method: "email" },
    { login, password: ["x"], method: "email" },
    JSON.parse('{"__proto__":{"login":"a","password":"b","method":"email"}}'),
  ];
  const traced = (await house.traces()).length;
  for (const body of hostile) {
    const answered = await browser.post("begin", body);
    assert.deepEqual([answered.status, refusalOf(answered.body)], [400, "malformed"], JSON.stringify(body));
  }
  for (const body of [{}, { challenge: 1, code: "123456" }, { challenge: "c".repeat(65), code: "123456" }])
    assert.equal((await browser.post("code", body)).status, 400);
  assert.equal((await house.traces()).length, traced);
});

test("only JSON, and not much of it", async () => {
  const browser = newBrowser();
  const path = "/api/sign-in/begin";
  const body = JSON.stringify({ login, password, method: "email" });
  const send = async (type: string, text: string, more: Record<string, string> = {}) => {
    const headers = { origin: publicUrl, "content-type": type, ...more };
    return (await browser.ask(path, { method: "POST", body: text, headers })).status;
  };
  assert.equal(await send("text/plain", body), 400);
  assert.equal(await send("application/x-www-form-urlencoded", "login=a"), 400);
  assert.equal(await send("application/json", "{"), 400);
  assert.equal(await send("application/json", body + " ".repeat(65_536)), 400);
  assert.equal(await send("application/json", body, { "content-length": "65537" }), 400);
  assert.equal(await send("application/json; charset=utf-8", body), 200);
});

test("another site can ask for nothing, not even to sign out", async () => {
  const browser = newBrowser();
  await browser.signIn();
  const foreign: Record<string, string>[] = [
    { origin: "https://autre.example" },
    { origin: "null" },
    { origin: "http://localhost:8026" },
    { origin: "http://localhost:8025.autre.example" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];
  for (const headers of foreign)
    for (const path of ["/api/sign-in/out", "/api/sign-in/begin", "/jmap/api"]) {
      const { status, body } = await browser.ask(path, { method: "POST", headers, body: "{}" });
      assert.deepEqual([status, refusalOf(body)], [403, "foreign-origin"], JSON.stringify(headers));
    }
  assert.equal((await browser.post("session", {})).status, 200);
});
