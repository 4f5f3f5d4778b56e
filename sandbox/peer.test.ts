import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { after, test } from "node:test";
import { TLSSocket } from "node:tls";
import { callbackify } from "node:util";
import { SMTPServer } from "smtp-server";
import { composeTrial, sendAsPeer, type Reply } from "./peer.ts";
import { makePki, readAuthorities, readIdentity, type CertificateName } from "./pki.ts";
import { knowsMailbox } from "./probe.ts";

const folder = await mkdtemp(join(tmpdir(), "caducee-peer-"));
const pki = join(folder, "pki");
await makePki(pki);
const authorities = await readAuthorities(pki);
const known = "accueil.ime@valdebrume.mss.example";
const received: { from: string; text: string }[] = [];

/** The program as a peer sees it: certificates checked at MAIL FROM, one mailbox known. */
const program = new SMTPServer({
  ...(await readIdentity(pki, "operator")),
  ca: authorities,
  requestCert: true,
  rejectUnauthorized: false,
  authOptional: true,
  disableReverseLookup: true,
  closeTimeout: 100,
  onSecure(socket, session, callback) {
    session.user = socket instanceof TLSSocket && socket.authorized;
    callback();
  },
  onMailFrom: (_address, session, callback) =>
    callback(session.user ? null : refuse(550, "5.7.1 certificat inconnu")),
  onRcptTo: ({ address }, _session, callback) =>
    callback(address === known ? null : refuse(550, "5.1.1 boîte inconnue")),
  onData(stream, { envelope }, callback) {
    const keep = callbackify(async () => {
      const bytes = await buffer(stream);
      received.push({
        from: envelope.mailFrom ? envelope.mailFrom.address : "",
        text: bytes.toString("utf8"),
      });
      return "2.0.0 gardé";
    });
    keep(callback);
  },
});
program.on("error", () => {});
const port = await new Promise<number>((resolve) => {
  const server = program.listen(0, "127.0.0.1", () => {
    const address = server.address();
    resolve(address !== null && typeof address === "object" ? address.port : 0);
  });
});
after(async () => {
  await new Promise<void>((resolve) => program.close(resolve));
  await rm(folder, { recursive: true });
});

test("a peer's message is delivered and the server's own reply comes back", async () => {
  const { code, reply } = await send("ch-portbrume", known);
  assert.equal(code, 250);
  assert.match(reply, /^250 .*2\.0\.0 gardé/);
  assert.equal(received[0]?.from, "h.castaing@ch-portbrume.mss.example");
  assert.match(received[0]?.text ?? "", /^Subject: =\?UTF-8\?Q\?Bilan_de_L=C3=A9a/m);
});

test("an unknown mailbox, an intruder and a closed port are answers", async () => {
  assert.equal((await send("ch-portbrume", "personne@valdebrume.mss.example")).code, 550);
  const intruder = await send("intruder", known);
  assert.equal(intruder.code, 550);
  assert.match(intruder.reply, /certificat inconnu/);
  const nobody = await send("ch-portbrume", known, 1);
  assert.equal(nobody.code, 0);
  assert.match(nobody.reply, /^Aucune réponse du serveur/);
});

test("a server that is not the program is refused by the peer", async () => {
  const identity = await readIdentity(pki, "ch-portbrume");
  const other = await readIdentity(pki, "intruder");
  const raw = Buffer.from("Subject: x\r\n\r\nx\r\n");
  const delivery = { port, identity, from: "a@b.example", to: known, raw };
  assert.equal((await sendAsPeer({ ...delivery, authorities: other.cert })).code, 0);
});

test("a mailbox can be asked for without a message", async () => {
  const identity = await readIdentity(pki, "ch-portbrume");
  const before = received.length;
  assert.equal(await knowsMailbox({ port, identity, authorities, address: known }), true);
  assert.equal(
    await knowsMailbox({ port, identity, authorities, address: "x@valdebrume.mss.example" }),
    false,
  );
  assert.equal(received.length, before);
  await assert.rejects(knowsMailbox({ port: 1, identity, authorities, address: known }));
});

async function send(name: CertificateName, to: string, at = port): Promise<Reply> {
  const trial = {
    from: "h.castaing@ch-portbrume.mss.example",
    to,
    subject: "Bilan de Léa M.",
    text: "Bonjour, à bientôt.",
  };
  return sendAsPeer({
    ...trial,
    port: at,
    identity: await readIdentity(pki, name),
    authorities,
    raw: await composeTrial(trial),
  });
}

function refuse(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
