import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { listPeople, mailboxes } from "../../sandbox/people.ts";
import { type CertificateName, readIdentity } from "../../sandbox/pki.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { openVisitor } from "./visitor.ts";

/** A reverse proxy on this machine, and programs on one network behind it. */
const settings = {
  CADUCEE_WEB_TRUSTED_PROXIES: "127.0.0.1",
  CADUCEE_APP_PASSWORDS_NETWORKS: "203.0.113.0/24, 127.0.0.0/8",
  // Beside the sandbox's own configuration.
  CADUCEE_APP_PASSWORDS_AUTHORITIES: "pki/authorities.crt",
};
const listed = { "X-Forwarded-For": "203.0.113.5" };

let house: TestHouse;
let secret: string;
let other: string;
let login: string;
/** JMAP accounts by address. */
let accounts: Map<string, string>;
before(async () => {
  house = await openTestHouse(settings);
  const [nadege, marie] = listPeople(house.publicUrl);
  [secret, other, login] = [nadege?.jmap.password ?? "", marie?.jmap.password ?? "", nadege?.login ?? ""];
  accounts = await openVisitor(house).signIn("Nadège");
});
after(() => house.close());

const bearer = (password: string) => ({ Authorization: `Bearer ${password}` });
const basic = (user: string, password: string) => ({
  Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
});

function ask(path: string, headers: Record<string, string>, body?: string | object): Promise<Response> {
  return fetch(`${house.publicUrl}${path}`, {
    headers: { ...listed, ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
    ...(body === undefined
      ? {}
      : { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) }),
    redirect: "manual",
  });
}

function session(headers: Record<string, string>): Promise<number> {
  return ask("/jmap/session", headers).then(({ status }) => status);
}

/** Every call in one request, as whoever shows this. */
async function jmap(headers: Record<string, string>, ...methodCalls: [string, object][]) {
  const using = ["core", "mail", "submission"].map((name) => `urn:ietf:params:jmap:${name}`);
  const response = await ask("/jmap/api", headers, {
    using: [...using, "urn:caducee:params:jmap:team"],
    methodCalls: methodCalls.map(([name, args], place) => [name, args, `${place}`]),
  });
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers whose shape they hold against others
  return (await response.json()).methodResponses as [string, any][];
}

test("it opens from a listed network, and what is wrong gets one answer, whatever is wrong", async () => {
  assert.equal(await session(bearer(secret)), 200);
  assert.equal(await session(basic(login, secret)), 200);
  const wrongs = [
    bearer(secret.slice(0, -1)),
    bearer(`${secret.slice(0, -1)}${secret.endsWith("a") ? "b" : "a"}`),
    bearer(""),
    bearer("heron-maree-basse"),
    basic(login, "heron-maree-basse"),
    basic(login, other),
    basic(login.replace("nadege.faure", "marie.kermadec"), secret),
    basic("", secret),
    { Authorization: `Basic ${secret}` },
    { Authorization: `Digest ${secret}` },
    { Authorization: secret },
  ];
  const bodies = new Set<string>();
  for (const wrong of wrongs) {
    const answer = await ask("/jmap/session", wrong);
    assert.equal(answer.status, 401, JSON.stringify(wrong));
    bodies.add(await answer.text());
  }
  assert.equal(bodies.size, 1);
});

test("whoever shows nothing is told how, from there only; a browser never, lest it asks the person itself", async () => {
  const challenge = async (headers: Record<string, string>) =>
    (await ask("/jmap/session", headers)).headers.get("www-authenticate");
  assert.equal(await challenge({}), 'Basic realm="JMAP", charset="UTF-8", Bearer realm="JMAP"');
  assert.match((await challenge(bearer("cad"))) ?? "", /^Basic/);
  for (const [name, value] of [
    ["Cookie", "__Host-door=x"],
    ["Sec-Fetch-Site", "same-origin"],
    ["X-Forwarded-For", "198.51.100.7"],
  ] as const)
    assert.equal(await challenge({ [name]: value }), null, name);
});

test("from elsewhere it opens nothing, however the address is dressed up", async () => {
  for (const from of [
    "198.51.100.7",
    "203.0.113.5, 198.51.100.7",
    "203.0.113.5,198.51.100.7:443",
    "203.0.114.5",
    "::ffff:198.51.100.7",
    "127.0.0.1",
    "",
    "unknown",
  ])
    assert.equal(await session({ ...bearer(secret), "X-Forwarded-For": from }), 401, from);
  for (const header of ["Forwarded", "X-Real-IP", "Client-IP"])
    assert.equal(
      await session({ ...bearer(secret), "X-Forwarded-For": "198.51.100.7", [header]: "203.0.113.5" }),
      401,
      header,
    );
  assert.equal(await session({ ...bearer(secret), "X-Forwarded-For": "198.51.100.7, 203.0.113.5" }), 200);
  const rows = await house.house.rooms.audit.rows("structure:valdebrume", 0, 10_000);
  const leaked = rows.filter(
    (row) => row.action === "app-password.refused" && row.facts.includes("elsewhere"),
  );
  assert.ok(leaked.length > 0 && leaked.length <= 10);
});

