import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { connect, createServer, type TLSSocket } from "node:tls";
import { certificateNames, makePki, readAuthorities, readIdentity, type CertificateName } from "./pki.ts";

const folder = join(await mkdtemp(join(tmpdir(), "caducee-pki-")), "pki");
await makePki(folder);
after(() => rm(join(folder, ".."), { recursive: true }));

test("two operators of the sandbox authenticate each other", async () => {
  const { client, authorized } = await shakeHands("ch-portbrume");
  assert.equal(client, true);
  assert.equal(authorized, true);
});

test("an ended certificate and another root are not authorised", async () => {
  assert.equal((await shakeHands("expired")).authorized, "CERT_HAS_EXPIRED");
  assert.match(String((await shakeHands("intruder")).authorized), /UNABLE_TO_|SELF_SIGNED/);
});

test("an operator's certificate names its host and organisation and serves both ways", async () => {
  const { cert } = await readIdentity(folder, "operator");
  const certificate = new X509Certificate(cert);
  assert.deepEqual(certificate.subject.split("\n").toReversed(), [
    "C=FR",
    "O=CADUCEE BAC A SABLE",
    "OU=1140000000",
    "CN=mss.caducee.example",
  ]);
  assert.match(certificate.issuer, /CN=AC BAC A SABLE ORGANISATIONS/);
  assert.deepEqual(certificate.keyUsage, ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
  assert.equal(certificate.checkHost("mss.caducee.example"), "mss.caducee.example");
});

test("keys are readable by their owner only and are never made again", async () => {
  const before = await readIdentity(folder, "operator");
  await makePki(folder);
  assert.deepEqual(await readIdentity(folder, "operator"), before);
  for (const name of certificateNames) {
    assert.equal((await stat(join(folder, `${name}.key`))).mode & 0o777, 0o600);
    assert.match(await readFile(join(folder, `${name}.key`), "utf8"), /^-----BEGIN PRIVATE KEY-----/);
  }
});

/** The operator as server, `name` as client: whether the client trusts the server, and what the server thinks. */
async function shakeHands(name: CertificateName): Promise<{ client: boolean; authorized: true | string }> {
  const ca = await readAuthorities(folder);
  const server = createServer({
    ...(await readIdentity(folder, "operator")),
    ca,
    requestCert: true,
    rejectUnauthorized: false,
  });
  const secured = new Promise<true | string>((resolve) => {
    server.on("secureConnection", (socket: TLSSocket) => {
      resolve(socket.authorized || String(socket.authorizationError));
      socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const socket = connect({
    ...(await readIdentity(folder, name)),
    port: address.port,
    host: "127.0.0.1",
    ca,
    servername: "mss.caducee.example",
  });
  const client = await new Promise<boolean>((resolve, reject) => {
    socket.once("secureConnect", () => resolve(socket.authorized));
    socket.once("error", reject);
  });
  const authorized = await secured;
  socket.destroy();
  server.close();
  return { client, authorized };
}
