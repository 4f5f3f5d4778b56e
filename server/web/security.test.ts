import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { openTestHouse, password } from "../sign-in/test-house.ts";
import { type SecurityOperation, securityOperations } from "./security-operations.ts";
import { createBrowser, mailbox, openTestWeb, publicUrl } from "./test-web.ts";

const house = await openTestHouse({ methods: ["email", "totp", "passkey"] });
const web = await openTestWeb(house);
after(async () => {
  await web.close();
  await house.close();
});
beforeEach(() => house.clock.advance(25 * 3_600_000));

/** By its form alone; nothing of it was asked for. */
const madePasskey = {
  id: "AAAA",
  rawId: "AAAA",
  type: "public-key",
  response: {
    clientDataJSON: Buffer.from(JSON.stringify({ challenge: "AAAA" })).toString("base64url"),
    attestationObject: "AAAA",
    transports: [],
  },
};

/** What a page asks of each operation; a new one is not looked at without. */
const questions: Record<SecurityOperation, object> = {
  factors: {},
  sessions: {},
  attempts: { after: null },
  prove: { method: "email" },
  "prove-psc": {},
  proof: { challenge: "cxxxxxxxxxxxxxxxxxxxxxxxx", code: "123456" },
  "new-app": {},
  "confirm-app": { id: "axxxxxxxxxxxxxxxxxxxxxxxx", code: "123456", name: "Téléphone" },
  "remove-app": { id: "axxxxxxxxxxxxxxxxxxxxxxxx" },
  "new-passkey": {},
  "add-passkey": { name: "Téléphone", passkey: madePasskey },
  "rename-passkey": { id: "kxxxxxxxxxxxxxxxxxxxxxxxx", name: "Téléphone" },
  "remove-passkey": { id: "kxxxxxxxxxxxxxxxxxxxxxxxx" },
  "app-passwords": {},
  "new-app-password": { mailbox: mailbox.id, name: "Courrielleur", days: 30 },
  "remove-app-password": { id: "pxxxxxxxxxxxxxxxxxxxxxxxx" },
  "close-session": { id: "sxxxxxxxxxxxxxxxxxxxxxxxx" },
  "close-other-sessions": {},
  browsers: {},
  "forget-browser": { id: "bxxxxxxxxxxxxxxxxxxxxxxxx" },
  "mark-post": {},
  "unmark-post": {},
  "recovery-codes": {},
  "begin-contact": { kind: "email", address: "nouvelle@ordinaire.example" },
  "confirm-contact": { id: "mxxxxxxxxxxxxxxxxxxxxxxxx", code: "123456" },
  "change-password": { current: password, password: "verger-cuivre-marais" },
};
// The keys of a table are its operations.
const operations = Object.entries(securityOperations) as [SecurityOperation, "nothing" | "proof" | "begun"][];

/** What the door answers to whoever asks: the way in, and the way out. */
const doorOperations = [
  "begin",
  "sending",
  "resend",
  "change",
  "code",
  "passkey",
  "open-passkey",
  "session",
  "stay",
  "lock",
  "locked",
  "unlock",
  "unlock-begin",
  "unlock-code",
  "out",
  "psc",
  "forgotten",
  "new-password",
  "shared-post",
  "first-access",
  "first-access-send",
  "first-access-prove",
  "first-access-finish",
];

const newBrowser = () => createBrowser(web.app, house);
const refusalOf = (body: Record<string, unknown>) => (body["refusal"] as { code: string } | undefined)?.code;

async function prove(browser: ReturnType<typeof newBrowser>): Promise<void> {
  const { body } = await browser.post("prove", { method: "email" });
  const code = house.mails.at(-1)?.code;
  assert.equal((await browser.post("proof", { challenge: body["challenge"], code })).status, 200);
}

test("every operation that is served is one of the door's or stands in the table", () => {
  const served = web.app.routes
    .filter(({ method }) => method === "POST")
    .map(({ path }) => path)
    .filter((path) => path.startsWith("/api/sign-in/"));
  const known = [...doorOperations, ...operations.map(([name]) => name)];
  assert.deepEqual(served.toSorted(), known.map((name) => `/api/sign-in/${name}`).toSorted());
});