test("another mailbox of the same person is not there: session, calls, search, files, uploads, letting go", async () => {
  const mine = bearer(secret);
  const ime = accounts.get(mailboxes.ime.address) ?? "";
  const foyer = accounts.get(mailboxes.foyer.address) ?? "";
  const found = await (await ask("/jmap/session", mine)).json();
  assert.deepEqual(Object.keys(found.accounts), [ime]);
  assert.deepEqual([...new Set(Object.values(found.primaryAccounts))], [ime]);
  const args = { accountId: foyer };
  const answers = await jmap(
    mine,
    ["Mailbox/get", { ...args, ids: null }],
    ["Email/query", args],
    ["Email/get", { ...args, ids: ["m"] }],
    ["Email/set", { ...args, create: { a: {} } }],
    ["Thread/get", { ...args, ids: ["t"] }],
    ["Identity/get", { ...args, ids: null }],
    ["EmailSubmission/query", args],
    ["EmailSubmission/set", { ...args, create: {} }],
    ["SearchSnippet/get", { ...args, filter: { text: "a" }, emailIds: [] }],
    ["Email/changes", { ...args, sinceState: "1.1" }],
    ["TeamSearch/query", { accountIds: [ime, foyer], filter: { text: "a" } }],
  );
  for (const [name, { type }] of answers) assert.deepEqual([name, type], ["error", "accountNotFound"]);
  const [[, everywhere] = ["", {}]] = await jmap(mine, ["TeamSearch/query", { filter: { text: "a" } }]);
  assert.deepEqual(Object.keys(everywhere.emailIds), [ime]);
  assert.equal((await ask(`/jmap/upload/${foyer}`, mine, "{}")).status, 404);
  const own = await (await ask(`/jmap/upload/${ime}`, mine, "{}")).json();
  assert.equal((await ask(`/jmap/download/${ime}/${own.blobId}/a`, mine)).status, 200);
  assert.equal((await ask(`/jmap/download/${foyer}/${own.blobId}/a`, mine)).status, 404);
});

test("the rooms themselves know no other mailbox for it, whatever the routes let through", async () => {
  const { directory, mailboxes: room, signIn } = house.house.rooms;
  const person = (await directory.findByLogin(login)) ?? assert.fail();
  const [password] = await signIn.appPasswords.list(person);
  const foyer = accounts.get(mailboxes.foyer.address) ?? "";
  const only = accounts.get(mailboxes.ime.address) ?? "";
  const who = { personId: person.id, sessionId: password?.id ?? "", only };
  const newest = { folderId: null, collapse: false, ascending: false, position: 0, anchorOffset: 0 };
  assert.equal(await room.states(who, foyer), null);
  assert.equal(await room.folders(who, foyer, null), null);
  assert.equal(await room.query(who, foyer, { ...newest, anchor: null, limit: 1 }), null);
  assert.equal(await room.messages(who, foyer, ["m"]), null);
  assert.equal(await room.setKeywords(who, foyer, [], null), null);
  assert.equal(await room.destroy(who, foyer, [], null), null);
  assert.equal(await room.openUpload(who, foyer, "u"), null);
  assert.equal(await room.findBlob(who, foyer, "b"), null);
  const { outbox } = house.house.transport;
  assert.equal(await outbox.submissionState(who, foyer), null);
  assert.equal(await outbox.submit(who, foyer, { messageId: "m", envelope: null, after: null }), null);
  assert.notEqual(await room.states(who, only), null);
});

test("it is no session: neither pages, nor sign-in, nor « Ma sécurité » know it", async () => {
  for (const operation of ["session", "factors", "app-passwords", "new-app", "prove", "new-app-password"]) {
    const answer = await ask(`/api/sign-in/${operation}`, bearer(secret), {});
    assert.equal(answer.status, 401, operation);
    assert.deepEqual(answer.headers.getSetCookie(), []);
  }
  const page = await (await ask("/", bearer(secret))).text();
  assert.match(page, /data-open="no"/);
});

test("a session and a password at once are refused: neither is taken for the other", async () => {
  const visitor = openVisitor(house);
  house.clock.advance(60_000);
  await visitor.signIn("Yanis");
  const Cookie = Array.from(visitor.cookies, ([name, value]) => `${name}=${value}`).join("; ");
  assert.equal(await session({ Cookie }), 200);
  assert.equal(await session({ Cookie, ...bearer(secret) }), 400);
  assert.equal(await session({ Cookie, ...bearer("rien") }), 400);
});

