import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { listPeople, type PublicPerson } from "../../sandbox/people.ts";
import { connectPeer } from "../durability/peer.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

/**
 * A JMAP client that knows nothing of this server: an address, a name and a password, and the RFCs. It has no cookie and
 * sends no header that a browser would.
 */
const using = ["core", "mail", "submission"].map((name) => `urn:ietf:params:jmap:${name}`);
const castaing = "h.castaing@ch-portbrume.mss.example";

let house: TestHouse;
let nadege: PublicPerson;
before(async () => {
  house = await openTestHouse();
  nadege = listPeople(house.publicUrl)[0] ?? assert.fail();
  const peer = await connectPeer(house, house.ports.smtpPort);
  const raw = `From: ${castaing}\r\nTo: ${nadege.jmap.mailbox}\r\nSubject: Bilan\r\n\r\nBonjour\r\n`;
  assert.equal(await peer.send(castaing, nadege.jmap.mailbox, raw), "acknowledged");
  peer.close();
});
after(() => house.close());

// oxlint-disable-next-line typescript/no-explicit-any -- a client looks into answers as they come
type Loose = any;

/** Finds the session (RFC 8620 §2.2), then goes by what it says. */
async function connect(authorization: string) {
  const headers = { Authorization: authorization };
  const found = await fetch(nadege.jmap.session, { headers });
  assert.equal(found.status, 200, await found.clone().text());
  const session = (await found.json()) as Loose;
  const accountId: string = session.primaryAccounts["urn:ietf:params:jmap:mail"];
  return {
    session,
    accountId,
    headers,
    async call(...calls: [string, object][]): Promise<Loose[]> {
      const response = await fetch(session.apiUrl, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify({
          using,
          methodCalls: calls.map(([name, args], place) => [name, { accountId, ...args }, `${place}`]),
        }),
      });
      assert.equal(response.status, 200);
      const { methodResponses } = (await response.json()) as Loose;
      return methodResponses.map(([name, args]: [string, Loose]) => {
        assert.notEqual(name, "error", JSON.stringify(args));
        return args;
      });
    },
  };
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

const ways = {
  Bearer: () => `Bearer ${nadege.jmap.password}`,
  "Basic with the login": () => basic(nadege.jmap.user, nadege.jmap.password),
  "Basic with the mailbox's address": () => basic(nadege.jmap.mailbox.toUpperCase(), nadege.jmap.password),
};

for (const [name, authorization] of Object.entries(ways))
  test(`a client finds its session and reads by ${name}`, async () => {
    const client = await connect(authorization());
    assert.deepEqual(
      Object.values(client.session.accounts).map((one: Loose) => [one.name, one.isReadOnly]),
      [["Accueil IME", false]],
      "one mailbox of her three",
    );
    assert.equal(client.session.username, nadege.login);
    const [folders] = await client.call(["Mailbox/get", { ids: null }]);
    const inbox = folders.list.find(({ role }: Loose) => role === "inbox");
    const [found, got] = await client.call(
      ["Email/query", { filter: { inMailbox: inbox.id }, limit: 1 }],
      [
        "Email/get",
        {
          "#ids": { resultOf: "0", name: "Email/query", path: "/ids" },
          properties: ["subject", "blobId", "bodyValues", "textBody"],
          fetchTextBodyValues: true,
        },
      ],
    );
    assert.equal(found.ids.length, 1);
    const [email] = got.list;
    assert.equal(email.subject, "Bilan");
    const url = client.session.downloadUrl
      .replace("{accountId}", client.accountId)
      .replace("{blobId}", email.blobId)
      .replace("{name}", "m.eml")
      .replace("{type}", "message/rfc822");
    const bytes = await (await fetch(url, { headers: client.headers })).text();
    assert.match(bytes, /Subject: Bilan/);
  });

test("it uploads, keeps a draft with the file, lets it go, and is told by its event source", async () => {
  const client = await connect(ways.Bearer());
  const { accountId, session, headers } = client;
  const events = await fetch(
    session.eventSourceUrl.replace("{types}", "*").replace("{closeafter}", "state").replace("{ping}", "0"),
    { headers },
  );
  assert.equal(events.headers.get("content-type"), "text/event-stream");
  const told = events.text();
  const upload = await fetch(session.uploadUrl.replace("{accountId}", accountId), {
    method: "POST",
    headers: { ...headers, "Content-Type": "text/plain" },
    body: "une note",
  });
  assert.equal(upload.status, 201);
  const { blobId } = (await upload.json()) as Loose;
  const [folders, identities] = await client.call(
    ["Mailbox/get", { ids: null }],
    ["Identity/get", { ids: null }],
  );
  const byRole = (role: string) => folders.list.find((one: Loose) => one.role === role).id;
  const draft = {
    mailboxIds: { [byRole("drafts")]: true },
    keywords: { $draft: true, $seen: true },
    to: [{ name: null, email: castaing }],
    subject: "Réponse d’un logiciel",
    textBody: [{ partId: "t", type: "text/plain" }],
    bodyValues: { t: { value: "Bonjour" } },
    attachments: [{ blobId, type: "text/plain", name: "note.txt" }],
  };
  const [made, sent] = await client.call(
    ["Email/set", { create: { draft } }],
    [
      "EmailSubmission/set",
      {
        create: { s: { identityId: identities.list[0].id, emailId: "#draft" } },
        onSuccessUpdateEmail: { "#s": { mailboxIds: { [byRole("sent")]: true }, "keywords/$draft": null } },
      },
    ],
  );
  assert.ok(made.created.draft.id, JSON.stringify(made));
  assert.ok(sent.created.s.id, JSON.stringify(sent));
  assert.match(await told, /event: state[\s\S]*"Email"/);
});

test("the trace says by which password each deed was done", async () => {
  const { audit, directory, signIn, mailboxes } = house.house.rooms;
  const person = (await directory.findByLogin(nadege.login)) ?? assert.fail();
  const [password] = await signIn.appPasswords.list(person);
  const { id = "" } = (await mailboxes.findByAddress(nadege.jmap.mailbox)) ?? {};
  const rows = await audit.rows(`mailbox:${id}`, 0, 10_000);
  for (const action of ["message.written", "upload.kept", "message.sent", "message.moved"]) {
    const row = rows.find((one) => one.action === action && one.actor === `person:${person.id}`);
    assert.equal(JSON.parse(row?.facts ?? "{}").program, password?.id, action);
  }
  const read = rows.find((one) => one.action === "message.read");
  assert.equal(JSON.parse(read?.facts ?? "{}").session, password?.id);
  const own = await audit.rows("structure:valdebrume", 0, 10_000);
  assert.equal(own.filter((one) => one.action === "app-password.used").length, 1, "once a day");
  assert.equal(password?.usedAt, house.clock.now());
});
