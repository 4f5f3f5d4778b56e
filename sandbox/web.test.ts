import assert from "node:assert/strict";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openOutbox } from "./outbox.ts";
import { openPeerInbox } from "./peer-inbox.ts";
import { startWeb, type Trial } from "./web.ts";

const folder = await mkdtemp(join(tmpdir(), "caducee-web-"));
const outbox = await openOutbox(join(folder, "outbox.jsonl"));
const sent: Trial[] = [];
let ready = false;
const inbox = await openPeerInbox(join(folder, "peer-inbox.jsonl"));
let rotations = 0;
const web = await startWeb(0, {
  outbox,
  inbox,
  rotateKeys: async () => void (rotations += 1),
  reply: async ({ from }, text) => ({ code: 250, reply: `250 2.0.0 ${from} ${text}` }),
  gatewayHeader: "Authorization: Bearer cle-du-bac",
  programUrl: "http://localhost:8025",
  isReady: () => ready,
  send: async (trial) => {
    sent.push(trial);
    return { code: 550, reply: "550 5.1.1 boîte inconnue" };
  },
});
const origin = `http://127.0.0.1:${web.port}`;
after(async () => {
  await web.close();
  await rm(folder, { recursive: true });
});

test("health says when people can sign in", async () => {
  assert.equal((await fetch(`${origin}/health`)).status, 503);
  ready = true;
  assert.deepEqual(await (await fetch(`${origin}/health`)).json(), { ready: true });
});

test("who can sign in is told whole", async () => {
  const people = await (await fetch(`${origin}/api/people`)).json();
  assert.equal(people.length, 6);
  assert.deepEqual([people[5].login, people[5].mailboxes], ["org.gaspard.nivet@caducee.mss.example", []]);
  assert.deepEqual(people[2], {
    login: "org.yanis.belkacem@valdebrume.mss.example",
    password: "ballon-orage-figue",
    name: "Yanis Belkacem",
    role: "Éducateur",
    email: "y.belkacem@valdebrume.example",
    phone: "06 39 98 35 71",
    mailboxes: ["accueil.ime@valdebrume.mss.example"],
    psc: null,
    jmap: {
      session: "http://localhost:8025/.well-known/jmap",
      user: "org.yanis.belkacem@valdebrume.mss.example",
      password: "cad-w5vb-a32p-onpm-jokq-m5y2-do7n-gmoj-lka7",
      mailbox: "accueil.ime@valdebrume.mss.example",
    },
  });
  assert.deepEqual(
    people.flatMap(({ name, psc }: { name: string; psc: object | null }) => (psc ? [[name, psc]] : [])),
    [
      ["Marie Kermadec", { subject: "899700990114", card: "CPS" }],
      ["Solène Aubry", { subject: "899700990221", card: "e-CPS" }],
    ],
  );
});

test("the keys of Pro Santé Connect change when a script or the page asks, not another site", async () => {
  const rotate = (headers: Record<string, string> = {}) =>
    fetch(`${origin}/api/psc/rotate-keys`, { method: "POST", headers });
  assert.equal((await rotate({ origin: "https://autre.example" })).status, 403);
  assert.equal(rotations, 0);
  assert.equal((await rotate()).status, 200);
  assert.equal(rotations, 1);
});

test("the outbox is asked by address or by phone, newest first, and outlives the process", async () => {
  const mail = { channel: "email" as const, subject: "Code", text: "175373" };
  await outbox.add({ ...mail, to: "N.Faure@valdebrume.example", at: 1 });
  await outbox.add({ ...mail, to: "n.faure@valdebrume.example", at: 2 });
  await outbox.add({ ...mail, to: "+33639984107", channel: "sms", at: 3 });
  assert.deepEqual(await times("n.faure@valdebrume.example"), [2, 1]);
  assert.deepEqual(await times("06 39 98 41 07"), [3]);
  assert.deepEqual(await times("+33639984107"), [3]);
  assert.deepEqual(await times("y.belkacem@valdebrume.example"), []);
  const reopened = await openOutbox(join(folder, "outbox.jsonl"));
  assert.deepEqual(reopened.posts, outbox.posts);
});

