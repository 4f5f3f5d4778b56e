import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mailboxes } from "../../sandbox/people.ts";
import { connectPeer } from "../durability/peer.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { fill, hidden, type Ids, letter, watch } from "./rights-people.ts";
import { openVisitor, type Visitor } from "./visitor.ts";

const to = [{ email: hidden.correspondent }];
let house: TestHouse;
let nadege: Visitor;
let own: Ids;
before(async () => {
  house = await openTestHouse();
  const peer = await connectPeer(house, house.ports.smtpPort);
  await peer.send(hidden.correspondent, mailboxes.ime.address, letter("Ordinaire", "Bonjour"));
  peer.close();
  nadege = openVisitor(house);
  const accounts = await nadege.signIn();
  own = await fill(nadege, accounts.get(mailboxes.ime.address), mailboxes.ime.address);
});
after(() => house.close());

/** Writes a draft; answers its blob's bytes. */
async function write(draft: object): Promise<string> {
  const { accountId, draftsId } = own;
  const create = { d: { mailboxIds: { [draftsId]: true }, ...draft } };
  const [made] = await nadege.jmap(["Email/set", { accountId, create }]);
  const created: Record<string, { blobId: string }> = made?.[1]["created"] ?? {};
  const response = await nadege.ask(`/jmap/download/${accountId}/${created["d"]?.blobId}/x`);
  assert.equal(response.status, 200, JSON.stringify(made));
  return response.text();
}

test("no line end in a name, an address, a subject or a file's name begins a field of its own", async () => {
  const evil = "x\r\nX-Evil: 1\nX-Evil: 2\rX-Evil: 3\u0085X-Evil: 4\u2028X-Evil: 5\r\n\r\nX-Evil: 6";
  const text = await write({
    to: [{ name: evil, email: `h${evil}@a.example` }],
    cc: [{ email: `h@a.example>${evil}` }],
    replyTo: [{ name: evil, email: own.address }],
    subject: evil,
    attachments: [{ blobId: own.uploadId, name: evil, type: "text/plain" }],
  });
  const lines = text.split(/\r\n|\r|\n/);
  assert.deepEqual(
    lines.filter((line) => /^x-evil/i.test(line)),
    [],
  );
  for (const wrong of [
    { messageId: [evil] },
    { inReplyTo: [evil] },
    { "header:X-A:asText": evil },
    { "header:X-A\r\nX-Evil:asText": "x" },
    { "header:Bcc:asText": "x@a.example" },
    { attachments: [{ blobId: own.uploadId, cid: evil, type: "text/plain" }] },
    { attachments: [{ blobId: own.uploadId, type: evil }] },
  ]) {
    const create = { d: { mailboxIds: { [own.draftsId]: true }, ...wrong } };
    const [made] = await nadege.jmap(["Email/set", { accountId: own.accountId, create }]);
    const refused: Record<string, { type: string }> = made?.[1]["notCreated"] ?? {};
    assert.equal(refused["d"]?.type, "invalidProperties", JSON.stringify(wrong));
  }
});

test("whether somebody is at an address of ours is not told when a message leaves", async () => {
  const { accountId, draftsId, identityId } = own;
  const answers = [];
  for (const name of ["sessad", "dasses"]) {
    const email = `${name}@valdebrume.mss.example`;
    const [, sent] = await nadege.jmap(
      ["Email/set", { accountId, create: { d: { mailboxIds: { [draftsId]: true }, to: [{ email }] } } }],
      ["EmailSubmission/set", { accountId, create: { x: { identityId, emailId: "#d" } } }],
    );
    const { created, notCreated } = sent?.[1] ?? {};
    answers.push(JSON.stringify([created, notCreated]).replace(/"[st][a-z2-7]{24}"/g, '""'));
  }
  assert.match(answers[0] ?? "", /pending/);
  assert.equal(answers[0], answers[1]);
});

