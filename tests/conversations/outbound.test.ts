import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { openPeerInbox, type Peer, type PeerInbox, startPeer } from "../../sandbox/peer-inbox.ts";
import { composeReply, sendAsPeer } from "../../sandbox/peer.ts";
import { readIdentity } from "../../sandbox/pki.ts";
import type { Who } from "../../server/mailboxes/views.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

const doctor = "h.castaing@ch-portbrume.mss.example";
const laboratory = "resultats@biolittoral.mss.example";
const from = "accueil.ime@valdebrume.mss.example";

let test0: TestHouse;
let peer: Peer | null = null;
let inbox: PeerInbox;
let who: Who;
let box = "";

before(async () => {
  test0 = await openTestHouse();
  inbox = await openPeerInbox(join(test0.folder, "peer-inbox.jsonl"));
  const { rooms } = test0.house;
  box = (await rooms.mailboxes.findByAddress(from))?.id ?? "";
  const person = await rooms.directory.findByLogin("org.nadege.faure@valdebrume.mss.example");
  who = { personId: person?.id ?? "", sessionId: "s1" };
});
beforeEach(async () => {
  peer ??= await openPeer();
});
after(async () => {
  await peer?.close();
  await test0.close();
});

async function openPeer(
  biolittoral: "biolittoral" | "intruder" = "biolittoral",
  authorities = test0.authorities,
) {
  return startPeer({
    port: test0.ports.peerPort,
    identities: {
      "ch-portbrume": await readIdentity(test0.pki, "ch-portbrume"),
      biolittoral: await readIdentity(test0.pki, biolittoral),
    },
    authorities,
    onLetter: inbox.add,
  });
}

async function closePeer() {
  await peer?.close();
  peer = null;
}

let counter = 0;

/** Writes a message and lets it go; answers both ids. */
async function send(to: string[], text = "Bonjour", more = "") {
  const { mailboxes } = test0.house.rooms;
  const folders = (await mailboxes.folders(who, box, null))?.folders ?? [];
  const folderId = folders.find(({ role }) => role === "sent")?.id ?? "";
  const subject = `Bilan ${++counter}`;
  const raw =
    `From: Accueil IME <${from}>\r\nTo: ${to.join(", ")}\r\nSubject: ${subject}\r\n` +
    `Message-ID: <out-${counter}@valdebrume.mss.example>\r\n${more}\r\n${text}\r\n`;
  const draft = { folderId, receivedAt: test0.clock.now(), keywords: ["$seen"] };
  const made = await mailboxes.make(who, box, draft, once(raw), null);
  assert.ok(made?.outcome === "made");
  const { outbox } = test0.house.transport;
  const done = await outbox.submit(who, box, { messageId: made.id, envelope: null, after: null });
  assert.ok(done?.outcome === "submitted", JSON.stringify(done));
  return { id: done.id, subject, messageId: made.id, threadId: made.threadId };
}

async function* once(raw: string) {
  yield Buffer.from(raw);
}

/** Lets time pass, then carries what is due, bounces included. */
async function pass(ms: number) {
  test0.clock.advance(ms);
  await test0.house.transport.run();
  await test0.house.transport.run();
}

async function recipients(id: string) {
  const filter = { ids: [id], messageIds: null, threadIds: null };
  const found = await test0.house.transport.outbox.submissions(who, box, filter, 1);
  return found?.submissions[0]?.recipients ?? [];
}

const statesOf = async (id: string) => (await recipients(id)).map(({ state }) => state);
const received = (subject: string) => inbox.find(undefined).filter((letter) => letter.subject === subject);

