import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openTestHouse } from "../test-house.ts";
import type { PscSettings } from "./settings.ts";
import { startTestProvider, testSubject } from "./test-provider.ts";

await import("reflect-metadata");
const x509 = await import("@peculiar/x509");

const [own, client, stranger] = [await makeIdentity(), await makeIdentity(), await makeIdentity()];
const provider = await startTestProvider({
  ...own,
  ca: [client.cert],
  requestCert: true,
  rejectUnauthorized: false,
});
const house = await openTestHouse();
after(async () => {
  await provider.close();
  await house.close();
});

/** A whole sign-in; the code of its refusal, or « let in ». */
async function enter(changed: Partial<PscSettings>): Promise<string> {
  const door = house.openDoor({ pscIssuer: provider.issuer, psc: provider.settings(changed) });
  await door.setPscSubject(house.person, testSubject, "command");
  const begun = await door.beginPsc("browser", null, { again: false });
  const answered =
    "refusal" in begun ? begun : await door.answerPsc(provider.identify(begun.location), "browser", null);
  door.close();
  return "refusal" in answered ? answered.refusal.code : "let in";
}

const proofOf = ({ cert, key }: typeof own) => ({ certificate: cert, key });

test("the program proves itself by its certificate, without a secret (RFC 8705 §2.1)", async () => {
  assert.equal(await enter({ proof: proofOf(client), authorities: own.cert }), "let in");
});

test("another certificate is not it", async () => {
  assert.equal(await enter({ proof: proofOf(stranger), authorities: own.cert }), "psc-refused");
});

test("a provider that does not chain to the given authorities, or to the system’s, is told nothing", async () => {
  const before = provider.asked.length;
  assert.equal(await enter({ proof: proofOf(client), authorities: stranger.cert }), "psc-unavailable");
  assert.equal(await enter({ proof: proofOf(client), authorities: null }), "psc-unavailable");
  assert.equal(provider.asked.length, before);
});

/** A key, and a certificate of its own making for this machine. */
async function makeIdentity(): Promise<{ key: string; cert: string }> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "01",
    name: "CN=localhost",
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 86_400_000),
    keys,
    signingAlgorithm: algorithm,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: "localhost" }])],
  });
  const key = Buffer.from(await crypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
    cert: certificate.toString("pem"),
  };
}
