import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { after, beforeEach, test } from "node:test";
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from "node:tls";
import { createStillClock } from "../../server/foundations/clock.ts";
import { systemClock } from "../../server/foundations/clock.ts";
import { begin, deliver, openConnector } from "./connector.ts";
import { domain } from "./fake-mailboxes.ts";
import { connectRaw } from "./raw-peer.ts";

const connector = await openConnector();
const { identities, mailboxes } = connector;
after(connector.close);
beforeEach(mailboxes.reset);

const sender = "MAIL FROM:<labo@biolittoral.mss.example>";
const message = "Subject: a\r\n\r\n";
const day = 86_400_000;

for (const [who, words] of [
  [null, "no client certificate"],
  ["intruder", "not of the trust space"],
  ["expired", "expired"],
] as const)
  test(`a peer whose certificate is ${who ?? "missing"} learns why at MAIL FROM`, async () => {
    const peer = await connector.meet(who);
    const reply = await peer.say(sender);
    assert.match(reply, /^550 5\.7\.1 /);
    assert.ok(reply.includes(words), reply);
    assert.match(await peer.say(`RCPT TO:<bal1@${domain}>`), /^503 /);
    assert.match(await peer.say("DATA"), /^503 /);
    assert.deepEqual([mailboxes.lookUps, mailboxes.begun], [[], 0]);
    peer.socket.destroy();
  });

test("a certificate that ends while its connection is kept is no longer worth anything", async () => {
  const clock = createStillClock(systemClock.now());
  const kept = await openConnector({}, { clock });
  const peer = await kept.meet();
  assert.match(await deliver(peer, message), /^250 2\.0\.0 /);
  clock.advance(4 * 365 * day);
  assert.match(await peer.say(sender), /^550 5\.7\.1 .*expired/);
  peer.socket.destroy();
  await kept.close();
});

test("what was said before TLS is forgotten, what was sent behind STARTTLS never read", async () => {
  for (const padding of ["", "NOOP\r\n".repeat(500)]) {
    const peer = await connectRaw(connector.port);
    await peer.say("EHLO clair.example");
    const injected = `${padding}EHLO pirate.example\r\n${sender}\r\nRCPT TO:<bal9@${domain}>\r\nRSET\r\n`;
    // CVE-2011-0411: were these lines run inside TLS, their replies would come before that of our own EHLO.
    await peer.startTls(identities["ch-portbrume"], injected);
    assert.match(await peer.say("VRFY suite"), /^252 /);
    assert.match(await peer.say(`RCPT TO:<bal1@${domain}>`), /^503 /);
    assert.match(await deliver(peer, message), /^250 2\.0\.0 /);
    assert.match(mailboxes.kept.at(-1)!.delivery.trace("x"), /from pair\.example /);
    assert.match(await peer.say("STARTTLS"), /^503 /);
    peer.socket.destroy();
  }
  assert.ok(!mailboxes.lookUps.includes(`bal9@${domain}`));
});

test("old protocols and ciphers are refused by us, the ANSSI's are spoken", async () => {
  const weak = { ciphers: "ALL:@SECLEVEL=0" };
  await assert.rejects(
    shake({ ...weak, minVersion: "TLSv1", maxVersion: "TLSv1" }),
    /alert protocol version/,
  );
  await assert.rejects(
    shake({ ...weak, minVersion: "TLSv1.1", maxVersion: "TLSv1.1" }),
    /alert protocol version/,
  );
  for (const ciphers of ["ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA", "AES128-GCM-SHA256"])
    await assert.rejects(shake({ ciphers, maxVersion: "TLSv1.2" }), /alert handshake failure/);
  const modern = await shake({});
  assert.deepEqual([modern.getProtocol(), modern.getCipher().name], ["TLSv1.3", "TLS_AES_256_GCM_SHA384"]);
  const older = await shake({ maxVersion: "TLSv1.2" });
  assert.equal(older.getCipher().name, "ECDHE-ECDSA-AES256-GCM-SHA384");
  modern.destroy();
  older.destroy();
});

test("a session of TLS is never resumed, its peer is judged anew", async () => {
  for (const maxVersion of ["TLSv1.2", "TLSv1.3"] as const) {
    const first = await shake({ ...identities["ch-portbrume"], maxVersion });
    const session = first.getSession();
    assert.ok(session);
    first.destroy();
    const second = await shake({ maxVersion, session });
    assert.equal(second.isSessionReused(), false);
    second.destroy();
  }
});

