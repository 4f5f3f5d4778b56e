import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { createTransport } from "nodemailer";
import { createStillClock } from "../../server/foundations/clock.ts";
import { begin, deliver, openConnector } from "./connector.ts";
import { domain } from "./fake-mailboxes.ts";
import { connectRaw } from "./raw-peer.ts";

const clock = createStillClock(Date.parse("2026-11-22T09:02:07Z"));
const connector = await openConnector({ sizeLimit: 100_000 }, { clock });
const { mailboxes } = connector;
after(connector.close);
beforeEach(mailboxes.reset);

test("a mail system delivers a message, which arrives as it left", async () => {
  const transporter = createTransport({
    host: "127.0.0.1",
    port: connector.port,
    name: "mss.ch-portbrume.example",
    requireTLS: true,
    tls: {
      ...connector.identities["ch-portbrume"],
      ca: connector.authorities,
      servername: "mss.caducee.example",
    },
  });
  const raw = "Subject: =?utf-8?q?R=C3=A9sultats?=\r\n\r\n.Bonjour\r\n..\r\nÀ bientôt\r\n";
  const sent = await transporter.sendMail({
    envelope: { from: "labo@biolittoral.mss.example", to: [`bal1@${domain}`, `inconnu@${domain}`] },
    raw,
  });
  assert.deepEqual(sent.accepted, [`bal1@${domain}`]);
  assert.match(sent.rejectedErrors?.[0]?.response ?? "", /^550 5\.1\.1 /);
  assert.match(sent.response, /^250 2\.0\.0 /);
  assert.equal(mailboxes.kept.length, 1);
  const [{ bytes, delivery }] = mailboxes.kept as [(typeof mailboxes.kept)[number]];
  assert.equal(bytes.toString(), raw);
  assert.deepEqual(delivery.recipients, [{ mailboxId: "bal1", address: `bal1@${domain}` }]);
  assert.equal(delivery.from, "labo@biolittoral.mss.example");
  assert.match(delivery.peer, /(^|,)CN=mss\.ch-portbrume\.example(,|$)/);
  transporter.close();
});

test("the trace says who, how, for whom and when", async () => {
  const peer = await connector.meet();
  await deliver(peer, "Subject: a\r\n\r\n");
  const trace = mailboxes.kept[0]!.delivery.trace(`bal1@${domain}`);
  assert.match(
    trace,
    /^Return-Path: <labo@biolittoral\.mss\.example>\r\nReceived: from pair\.example \(mss\.ch-portbrume\.example \[127\.0\.0\.1\]\)\r\n\tby mss\.caducee\.example with ESMTPS \(TLSv1\.3 TLS_AES_256_GCM_SHA384\)\r\n\tid \w+\.1 for <bal1@valdebrume\.mss\.example>;\r\n\tSun, 22 Nov 2026 09:02:07 \+0000\r\n$/,
  );
  peer.socket.destroy();
});

test("the banner and EHLO tell what is offered, and nothing else", async () => {
  const peer = await connectRaw(connector.port);
  assert.equal(peer.banner, "220 mss.caducee.example ESMTP");
  const before = await peer.say("EHLO pair.example");
  assert.deepEqual(
    before.split("\r\n").map((line) => line.slice(4)),
    ["mss.caducee.example", "PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES", "STARTTLS", "SIZE 100000"],
  );
  assert.match(await peer.say("MAIL FROM:<labo@biolittoral.mss.example>"), /^530 5\.7\.0 /);
  assert.match(await peer.say("AUTH PLAIN AGEAYg=="), /^500 5\.5\.2 /);
  await peer.startTls(connector.identities["ch-portbrume"]);
  assert.doesNotMatch(await peer.say("EHLO pair.example"), /STARTTLS|AUTH|CHUNKING|SMTPUTF8/);
  peer.socket.destroy();
});

test("senders: the empty one is a bounce's, the rest is checked", async () => {
  const peer = await connector.meet();
  const sender = async (line: string) => {
    const reply = await peer.say(`MAIL FROM:${line}`);
    await peer.say("RSET");
    return reply;
  };
  assert.match(await sender("<>"), /^250 2\.1\.0 /);
  assert.match(await sender("<labo@biolittoral.mss.example> BODY=8BITMIME SIZE=100000"), /^250 2\.1\.0 /);
  assert.match(await sender("<labo@biolittoral.mss.example> SIZE=100001"), /^552 5\.3\.4 /);
  assert.match(await sender("<labo@biolittoral.mss.example> SIZE=beaucoup"), /^501 5\.5\.4 /);
  assert.match(await sender("<labo@biolittoral.mss.example> SMTPUTF8"), /^555 5\.5\.4 /);
  assert.match(await sender("labo"), /^501 5\.1\.7 /);
  assert.match(await sender("<labo@biolittoral.mss.example\r>"), /^501 5\.1\.7 /);
  for (const hostile of [
    "<a\rX-Traced: y@b.example>",
    "<a\0@b.example>",
    "<a>b@c.example>",
    '<"a\\\r"@b.example>',
  ])
    assert.match(await sender(hostile), /^501 5\.1\.7 /, JSON.stringify(hostile));
  assert.match(await sender("<lab\u00f4@biolittoral.mss.example>"), /^553 5\.6\.7 /);
  peer.socket.destroy();
});

