import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { createStillClock } from "../foundations/clock.ts";
import { type Facts, silentLog } from "../foundations/log.ts";
import { openNotifications } from "./door.ts";
import { startTestRelay, type TestRelay, type TestRelayOptions } from "./test-relay.ts";

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const clock = createStillClock(Date.UTC(2026, 10, 17, 8, 2));
const mail = {
  to: "n.faure@valdebrume.example",
  account: "org.nadege.faure@valdebrume.mss.example",
  code: "175373",
  reference: "cabc",
  until: clock.now() + 600_000,
};

async function open(options: TestRelayOptions = {}, retryAfterMs: number[] = []) {
  const relay = await startTestRelay(options);
  const lines: Facts[] = [];
  const log = { ...silentLog, warn: (_: string, facts: Facts = {}) => void lines.push(facts) };
  const door = openWith(relay, { log, retryAfterMs });
  opened.push(relay);
  return { relay, door, lines };
}

function openWith(relay: TestRelay, also: Partial<Parameters<typeof openNotifications>[0]> = {}) {
  const door = openNotifications({
    clock,
    log: silentLog,
    settings: {
      host: "127.0.0.1",
      port: relay.port,
      serverName: "relay.courriel.example",
      authorities: relay.authorities,
      from: "ne-pas-repondre@caducee.example",
      operator: "Caducée",
      signature: "Le serveur Caducée",
      supportPhone: "02 61 91 12 40",
      gateway: null,
      publicUrl: "https://mss.caducee.example",
    },
    ...also,
  });
  opened.push(door);
  return door;
}

test("the mail of a code is the guide's, in plain text, without a link", async () => {
  const { relay, door } = await open();
  assert.deepEqual(await door.sendCode(mail), { state: "handed", at: clock.now() });
  const [sent] = relay.mails;
  assert.deepEqual([sent?.from, sent?.to], ["ne-pas-repondre@caducee.example", [mail.to]]);
  assert.equal(
    sent?.text,
    `Connexion à votre compte MSSanté

Bonjour org.nadege.faure@valdebrume.mss.example,

Pour vous connecter sur votre compte MSSanté org.nadege.faure@valdebrume.mss.example veuillez saisir le code suivant :

175373

Cordialement,
Le serveur Caducée
`,
  );
  assert.equal(sent.header("subject"), "Connexion à votre compte MSSanté");
  assert.equal(sent.header("from"), "Caducée <ne-pas-repondre@caducee.example>");
  assert.equal(sent.header("to"), mail.to);
  assert.equal(sent.header("auto-submitted"), "auto-generated");
  assert.equal(sent.header("content-type"), "text/plain; charset=utf-8");
  assert.equal(sent.header("date"), "Tue, 17 Nov 2026 08:02:00 +0000");
  assert.equal(sent.header("message-id"), "<cabc@caducee.example>");
  assert.doesNotMatch(sent.raw, /https?:|www\.|<a /);
});

test("the connection is kept from one mail to the next", async () => {
  const { relay, door } = await open();
  for (let index = 0; index < 3; index++) await door.sendCode({ ...mail, reference: `c${index}` });
  assert.equal(relay.mails.length, 3);
  assert.equal(relay.connections(), 1);
});

test("a refusal that may pass is tried again with the same mail; a final one is not", async () => {
  const passing = await open({ refuse: [451] }, [0, 0]);
  assert.equal((await passing.door.sendCode(mail)).state, "handed");
  assert.equal(passing.relay.mails.length, 1);
  assert.deepEqual(passing.lines, [{ attempt: 1, reason: "EENVELOPE", status: 451 }]);
  const final = await open({ refuse: [550] }, [0, 0]);
  assert.equal((await final.door.sendCode(mail)).state, "failed");
  assert.equal(final.lines.length, 1);
});

test("a relay that always refuses for now is given up after the last wait", async () => {
  const { door, lines } = await open({ refuse: [451, 451, 451, 451] }, [0, 0]);
  assert.equal((await door.sendCode(mail)).state, "failed");
  assert.equal(lines.length, 3);
});

test("nothing is sent again once the code is worth nothing", async () => {
  const { door, lines } = await open({ refuse: [451] }, [0, 0]);
  assert.equal((await door.sendCode({ ...mail, until: clock.now() })).state, "failed");
  assert.equal(lines.length, 1);
});

test("a relay without STARTTLS, or of another authority or name, is told nothing", async () => {
  const plain = await open({ hideStartTls: true });
  assert.equal((await plain.door.sendCode(mail)).state, "failed");
  const stranger = await startTestRelay({});
  opened.push(stranger);
  const other = await open();
  const door = openWith({ ...other.relay, authorities: stranger.authorities }, { retryAfterMs: [] });
  assert.equal((await door.sendCode(mail)).state, "failed");
  const named = await open({ name: "relay.autre.example" });
  assert.equal((await named.door.sendCode(mail)).state, "failed");
  for (const { relay } of [plain, other, named]) assert.equal(relay.mails.length, 0);
});

test("a relay that is not there fails without a throw, and closing ends the waits", async () => {
  const relay = await startTestRelay({});
  await relay.close();
  const door = openWith(relay, { retryAfterMs: [60_000] });
  const sending = door.sendCode(mail);
  setTimeout(() => door.close(), 200);
  assert.equal((await sending).state, "failed");
});

