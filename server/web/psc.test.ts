import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { startTestProvider, testSubject } from "../sign-in/psc/test-provider.ts";
import { login, openTestHouse } from "../sign-in/test-house.ts";
import { createBrowser, openTestWeb } from "./test-web.ts";

const provider = await startTestProvider();
const house = await openTestHouse();
const signIn = house.openDoor({ pscIssuer: provider.issuer, psc: provider.settings() });
await signIn.setPscSubject(house.person, testSubject, "command");
const web = await openTestWeb({ ...house, signIn });
after(async () => {
  signIn.close();
  await web.close();
  await provider.close();
  await house.close();
});
beforeEach(() => {
  provider.mischief = {};
});

const newBrowser = () => createBrowser(web.app, house);
type TestBrowser = ReturnType<typeof newBrowser>;

/** From the button to the address that the browser is sent back to. */
async function leave(browser: TestBrowser): Promise<string> {
  const { body } = await browser.post("psc", { again: false });
  return `/psc/retour?${provider.identify(String(body["location"]))}`;
}

/** As a browser that another site sends here; it holds its Lax cookies, not the Strict ones. */
const fromElsewhere = { headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" } };

test("there and back: cookies, addresses, session", async () => {
  const browser = newBrowser();
  const begun = await browser.post("psc", { again: false });
  assert.deepEqual([begun.status, begun.body["step"]], [200, "leave"]);
  assert.match(
    begun.headers.getSetCookie().join(),
    /^__Host-psc=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
  );
  const back = `/psc/retour?${provider.identify(String(begun.body["location"]))}`;
  const answered = await browser.ask(back, fromElsewhere);
  assert.deepEqual([answered.status, answered.headers.get("location")], [303, "/"]);
  assert.equal(answered.headers.get("cache-control"), "no-store");
  assert.equal(answered.headers.get("referrer-policy"), "no-referrer");
  assert.match(
    answered.headers.getSetCookie().join(),
    /__Host-session=[\w-]{43}; .*SameSite=Lax,__Host-browser=[\w-]{43}; .*,__Host-psc=; .*Max-Age=0/,
  );
  assert.equal((await browser.ask("/jmap/session")).body["login"], login);

  const again = await browser.ask(back, fromElsewhere);
  assert.equal(again.headers.get("location"), "/?refus=psc-expired");
  assert.equal((await browser.post("session", {})).status, 200, "and the session lives on");

  const out = await browser.post("out", {});
  assert.match(String(out.body["next"]), /\/logout\?id_token_hint=eyJ/);
  assert.equal((await browser.post("session", {})).status, 401);
  const last = await browser.ask("/psc/sortie", fromElsewhere);
  assert.deepEqual([last.status, last.headers.get("location")], [303, "/?refus=signed-out"]);
});

test("login CSRF: nobody is let in by an address that another browser was sent back to", async () => {
  const thief = newBrowser();
  const back = await leave(thief);
  const victim = newBrowser();
  await leave(victim);
  for (const browser of [victim, newBrowser()]) {
    const answered = await browser.ask(back, fromElsewhere);
    assert.equal(answered.headers.get("location"), "/?refus=psc-expired");
    assert.equal(browser.jar.has("__Host-session"), false);
  }
});

test("another site cannot send a browser there in our name", async () => {
  const foreign: Record<string, string>[] = [
    { origin: "https://autre.example" },
    { "sec-fetch-site": "cross-site" },
  ];
  for (const headers of foreign) {
    const { status } = await newBrowser().ask("/api/sign-in/psc", {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ again: false }),
    });
    assert.equal(status, 403);
  }
});

const subjectOf = (subject: string) => ({ userinfo: { SubjectNameID: subject } });