test("the SMS gateway takes a message under its key, and shows it on the phone", async () => {
  const call = (key: string, body: object) =>
    fetch(`${origin}/gateway/sms`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    });
  const sms = { to: "+33639982210", text: "Caducée : 048201 est votre code de connexion." };
  assert.equal((await call("autre", sms)).status, 401);
  assert.equal((await call("cle-du-bac", { ...sms, to: "tout le monde" })).status, 400);
  assert.deepEqual(await times("06 39 98 22 10"), []);
  const taken = await call("cle-du-bac", sms);
  assert.deepEqual([taken.status, await taken.json()], [202, { accepted: true }]);
  const [post] = outbox.find("06 39 98 22 10");
  assert.deepEqual([post?.channel, post?.text], ["sms", sms.text]);
  const page = await (await fetch(`${origin}/`)).text();
  assert.match(page, /class="sms">.*048\u00a0201/);
});

test("the outbox file is bounded and a line cut by a crash is left out", async () => {
  const path = join(folder, "many.jsonl");
  const many = await openOutbox(path);
  for (let at = 0; at < 1_101; at += 1)
    await many.add({ to: "a@b.example", channel: "email", subject: "", text: "", at });
  assert.equal(many.posts.length, 500);
  assert.ok((await readFile(path, "utf8")).split("\n").length <= 1_001);
  await appendFile(path, '{"to":"a@b.ex');
  const reopened = await openOutbox(path);
  assert.equal(reopened.posts.at(-1)?.at, 1_100);
});

test("a trial is sent and the reply, refusal or not, is answered", async () => {
  const trial = { to: "x@valdebrume.mss.example", subject: "Essai", text: "Bonjour" };
  const response = await sendTrial(trial);
  assert.deepEqual(await response.json(), { code: 550, reply: "550 5.1.1 boîte inconnue" });
  assert.deepEqual(sent, [{ ...trial, from: "h.castaing@ch-portbrume.mss.example" }]);
  for (const wrong of [{}, { to: "a@b\r\nRCPT TO:<c@d>" }, { to: 3 }, [], null, { to: "a b@c" }]) {
    assert.equal((await sendTrial(wrong)).status, 400, JSON.stringify(wrong));
  }
});

test("another site can neither read nor send", async () => {
  assert.equal(await askAs({ host: "hostile.example" }, "GET", "/api/people"), 403);
  assert.equal(await askAs({ host: `127.0.0.1.hostile.example:${web.port}` }, "GET", "/"), 403);
  assert.equal(
    await askAs({ host: `127.0.0.1:${web.port}`, origin: "http://hostile.example" }, "POST", "/api/send"),
    403,
  );
  assert.equal(
    await askAs({ host: `127.0.0.1:${web.port}`, "sec-fetch-site": "cross-site" }, "POST", "/api/send"),
    403,
  );
  assert.equal(await askAs({ host: `localhost:${web.port}` }, "GET", "/api/people"), 200);
  assert.equal(sent.length, 1);
});

test("the page shows the code large and escapes what it was sent", async () => {
  await outbox.add({
    to: "n.faure@valdebrume.example",
    channel: "email",
    subject: "<img src=x>",
    text: "Code :\n\n048201",
    at: 4,
  });
  const page = await (await fetch(`${origin}/`)).text();
  assert.match(page, /<b class="code-show">048\u00a0201<\/b>/);
  assert.ok(page.includes("&lt;img src=x&gt;") && !page.includes("<img src=x>"));
});

test("the page is told when something arrives", async () => {
  const response = await fetch(`${origin}/events`);
  assert.ok(response.body);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  assert.equal((await reader.read()).value, "retry: 2000\n\n");
  await outbox.add({ to: "a@b.example", channel: "email", subject: "", text: "", at: 5 });
  assert.equal((await reader.read()).value, "data: post\n\n");
  await reader.cancel();
});

function sendTrial(body: unknown): Promise<Response> {
  return fetch(`${origin}/api/send`, { method: "POST", body: JSON.stringify(body) });
}

async function times(to: string): Promise<number[]> {
  const posts: { at: number }[] = await (
    await fetch(`${origin}/api/outbox?${new URLSearchParams({ to })}`)
  ).json();
  return posts.map(({ at }) => at);
}

// fetch() does not let a caller choose its Host header.
function askAs(headers: Record<string, string>, method: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: web.port, method, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.once("error", reject).end();
  });
}