for (const [operation, asks] of operations) {
  test(`${operation}: nobody without a session, nor another site`, async () => {
    const stranger = await newBrowser().post(operation, questions[operation]);
    assert.deepEqual([stranger.status, refusalOf(stranger.body)], [401, "signed-out"]);
    const browser = newBrowser();
    await browser.signIn();
    await prove(browser);
    const foreigners: Record<string, string>[] = [
      { origin: "https://ailleurs.example", "sec-fetch-site": "cross-site" },
      { origin: "http://localhost:8026", "sec-fetch-site": "same-site" },
      { origin: "null" },
    ];
    for (const headers of foreigners) {
      const foreign = await browser.ask(`/api/sign-in/${operation}`, {
        method: "POST",
        body: JSON.stringify(questions[operation]),
        headers: { "content-type": "application/json", ...headers },
      });
      assert.equal(refusalOf(foreign.body), "foreign-origin");
    }
    const asForm = await browser.ask(`/api/sign-in/${operation}`, {
      method: "GET",
      headers: { origin: publicUrl },
    });
    assert.equal(asForm.status, 404);
  });

  test(`${operation} asks for ${asks}`, async () => {
    const [browser, other] = [newBrowser(), newBrowser()];
    await browser.signIn();
    house.clock.advance(1000);
    await other.signIn();
    // A second factor given anew, in another session of the same person.
    await prove(other);
    const before = await browser.post(operation, questions[operation]);
    const expected = {
      nothing: /^(undefined|unknown-challenge|referents-only|not-found)$/,
      proof: /^proof-needed$/,
      begun: /^not-found$|^wrong-app-code$|^passkey-expired$/,
    };
    assert.match(String(refusalOf(before.body)), expected[asks]);
    if (asks !== "proof") return;
    await prove(browser);
    house.clock.advance(5 * 60_000);
    assert.equal(refusalOf((await browser.post(operation, questions[operation])).body), "proof-needed");
    await prove(browser);
    const allowed = await browser.post(operation, questions[operation]);
    assert.match(String(refusalOf(allowed.body)), /^(undefined|not-found|referents-only)$/);
    await house.signIn.setPassword(house.person, password, "command");
  });
}

test("a changed password gives the browser another cookie; the one of before opens nothing", async () => {
  const browser = newBrowser();
  await browser.signIn();
  await prove(browser);
  const held = browser.jar.get("__Host-session") ?? "";
  const changed = await browser.post("change-password", questions["change-password"]);
  assert.deepEqual([changed.status, changed.body], [200, { step: "password-set" }]);
  assert.match(
    changed.headers.getSetCookie()[0] ?? "",
    /^__Host-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
  );
  assert.equal((await browser.post("session", {})).status, 200);
  browser.jar.set("__Host-session", held);
  assert.equal((await browser.post("session", {})).status, 401);
  await house.signIn.setPassword(house.person, password, "command");
});

test("a page of attempts begins where a page ended, and nowhere else", async () => {
  const browser = newBrowser();
  await browser.signIn();
  for (const after of ["", "x", "1", "1.", "-1.a", "1.a'--", "1e9.a", "99999999999999999.a", 7, undefined])
    assert.equal((await browser.post("attempts", { after })).status, 400, String(after));
  assert.equal((await browser.post("attempts", { after: "9999999999999999.a" })).status, 200);
});

test("from where: the connection's address; behind our proxy what it met, and never what a client writes", async () => {
  async function networkOf(peer: string, forwarded: string | null): Promise<unknown> {
    const env = { incoming: { socket: { remoteAddress: peer } } };
    const more: Record<string, string> = forwarded === null ? {} : { "x-forwarded-for": forwarded };
    const browser = createBrowser(web.app, house, more, env);
    await browser.signIn();
    const { body } = await browser.post("sessions", {});
    // As its contract says.
    const { sessions } = body as { sessions: { isHere: boolean; network: string | null }[] };
    return sessions.find(({ isHere }) => isHere)?.network;
  }
  assert.equal(await networkOf("203.0.113.5", null), "203.0.113.5");
  assert.equal(await networkOf("203.0.113.5", "10.1.0.7"), "203.0.113.5");
  assert.equal(await networkOf("127.0.0.1", "10.1.0.7, 203.0.113.6"), "203.0.113.6");
  assert.equal(await networkOf("::ffff:127.0.0.1", "203.0.113.7"), "203.0.113.7");
});