/** A browser in a session that a card opened, and where it is sent back to from a proof there. */
async function leaveForProof(): Promise<{ browser: TestBrowser; back: string }> {
  const browser = newBrowser();
  await browser.ask(await leave(browser), fromElsewhere);
  const begun = await browser.post("prove-psc", {});
  assert.deepEqual([begun.status, begun.body["step"]], [200, "leave"]);
  assert.match(begun.headers.getSetCookie().join(), /^__Host-psc=[\w-]{43}; .*SameSite=Lax$/);
  return { browser, back: `/psc/retour?${provider.identify(String(begun.body["location"]))}` };
}

test("a second factor given anew there: the same session, back at « Ma sécurité », once", async () => {
  const { browser, back } = await leaveForProof();
  const held = browser.jar.get("__Host-session");
  assert.equal((await browser.post("new-app", {})).status, 403);
  const answered = await browser.ask(back, fromElsewhere);
  assert.deepEqual([answered.status, answered.headers.get("location")], [303, "/ma-securite?confirme"]);
  assert.match(answered.headers.getSetCookie().join(), /^__Host-psc=; .*Max-Age=0$/);
  assert.equal(browser.jar.get("__Host-session"), held);
  assert.equal((await browser.post("new-app", {})).status, 200);
  const again = await browser.ask(back, fromElsewhere);
  assert.equal(again.headers.get("location"), "/ma-securite?refus=psc-expired");
  assert.equal((await browser.post("session", {})).status, 200, "and the session lives on");
});

test("a proof that is refused says why at « Ma sécurité », and ends nothing", async () => {
  const { browser, back } = await leaveForProof();
  provider.mischief = subjectOf("899700990111");
  const other = await browser.ask(back, fromElsewhere);
  assert.equal(other.headers.get("location"), "/ma-securite?refus=psc-other");
  assert.deepEqual(other.headers.getSetCookie(), []);
  assert.equal((await browser.post("new-app", {})).status, 403);
  assert.equal((await browser.post("session", {})).status, 200);
});

test("a proof does not cross to another browser, whoever is signed in there, or nobody", async () => {
  const { back } = await leaveForProof();
  const signedIn = newBrowser();
  await signedIn.ask(await leave(signedIn), fromElsewhere);
  const proving = (await leaveForProof()).browser;
  for (const browser of [signedIn, proving]) {
    const { headers } = await browser.ask(back, fromElsewhere);
    assert.equal(headers.get("location"), "/ma-securite?refus=psc-expired");
    assert.equal((await browser.post("new-app", {})).status, 403);
  }
  const nobody = newBrowser();
  await leave(nobody);
  const { headers } = await nobody.ask(back, fromElsewhere);
  assert.equal(headers.get("location"), "/ma-securite?refus=signed-out");
  assert.equal(nobody.jar.has("__Host-session"), false);
});

test("whatever comes back, the browser goes to our door and nowhere else", async () => {
  const browser = newBrowser();
  const back = await leave(browser);
  const hostile = [
    "",
    "?code=a",
    "?state=//autre.example",
    "?error=//autre.example&state=x",
    `${back.slice(11)}&next=//autre.example&redirect_uri=https://autre.example`,
  ];
  for (const query of hostile) {
    const { status, headers } = await browser.ask(`/psc/retour${query}`, fromElsewhere);
    assert.equal(status, 303);
    assert.match(headers.get("location") ?? "", /^\/(\?refus=psc-[a-z-]+)?$/);
  }
});

test("two tabs may be away at once", async () => {
  const browser = newBrowser();
  const [one, other] = [await leave(browser), await leave(browser)];
  assert.notEqual(one, other);
  const refused = await browser.ask(other.replace(/code=[^&]+/, "code=none"), fromElsewhere);
  assert.equal(refused.headers.get("location"), "/?refus=psc-refused");
  assert.equal((await browser.ask(one, fromElsewhere)).headers.get("location"), "/");
});

test("what is not of the agreed form is refused", async () => {
  for (const body of [{}, { again: "yes" }, null])
    assert.equal((await newBrowser().post("psc", body)).status, 400);
});
