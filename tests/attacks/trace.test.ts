import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mailboxes, people } from "../../sandbox/people.ts";
import { connectRaw } from "../conversations/raw-peer.ts";
import { connectPeer } from "../durability/peer.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { codeSentTo, openVisitor, type Visitor } from "./visitor.ts";

const from = "h.castaing@ch-portbrume.mss.example";
const ins = "1 85 05 78 006 084 91";
const letter = [
  `From: ${from}`,
  `Subject: Bilan ${ins}`,
  "MIME-Version: 1.0",
  "Content-Type: multipart/mixed; boundary=b",
  "",
  "--b",
  "Content-Type: text/html",
  "",
  `<p>mirabelle ${ins}</p>`,
  "--b",
  'Content-Type: image/svg+xml; name="x.svg"',
  "Content-Disposition: attachment",
  "",
  "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
  "--b--",
  "",
].join("\r\n");

let house: TestHouse;
let nadege: Visitor;
let accounts: Map<string, string>;
/** The message in « Accueil IME ». */
let message: { id: string; blobId: string; threadId: string };
before(async () => {
  house = await openTestHouse();
  const peer = await connectPeer(house, house.ports.smtpPort);
  for (const { address } of [mailboxes.ime, mailboxes.sessad]) await peer.send(from, address, letter);
  peer.close();
  nadege = openVisitor(house);
  accounts = await nadege.signIn();
  message = await newestOf(nadege, mailboxes.ime.address);
});
after(() => house.close());

async function newestOf(visitor: Visitor, address: string): Promise<typeof message> {
  const args = { accountId: accounts.get(address), ids: null, properties: ["blobId", "threadId"] };
  const [answer] = await visitor.jmap(["Email/get", args]);
  return answer?.[1]["list"]?.[0] ?? assert.fail("no message");
}

/** Every row of the trace. */
async function traceRows() {
  const { audit, mailboxes: room } = house.house.rooms;
  const chains = (await room.mailboxIds()).map((id) => `mailbox:${id}`);
  const rows = await Promise.all(
    [...chains, "structure:valdebrume", "operator"].map((chain) => audit.rows(chain, 0, 10_000)),
  );
  return rows.flat();
}

async function readings(): Promise<number> {
  return (await traceRows()).filter(({ action }) => action === "message.read").length;
}

test("a list row, a header and a HEAD are no reading; a body or a part is one, whichever way it is asked", async () => {
  const accountId = accounts.get(mailboxes.ime.address);
  const get = (args: object) => nadege.jmap(["Email/get", { accountId, ids: [message.id], ...args }]);
  const part = `/jmap/download/${accountId}/${message.blobId}-2/x.svg?type=text/html`;
  await get({ properties: ["preview", "subject", "headers", "header:Subject:asText:all", "bodyStructure"] });
  await get({ properties: ["bodyStructure", "textBody"], bodyProperties: ["headers", "size", "name"] });
  await get({ properties: ["bodyValues"] });
  await fetch(`${house.publicUrl}${part}`, { method: "HEAD", headers: cookieOf(nadege) });
  assert.equal(await readings(), 0);

  const ways: ((visitor: Visitor) => Promise<unknown>)[] = [
    (visitor) =>
      visitor.jmap([
        "Email/get",
        {
          accountId,
          ids: [message.id],
          properties: ["bodyValues"],
          fetchAllBodyValues: true,
          maxBodyValueBytes: 1,
        },
      ]),
    async (visitor) => (await visitor.ask(part)).text(),
    async (visitor) => (await visitor.ask(`/jmap/download/${accountId}/${message.blobId}/m.eml`)).text(),
  ];
  for (const [place, way] of ways.entries()) {
    const visitor = openVisitor(house);
    await visitor.signIn();
    await way(visitor);
    assert.equal(await readings(), place + 1);
    await way(visitor);
    assert.equal(await readings(), place + 1);
  }
});