test("new certificates serve at once, and kept peers are judged anew", async () => {
  const renewed = await openConnector();
  const peer = await renewed.meet();
  const { cert: chain, key } = identities.relay;
  assert.throws(() =>
    renewed.reload({ chain, key: identities.operator.key, authorities: connector.authorities }),
  );
  assert.match(await deliver(peer, message), /^250 2\.0\.0 /, "a refused reload changes nothing");
  (await renewed.meet()).socket.destroy();
  renewed.reload({ chain, key, authorities: connector.authorities });
  assert.match(await peer.say(sender), /^421 4\.3\.2 /);
  await peer.ended;
  const again = await renewed.meet();
  // Only a socket of TLS knows its peer's certificate.
  assert.equal((again.socket as TLSSocket).getPeerCertificate().subject.CN, "relay.courriel.example");
  assert.match(await deliver(again, message), /^250 2\.0\.0 /);
  again.socket.destroy();
  await renewed.close();
});

test("no address takes all the connections, and nobody waits for ever before TLS", async () => {
  const narrow = await openConnector({ perPeer: { connections: 2, unknownRecipients: 10 } });
  const one = await connectRaw(narrow.port);
  const two = await connectRaw(narrow.port);
  const three = await connectRaw(narrow.port);
  assert.match(three.banner, /^421 4\.7\.0 /);
  await three.ended;
  assert.match(await one.say("QUIT"), /^221 /);
  await one.ended;
  const four = await connectRaw(narrow.port);
  assert.match(four.banner, /^220 /);
  for (const peer of [two, four]) peer.socket.destroy();
  await narrow.close();

  const patience = {
    untrusted: 250,
    betweenCommands: 9000,
    insideMessage: 9000,
    wholeMessage: 9000,
    closing: 500,
  };
  const hasty = await openConnector({ patience });
  const trusted = await hasty.meet();
  const idle = await connectRaw(hasty.port);
  const foreign = await hasty.meet("intruder");
  assert.match(await idle.read(), /^421 4\.4\.2 /);
  assert.match(await foreign.read(), /^421 4\.4\.2 /);
  assert.match(await deliver(trusted, message), /^250 2\.0\.0 /);
  await hasty.close();
  await trusted.ended;
});

test("a stop lets a message end, and sends the others away", async () => {
  const stopping = await openConnector();
  const idle = await stopping.meet();
  const busy = await stopping.meet();
  const halfway = await connectRaw(stopping.port);
  await halfway.say("EHLO pair.example");
  await halfway.say("STARTTLS");
  await begin(busy);
  busy.write(message);
  const closed = stopping.close();
  assert.match(await idle.read(), /^421 4\.3\.2 /);
  await assert.rejects(once(connect(stopping.port, "127.0.0.1"), "connect"), /ECONNREFUSED/);
  busy.write("fin\r\n.\r\n");
  assert.match(await busy.read(), /^250 2\.0\.0 /);
  assert.match(await busy.read(), /^421 4\.3\.2 /);
  halfway.socket.destroy();
  await closed;
  assert.equal(stopping.mailboxes.kept.length, 1);
});

test("a stop does not wait for a message that never ends, but for what the store is at", async () => {
  const patience = {
    untrusted: 9000,
    betweenCommands: 9000,
    insideMessage: 9000,
    wholeMessage: 9000,
    closing: 200,
  };
  const stopping = await openConnector({ patience });
  const endless = await stopping.meet();
  await begin(endless);
  endless.write(message);
  const gone = await stopping.meet();
  const reached = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const { answer } = stopping.mailboxes;
  let stored = false;
  stopping.mailboxes.answer = async (delivery) => {
    reached.resolve();
    await held.promise;
    stored = true;
    return answer(delivery);
  };
  await begin(gone);
  gone.write(`${message}.\r\n`);
  await reached.promise;
  gone.socket.destroy();
  const closed = stopping.close();
  await endless.ended;
  held.resolve();
  await closed;
  assert.ok(stored);
  assert.equal(stopping.mailboxes.kept.length, 1);
});

test("a port taken is told to who opens", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  assert.ok(address !== null && typeof address === "object");
  await assert.rejects(openConnector({ listen: { host: "127.0.0.1", port: address.port } }), /EADDRINUSE/);
  taken.close();
});

/** STARTTLS and a handshake with these options, nothing verified. */
async function shake(options: ConnectionOptions): Promise<TLSSocket> {
  const peer = await connectRaw(connector.port);
  await peer.say("EHLO pair.example");
  await peer.say("STARTTLS");
  peer.plain.removeAllListeners("data");
  const secure = connectTls({ rejectUnauthorized: false, ...options, socket: peer.plain });
  await once(secure, "secureConnect");
  // Under TLS 1.3 the session comes after the handshake, with the first data.
  secure.write("EHLO pair.example\r\n");
  await once(secure, "data");
  return secure;
}