test("a relay that restarted is reached again", async () => {
  const { relay, door } = await open({}, [0, 0]);
  await door.sendCode(mail);
  await relay.dropAll();
  assert.equal((await door.sendCode(mail)).state, "handed");
  assert.equal(relay.mails.length, 2);
});

test("the link to a new password stands whole on its own line, after « # »; who did not ask knows whom to call", async () => {
  const { relay, door } = await open();
  const secret = "A-b_".repeat(10) + "xyz";
  const sent = await door.sendNotice({ ...mail, kind: "password-link", secret });
  assert.equal(sent.state, "handed");
  const { text = "", header } = relay.mails[0] ?? {};
  assert.ok(text.split("\n").includes(`https://mss.caducee.example/mot-de-passe-oublie#${secret}`));
  assert.match(text, /Il vaut une heure et ne sert qu’une fois/);
  assert.match(text, /02 61 91 12 40/);
  assert.equal(header?.("subject"), "Mot de passe oublié : le lien pour en choisir un autre");
});

test("the notice of a change says when, from which kind of browser, whom to call, and holds no link", async () => {
  const { relay, door } = await open();
  const from = { browser: "Firefox", system: "Windows" } as const;
  const notice = { ...mail, kind: "password-changed" as const, at: clock.now(), from };
  await door.sendNotice(notice);
  const { text = "" } = relay.mails[0] ?? {};
  assert.match(
    text,
    /^Quand : 17 novembre 2026 à 9\u00a0h\u00a002 \(heure de Paris\)\nAvec : Firefox, Windows$/m,
  );
  assert.match(text, /02 61 91 12 40/);
  assert.doesNotMatch(text, /https?:|#/);
  await door.sendNotice({ ...notice, from: { browser: null, system: null } });
  assert.match(relay.mails[1]?.text ?? "", /Avec : un navigateur que nous ne reconnaissons pas/);
});

test("a new browser, and tries that failed, are told with what to do, and hold no link", async () => {
  const { relay, door } = await open();
  const from = { browser: "Edge", system: "Windows" } as const;
  const fresh = { ...mail, kind: "new-place" as const, at: clock.now(), from, isNew: ["browser"] as const };
  await door.sendNotice({ ...fresh, network: "Accueil" });
  await door.sendNotice({ ...fresh, network: null });
  await door.sendNotice({ ...mail, kind: "wrong-passwords", at: clock.now() });
  await door.sendNotice({ ...mail, kind: "wrong-codes", at: clock.now() });
  const texts = relay.mails.map(({ text }) => text);
  assert.match(texts[0] ?? "", /^Avec : Edge, Windows\nD’où : Accueil$/m);
  assert.match(texts[1] ?? "", /depuis un nouveau navigateur/);
  assert.match(texts[2] ?? "", /mots de passe faux[^]*Personne n’est entré[^]*vous pouvez toujours entrer/);
  assert.match(texts[3] ?? "", /quelqu’un connaît sans doute votre mot de passe[^]*Changez-le tout de suite/);
  for (const text of texts) {
    assert.match(text, /02 61 91 12 40/);
    assert.doesNotMatch(text, /https?:|#/);
  }
});

test("a secret is not in the log when the relay refuses its mail", async () => {
  const { door, lines } = await open({ refuse: [550] });
  const sent = await door.sendNotice({ ...mail, kind: "password-link", secret: "S".repeat(43) });
  assert.equal(sent.state, "failed");
  assert.deepEqual(lines, [{ attempt: 1, reason: "EENVELOPE", status: 550 }]);
});

test("a session from a new place says when, with what, from where, and what to do; no link", async () => {
  const { relay, door } = await open();
  const from = { browser: "Edge", system: "Windows" } as const;
  const notice = { ...mail, kind: "new-place" as const, at: clock.now(), from, network: "203.0.113.9" };
  await door.sendNotice({ ...notice, isNew: ["network"] });
  await door.sendNotice({ ...notice, network: null, isNew: ["browser", "network"] });
  const [one, both] = relay.mails;
  assert.equal(one?.header("subject"), "Connexion à votre compte MSSanté depuis un nouveau réseau");
  assert.match(one?.text ?? "", /^Quand : 17 novembre 2026 à 9\u00a0h\u00a002 \(heure de Paris\)$/m);
  assert.match(one?.text ?? "", /^Avec : Edge, Windows\nD’où : 203\.0\.113\.9$/m);
  assert.match(one?.text ?? "", /Fermez cette session dans « Ma sécurité » et changez votre mot de passe/);
  assert.doesNotMatch(one?.text ?? "", /https?:|#/);
  assert.match(both?.text ?? "", /depuis un nouveau navigateur et un nouveau réseau\./);
  assert.match(both?.text ?? "", /^D’où : un réseau que nous ne connaissons pas$/m);
});

test("what a relay refuses for good is not worth another try, what it refuses for now is", async () => {
  const notice = { ...mail, kind: "app-added" as const, name: "Téléphone" };
  const final = await open({ refuse: [550] });
  assert.deepEqual(await final.door.sendNotice(notice), { state: "failed", at: clock.now(), isFinal: true });
  const passing = await open({ refuse: [451] });
  assert.deepEqual(await passing.door.sendNotice(notice), { state: "failed", at: clock.now() });
});

test("without a gateway there is no notice by SMS", async () => {
  const { door } = await open();
  const news = { kind: "app-added" as const, name: "Téléphone" };
  assert.equal(await door.sendNoticeBySms({ to: "+33639984107", ...news }), null);
});