test("a message reaches each operator over its own certificate, without Bcc, dots and accents whole", async () => {
  const text = "Bonjour,\r\n.\r\n..deux points\r\nfin";
  const { id, subject } = await send(
    [doctor, laboratory],
    text,
    `Bcc: inconnu@ch-portbrume.mss.example,\r\n ${doctor}\r\n`,
  );
  await pass(10_000);
  const letters = received(subject);
  assert.deepEqual(letters.map(({ to }) => to).sort(), [doctor, laboratory]);
  for (const letter of letters) assert.equal(letter.text.trimEnd(), text.replaceAll("\r\n", "\n"));
  assert.deepEqual(await statesOf(id), ["relayed", "relayed", "failed"]);
  const [first] = await recipients(id);
  assert.equal(first?.reply, "250 2.0.0 Accepted");
  assert.ok(letters.every(({ from: sender }) => sender === from));
});

test("the peer answers, and its answer joins the conversation", async () => {
  const { subject, threadId } = await send([doctor]);
  await pass(10_000);
  const [letter] = received(subject);
  assert.ok(letter);
  const reply = await sendAsPeer({
    port: test0.ports.smtpPort,
    identity: test0.peer,
    authorities: test0.authorities,
    from: doctor,
    to: from,
    raw: await composeReply(letter, "Bien reçu."),
  });
  assert.equal(reply.code, 250, reply.reply);
  const found = await test0.house.rooms.mailboxes.threads(who, box, [threadId]);
  assert.equal(found?.threads[0]?.messageIds.length, 2);
});

test("one wrong address among several fails alone", async () => {
  const { id, subject } = await send([doctor, "inconnu.x@ch-portbrume.mss.example"]);
  await pass(10_000);
  assert.deepEqual(await statesOf(id), ["relayed", "failed"]);
  assert.equal(received(subject).length, 1);
});

test("a full mailbox, then a peer that is away: tried again, and taken once it is back", async () => {
  const full = await send(["pleine@ch-portbrume.mss.example"]);
  const away = await send([doctor]);
  await closePeer();
  await pass(10_000);
  assert.deepEqual([await statesOf(full.id), await statesOf(away.id)], [["waiting"], ["waiting"]]);
  const [row] = await recipients(away.id);
  assert.match(row?.reply ?? "", /^no reply/);
  assert.ok((row?.nextAt ?? 0) > test0.clock.now());
  peer = await openPeer();
  await pass(10 * 60_000);
  assert.deepEqual(await statesOf(away.id), ["relayed"]);
  assert.match((await recipients(full.id))[0]?.reply ?? "", /^452 4\.2\.2/);
});

test("a peer that is not the operator of the domain gets nothing", async () => {
  await closePeer();
  peer = await openPeer("intruder");
  const { id, subject } = await send([laboratory]);
  await pass(10_000);
  assert.deepEqual(await statesOf(id), ["waiting"]);
  assert.equal(received(subject).length, 0);
  await closePeer();
  peer = await openPeer();
  await pass(10 * 60_000);
  assert.deepEqual(await statesOf(id), ["relayed"]);
});

test("a peer that does not know us refuses, and its words are kept", async () => {
  await closePeer();
  const { cert } = await readIdentity(test0.pki, "intruder");
  peer = await openPeer("biolittoral", cert);
  const { id, subject } = await send([doctor]);
  await pass(10_000);
  const [row] = await recipients(id);
  assert.equal(row?.state, "failed");
  assert.match(row?.reply ?? "", /^550 5\.7\.1/);
  assert.equal(received(subject).length, 0);
  await closePeer();
});

test("every step left its row, and the chain stands", async () => {
  const { audit } = test0.house.rooms;
  const rows = await audit.rows(`mailbox:${box}`, 0, 1000);
  const actions = new Set(rows.map(({ action }) => action));
  for (const action of ["message.sent", "message.relayed", "message.refused", "message.returned"])
    assert.ok(actions.has(action), action);
  const sent = rows.find(({ action }) => action === "message.sent");
  assert.equal(sent?.actor, `person:${who.personId}`);
  assert.deepEqual(await audit.verify([`mailbox:${box}`]), []);
});