test("recipients: unknown, full, closed, malformed, named twice, postmaster alone", async () => {
  const peer = await connector.meet();
  await peer.say("MAIL FROM:<labo@biolittoral.mss.example>");
  assert.match(await peer.say(`RCPT TO:<personne@${domain}>`), /^550 5\.1\.1 /);
  assert.match(await peer.say(`RCPT TO:<pleine@${domain}>`), /^452 4\.2\.2 /);
  assert.match(await peer.say(`RCPT TO:<fermee@${domain}>`), /^550 5\.2\.1 /);
  assert.match(await peer.say("RCPT TO:<bal1>"), /^501 5\.1\.3 /);
  assert.match(await peer.say("RCPT TO:<postmaster>"), /^550 5\.1\.1 /);
  assert.equal(mailboxes.lookUps.at(-1), "postmaster@mss.caducee.example");
  for (const name of ["bal1", "BAL1", "bal1.alias"])
    assert.match(await peer.say(`RCPT TO:<${name.toLowerCase()}@${domain}>`), /^250 2\.1\.5 /);
  await peer.say("DATA");
  assert.match(await deliverRest(peer), /^250 2\.0\.0 /);
  assert.deepEqual(mailboxes.kept[0]!.delivery.recipients, [
    { mailboxId: "bal1", address: `bal1@${domain}` },
  ]);
  peer.socket.destroy();
});

test("a hundred recipients are taken, the others are to come apart", async () => {
  const peer = await connector.meet();
  peer.write("MAIL FROM:<labo@biolittoral.mss.example>\r\n");
  for (let number = 0; number < 1000; number++) peer.write(`RCPT TO:<bal${number}@${domain}>\r\n`);
  assert.match(await peer.read(), /^250 2\.1\.0 /);
  for (let number = 0; number < 1000; number++)
    assert.match(await peer.read(), number < 100 ? /^250 2\.1\.5 / : /^452 4\.5\.3 /);
  assert.equal(mailboxes.lookUps.length, 100);
  await peer.say("DATA");
  assert.match(await deliverRest(peer), /^250 2\.0\.0 /);
  assert.equal(mailboxes.kept[0]!.delivery.recipients.length, 100);
  peer.socket.destroy();
});

test("who tries unknown addresses one after the other is sent away", async () => {
  const peer = await connector.meet();
  await peer.say("MAIL FROM:<labo@biolittoral.mss.example>");
  for (let number = 0; number < 10; number++)
    assert.match(await peer.say(`RCPT TO:<a${number}@${domain}>`), /^550 5\.1\.1 /);
  assert.match(await peer.say(`RCPT TO:<b@${domain}>`), /^421 4\.7\.0 /);
  await peer.ended;
});

test("a transaction leaves nothing to the next one", async () => {
  const peer = await connector.meet();
  await peer.say("MAIL FROM:<labo@biolittoral.mss.example>");
  await peer.say(`RCPT TO:<bal1@${domain}>`);
  await peer.say("RSET");
  assert.match(await peer.say("DATA"), /^503 /);
  await deliver(peer, "Subject: a\r\n\r\n", `bal2@${domain}`);
  await deliver(peer, "Subject: b\r\n\r\n", `bal3@${domain}`);
  assert.deepEqual(
    mailboxes.kept.map(({ delivery }) => delivery.recipients.map(({ mailboxId }) => mailboxId)),
    [["bal2"], ["bal3"]],
  );
  peer.socket.destroy();
});

test("a store that fails, is full or answers too early never gets a 250", async () => {
  const peer = await connector.meet();
  mailboxes.onChunk = () => {
    throw new Error("ENOSPC: no space left on device");
  };
  assert.match(await deliver(peer, "Subject: a\r\n\r\n"), /^451 4\.3\.0 /);
  mailboxes.onChunk = () => {};
  mailboxes.answer = () => ({ outcome: "full" });
  assert.match(await deliver(peer, "Subject: a\r\n\r\n"), /^452 4\.2\.2 /);
  // Another of its recipients may be open: the next attempt is told of each.
  mailboxes.answer = () => ({ outcome: "closed" });
  assert.match(await deliver(peer, "Subject: a\r\n\r\n"), /^450 4\.2\.1 /);
  const { receive } = mailboxes;
  mailboxes.receive = async () => ({ outcome: "stored", messageIds: ["m1"], again: 0 });
  assert.match(await deliver(peer, "Subject: a\r\n\r\n"), /^451 4\.3\.0 /);
  mailboxes.receive = receive;
  await peer.say("MAIL FROM:<labo@biolittoral.mss.example>");
  assert.match(await peer.say(`RCPT TO:<panne@${domain}>`), /^451 4\.3\.0 /);
  await peer.say("RSET");
  mailboxes.reset();
  assert.match(await deliver(peer, "Subject: a\r\n\r\n"), /^250 2\.0\.0 /);
  assert.deepEqual(
    connector.lines.filter(({ level }) => level === "defect").map(({ event }) => event),
    ["smtp.store-failed", "smtp.step-failed"],
  );
  peer.socket.destroy();
});

test("the 250 waits for the store", async () => {
  const peer = await connector.meet();
  const { answer } = mailboxes;
  const reached = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  mailboxes.answer = async (delivery) => {
    reached.resolve();
    await held.promise;
    return answer(delivery);
  };
  await begin(peer);
  peer.write("Subject: a\r\n\r\n.\r\nNOOP\r\n");
  await reached.promise;
  let replied = false;
  const reply = peer.read().then((text) => {
    replied = true;
    return text;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(replied, false);
  held.resolve();
  assert.match(await reply, /^250 2\.0\.0 Stored/);
  assert.match(await peer.read(), /^250 2\.0\.0 OK/);
  peer.socket.destroy();
});

async function deliverRest(peer: { write(bytes: string): void; read(): Promise<string> }): Promise<string> {
  peer.write("Subject: a\r\n\r\n.\r\n");
  return peer.read();
}
