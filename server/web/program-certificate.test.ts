import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type CertificateName, makePki, readAuthorities, readIdentity } from "../../sandbox/pki.ts";
import { Hono } from "hono";
import { readRange } from "../foundations/networks.ts";
import { isCertified } from "./program-certificate.ts";
import { readCertificate } from "./visitor.ts";

const day = 86_400_000;
let folder: string;
let authorities: X509Certificate[];
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "caducee-certificates-"));
  await makePki(join(folder, "pki"));
  authorities = split(await readAuthorities(join(folder, "pki")));
});
after(() => rm(folder, { recursive: true }));

function split(pem: string): X509Certificate[] {
  return (pem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? []).map(
    (one) => new X509Certificate(one),
  );
}

const headerOf = ({ raw }: X509Certificate) => `:${raw.toString("base64")}:`;

async function shown(name: CertificateName): Promise<X509Certificate> {
  return split((await readIdentity(join(folder, "pki"), name)).cert)[0] ?? assert.fail();
}

test("a living certificate for clients, of an authority that is named, and no other", async () => {
  const own = await shown("biolittoral");
  const now = Date.now();
  assert.equal(isCertified(headerOf(own), authorities, now), true);
  assert.equal(isCertified(headerOf(own), [], now), false, "of none that is named");
  assert.equal(isCertified(null, authorities, now), false);
  assert.equal(isCertified(headerOf(await shown("expired")), authorities, now), false);
  assert.equal(isCertified(headerOf(await shown("intruder")), authorities, now), false);
  const { validFromDate, validToDate } = own;
  assert.equal(isCertified(headerOf(own), authorities, validFromDate.getTime() - day), false, "not yet");
  assert.equal(isCertified(headerOf(own), authorities, validToDate.getTime()), false, "no more");
  for (const authority of authorities)
    assert.equal(isCertified(headerOf(authority), authorities, now), false, "an authority is no program");
  assert.equal(isCertified(headerOf(own), [own], now), false, "a certificate is no authority");
});

test("one octet changed, and it is signed by nobody", async () => {
  const { raw } = await shown("biolittoral");
  for (let place = 0; place < raw.length; place += 7) {
    const changed = Buffer.from(raw);
    changed[place] = (changed[place] ?? 0) ^ 1;
    assert.equal(isCertified(`:${changed.toString("base64")}:`, authorities, Date.now()), false, `${place}`);
  }
});

test("only a proxy of ours is believed about certificates", async () => {
  const trusted = [readRange("10.9.0.0/24") ?? assert.fail()];
  const app = new Hono().get("/", (c) => c.json(readCertificate(c, trusted)));
  const seen = async (remoteAddress: string | undefined) => {
    const env = { incoming: { socket: { remoteAddress } } };
    return (
      await app.request("/", { headers: { "Client-Cert": ":AA:", "X-Forwarded-For": "10.9.0.2" } }, env)
    ).json();
  };
  assert.equal(await seen("10.9.0.1"), ":AA:");
  assert.equal(await seen("::ffff:10.9.0.1"), ":AA:");
  for (const other of ["10.9.1.1", "203.0.113.5", undefined]) assert.equal(await seen(other), null, other);
});