test("another site's page has no way in with it: no CORS, and what it posts is refused", async () => {
  const foreign = { Origin: "https://hostile.example", "Sec-Fetch-Site": "cross-site", ...bearer(secret) };
  assert.equal((await ask("/jmap/api", foreign, { using: [], methodCalls: [] })).status, 403);
  for (const path of ["/jmap/session", "/jmap/api"]) {
    const preflight = await fetch(`${house.publicUrl}${path}`, {
      method: "OPTIONS",
      headers: { ...listed, Origin: "https://hostile.example", "Access-Control-Request-Method": "POST" },
    });
    assert.equal(preflight.headers.get("access-control-allow-origin"), null);
  }
  assert.equal((await ask("/jmap/session", foreign)).headers.get("access-control-allow-origin"), null);
});

test("a reader's program reads and no more; the end of the right ends it at once, and its stream", async () => {
  const { directory, mailboxes: room, signIn } = house.house.rooms;
  const person =
    (await directory.findByLogin(login.replace("nadege.faure", "solene.aubry"))) ?? assert.fail();
  const id = accounts.get(mailboxes.ime.address) ?? "";
  const mine = "cad-2222-3333-4444-5555-6666-7777-aaaa-bbbb";
  const mailbox = { id, address: mailboxes.ime.address };
  assert.equal(
    await signIn.appPasswords.put(person, { mailbox, name: "Lecture", secret: mine }, "command"),
    "set",
  );
  const found = await (await ask("/jmap/session", bearer(mine))).json();
  assert.equal(found.accounts[id].isReadOnly, true);
  assert.equal((await ask(`/jmap/upload/${id}`, bearer(mine), "{}")).status, 403);
  const [[, folders] = ["", {}]] = await jmap(bearer(mine), ["Mailbox/get", { accountId: id, ids: null }]);
  const draft = { mailboxIds: { [folders.list[0].id]: true }, subject: "x" };
  const [[, set] = ["", {}]] = await jmap(bearer(mine), ["Email/set", { accountId: id, create: { draft } }]);
  assert.equal(set.notCreated.draft.type, "forbidden");

  const right = { mailboxId: id, personId: person.id, right: "reader" as const, startsAt: 0 };
  await room.putMembership({ ...right, endsAt: house.clock.now() }, "command");
  assert.equal(await session(bearer(mine)), 401);
  await room.putMembership({ ...right, endsAt: null }, "command");
  assert.equal(await session(bearer(mine)), 200, "the right is looked at, not remembered");
});

test("its stream closes the instant the password is removed or replaced with its person's", async () => {
  const events = await ask("/jmap/eventsource?types=*&closeafter=no&ping=0", bearer(other));
  assert.equal(events.status, 200);
  const over = events.text();
  const { directory, signIn } = house.house.rooms;
  const person =
    (await directory.findByLogin(login.replace("nadege.faure", "marie.kermadec"))) ?? assert.fail();
  await signIn.setPassword(person, "un-tout-autre-mot-de-passe", "command");
  await over;
  assert.equal(await session(bearer(other)), 401);
});

/** What a proxy writes of a certificate that it met (RFC 9440 §2.1). */
async function shown(name: CertificateName): Promise<string> {
  const { cert } = await readIdentity(house.pki, name);
  return `:${/-----BEGIN CERTIFICATE-----([^-]+)/.exec(cert)?.[1]?.replaceAll(/\s/g, "")}:`;
}

test("with a certificate that the proxy met it opens from anywhere; never by another, nor without the password", async () => {
  // The certificates are of this very day.
  house.clock.advance(Math.max(0, Date.now() - house.clock.now()));
  const elsewhere = { "X-Forwarded-For": "198.51.100.7" };
  const by = (certificate: string) => ({ ...elsewhere, "Client-Cert": certificate });
  const ours = await shown("ch-portbrume");
  assert.equal(await session({ ...bearer(secret), ...by(ours) }), 200);
  assert.equal(await session(by(ours)), 401);
  assert.equal(await session({ ...bearer(`${secret.slice(0, -2)}zz`), ...by(ours) }), 401);
  const invited = await ask("/jmap/session", by(ours));
  assert.match(invited.headers.get("www-authenticate") ?? "", /^Basic/);
  const wrongs = [
    await shown("expired"),
    await shown("intruder"),
    ours.slice(1, -1),
    `${ours.slice(0, 200)}:`,
    `${ours}, ${ours}`,
    ours.replace(":", ":AAAA"),
    `:${"A".repeat(12_000)}:`,
    "::",
    "",
  ];
  for (const wrong of wrongs)
    assert.equal(await session({ ...bearer(secret), ...by(wrong) }), 401, wrong.slice(0, 60));
});

test("it is nowhere in the store in clear, nor in the log, nor in the trace", async () => {
  const { audit } = house.house.rooms;
  const rows = JSON.stringify(await audit.rows("structure:valdebrume", 0, 10_000));
  for (const letters of [secret, secret.replaceAll("-", ""), secret.replaceAll("-", "").slice(3)]) {
    assert.ok(!rows.includes(letters));
    assert.ok(!house.lines.join("").includes(letters));
  }
});