test("what left arrives without its hidden recipients; what came back is answered by nothing", async () => {
  const { accountId, draftsId, identityId, address } = own;
  const draft = {
    mailboxIds: { [draftsId]: true },
    to: [{ email: address }],
    bcc: [{ email: "personne@valdebrume.mss.example" }],
    "header:Resent-Bcc:asText": "personne@valdebrume.mss.example",
    subject: "Caché",
  };
  const inbox = async () => {
    const filter = { inMailbox: own.inboxId };
    const [found] = await nadege.jmap(["Email/query", { accountId, filter }]);
    const ids: string[] = found?.[1]["ids"] ?? [];
    const properties = ["blobId", "subject"];
    const [got] = await nadege.jmap(["Email/get", { accountId, ids, properties }]);
    const list: { blobId: string; subject: string }[] = got?.[1]["list"] ?? [];
    return Promise.all(
      list.map(async ({ blobId, subject }) => {
        const response = await nadege.ask(`/jmap/download/${accountId}/${blobId}/x`);
        return { subject, text: await response.text() };
      }),
    );
  };
  await nadege.jmap(
    ["Email/set", { accountId, create: { d: draft } }],
    ["EmailSubmission/set", { accountId, create: { x: { identityId, emailId: "#d" } } }],
  );
  house.clock.advance(10_000);
  for (let round = 0; round < 3; round++) await house.house.transport.run();
  const all = await inbox();
  const mine = all.filter(({ subject }) => subject === "Caché");
  assert.equal(mine.length, 1);
  assert.doesNotMatch(mine[0]?.text ?? "", /bcc|personne/i);
  const bounces = all.filter(({ text }) => text.includes("Final-Recipient: rfc822; personne@"));
  assert.equal(bounces.length, 1);
  assert.match(bounces[0]?.text ?? "", /^Return-Path: <>\r\n[^]*^Auto-Submitted: auto-replied\r\n/m);
  assert.doesNotMatch(bounces[0]?.text ?? "", /bcc/i);
});

test("one request does not write without end: the rest is told to come later", async () => {
  const { accountId, draftsId, uploadId } = own;
  const create = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [
      `d${n}`,
      { mailboxIds: { [draftsId]: true }, to, attachments: [{ blobId: uploadId, type: "text/plain" }] },
    ]),
  );
  const answers = await nadege.jmap(
    ["Email/set", { accountId, create }],
    ["Email/set", { accountId, create }],
  );
  const refused = answers.flatMap(([, args]) => Object.values<{ type: string }>(args["notCreated"] ?? {}));
  assert.equal(refused.length, 20);
  assert.deepEqual(new Set(refused.map(({ type }) => type)), new Set(["rateLimit"]));
});

/** Whatever a reader may not do in a mailbox that she reads. */
const writing: Record<string, (it: Ids) => [name: string, args: object]> = {
  "write a draft": ({ accountId, draftsId }) => [
    "Email/set",
    { accountId, create: { d: { mailboxIds: { [draftsId]: true }, to } } },
  ],
  "mark a message for all": ({ accountId, draftId }) => [
    "Email/set",
    { accountId, update: { [draftId]: { "keywords/$flagged": true } } },
  ],
  "replace its keywords": ({ accountId, draftId }) => [
    "Email/set",
    { accountId, update: { [draftId]: { keywords: { $flagged: true } } } },
  ],
  "move it": ({ accountId, draftId, sentId }) => [
    "Email/set",
    { accountId, update: { [draftId]: { mailboxIds: { [sentId]: true } } } },
  ],
  "destroy it": ({ accountId, draftId }) => ["Email/set", { accountId, destroy: [draftId] }],
  "send it": ({ accountId, identityId, draftId }) => [
    "EmailSubmission/set",
    { accountId, create: { x: { identityId, emailId: draftId } } },
  ],
  "call back what leaves": ({ accountId, submissionId, draftsId }) => [
    "EmailSubmission/set",
    {
      accountId,
      update: { [submissionId]: { undoStatus: "canceled" } },
      onSuccessUpdateEmail: { [submissionId]: { mailboxIds: { [draftsId]: true } } },
      onSuccessDestroyEmail: [submissionId],
    },
  ],
  "forget what left": ({ accountId, submissionId }) => [
    "EmailSubmission/set",
    { accountId, destroy: [submissionId], onSuccessDestroyEmail: [submissionId] },
  ],
};

for (const [name, call] of Object.entries(writing))
  test(`a reader does not ${name}`, async () => {
    const solene = openVisitor(house);
    await solene.signIn("Solène");
    const member = { personId: await personOf(solene), sessionId: "test" };
    const before = await watch(house, member, own.accountId);
    const [answer] = await solene.jmap(call(own));
    const { notCreated, notUpdated, notDestroyed } = answer?.[1] ?? {};
    const refused = [notCreated, notUpdated, notDestroyed].flatMap((one) =>
      Object.values<{ type: string }>(one ?? {}),
    );
    assert.equal(refused.length, 1, JSON.stringify(answer));
    assert.match(refused[0]?.type ?? "", /^forbidden/);
    assert.ok((await watch(house, member, own.accountId)) === before);
  });

test("a reader neither uploads nor has a name to write under", async () => {
  const solene = openVisitor(house);
  await solene.signIn("Solène");
  const response = await solene.ask(`/jmap/upload/${own.accountId}`, { body: { a: 1 } });
  assert.equal(response.status, 403);
  const [identities] = await solene.jmap(["Identity/get", { accountId: own.accountId, ids: null }]);
  assert.deepEqual(identities?.[1]["list"], []);
});

async function personOf(visitor: Visitor): Promise<string> {
  const response = await visitor.ask("/api/sign-in/session", { body: {} });
  const { person } = await response.json();
  return person.id;
}