test("a file that holds a page or a script is only ever a download", async () => {
  const accountId = accounts.get(mailboxes.ime.address);
  for (const type of ["text/html", "image/svg+xml", "text/javascript", "application/xhtml+xml", "text/xml"]) {
    const { headers } = await nadege.ask(
      `/jmap/download/${accountId}/${message.blobId}-2/x.svg?type=${type}`,
    );
    assert.match(headers.get("content-disposition") ?? "", /^attachment;/);
    assert.equal(headers.get("content-security-policy"), "sandbox; default-src 'none'");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.match(headers.get("cache-control") ?? "", /no-store/);
  }
});

test("the ids of a mailbox open nothing through another one, nor to who has no right on it", async () => {
  const sessad = accounts.get(mailboxes.sessad.address);
  const hidden = await newestOf(nadege, mailboxes.sessad.address);
  const yanis = openVisitor(house);
  const mine = (await yanis.signIn("Yanis")).get(mailboxes.ime.address);
  const downloads = [
    `/jmap/download/${sessad}/${hidden.blobId}/x`,
    `/jmap/download/${mine}/${hidden.blobId}/x`,
    `/jmap/download/${mine}/${hidden.blobId}-1/x`,
    `/jmap/download/${mine}/b${"a".repeat(hidden.blobId.length - 1)}/x`,
  ];
  const answers = new Set<string>();
  for (const path of downloads) {
    const response = await yanis.ask(path);
    answers.add(`${response.status} ${await response.text()}`);
  }
  assert.equal(answers.size, 1);
  assert.match([...answers].join(), /^404/);

  const [foreign, listed, threads, marked, queried] = await yanis.jmap(
    ["Email/get", { accountId: sessad, ids: [hidden.id] }],
    ["Email/get", { accountId: mine, ids: [hidden.id] }],
    ["Thread/get", { accountId: mine, ids: [hidden.threadId] }],
    ["Email/set", { accountId: mine, update: { [hidden.id]: { "keywords/$seen": true } } }],
    ["Email/query", { accountId: mine, anchor: hidden.id }],
  );
  assert.equal(foreign?.[1]["type"], "accountNotFound");
  assert.deepEqual(listed?.[1]["notFound"], [hidden.id]);
  assert.deepEqual(threads?.[1]["notFound"], [hidden.threadId]);
  assert.deepEqual(Object.keys(marked?.[1]["notUpdated"] ?? {}), [hidden.id]);
  assert.equal(queried?.[1]["type"], "anchorNotFound");
});

test("neither the log nor the trace tells an address, a code, a token, an INS or a word of a message", async () => {
  const body = { login: `${ins}@nulle-part.example`, password: "mot-de-passe-mirabelle", method: "email" };
  await nadege.ask("/api/sign-in/begin", { body });
  await nadege.ask("/api/sign-in/code", { body: { challenge: "e1", code: "123456" } });
  await nadege.ask(`/jmap/download/x/${encodeURIComponent(ins)}/${encodeURIComponent(from)}`);
  const stranger = await connectRaw(house.ports.smtpPort);
  await stranger.say(`EHLO ${from}`);
  await stranger.startTls(house.peer);
  await stranger.say(`MAIL FROM:<${from}>`);
  await stranger.say(`RCPT TO:<personne@valdebrume.mss.example>`);
  await stranger.say(`RCPT TO:<${mailboxes.ime.address}>`);
  await stranger.say("DATA");
  await stranger.say(`Subject: mirabelle ${ins}\n\n.\r\n.`);
  stranger.socket.destroy();
  const written = [...house.lines, ...(await traceRows()).map((row) => JSON.stringify(row))].join("\n");
  assert.match(written, /message-refused/);
  assert.match(written, /password\.refused/);
  const secrets = [
    ...people.flatMap(({ login, password, email, familyName }) => [login, password, email, familyName]),
    ...people.map(({ email }) => codeSentTo(house, email)).filter((code) => code !== ""),
    ...nadege.cookies.values(),
    ins,
    ins.replaceAll(" ", ""),
    from,
    "mirabelle",
    "Bilan",
    "123456",
    "@",
  ];
  for (const secret of secrets) assert.ok(!written.includes(secret), secret);
});

function cookieOf(visitor: Visitor): Record<string, string> {
  return { Cookie: Array.from(visitor.cookies, ([name, value]) => `${name}=${value}`).join("; ") };
}
