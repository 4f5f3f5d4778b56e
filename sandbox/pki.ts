import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type * as X509 from "@peculiar/x509";
import { now } from "./clock.ts";

/**
 * A small public key infrastructure in the likeness of the IGC-Santé « Élémentaire Organisations »: a root, an
 * authority for organisations, and one certificate per operator, good both as a server and as a client (peers
 * authenticate each other over STARTTLS). Everything is fictional; nothing outside the sandbox trusts it.
 */

/** The certificates made, each `NAME.key` (PKCS 8, mode 0600) and `NAME.crt` (chain included) in the folder. */
export const certificateNames = [
  "operator",
  "relay",
  "ch-portbrume",
  "biolittoral",
  "expired",
  "intruder",
] as const;
export type CertificateName = (typeof certificateNames)[number];

/** A key and its certificate chain, PEM, as `node:tls` takes them. */
export interface Identity {
  key: string;
  cert: string;
}

interface Issuer {
  certificate: X509.X509Certificate;
  keys: CryptoKeyPair;
}

interface Subject {
  file: CertificateName;
  host: string;
  organisation: string;
  unit: string;
}

const day = 86_400_000;
const signing = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

const operators: Subject[] = [
  { file: "operator", host: "mss.caducee.example", organisation: "CADUCEE BAC A SABLE", unit: "1140000000" },
  { file: "relay", host: "relay.courriel.example", organisation: "COURRIEL BAC A SABLE", unit: "1140000018" },
  {
    file: "ch-portbrume",
    host: "mss.ch-portbrume.example",
    organisation: "CH DE PORT-BRUME",
    unit: "1140000026",
  },
  { file: "biolittoral", host: "mss.biolittoral.example", organisation: "BIOLITTORAL", unit: "1140000034" },
];

/**
 * Makes the whole infrastructure in `folder`, once: a folder that exists is left as it is. It is written aside
 * then renamed, so that a cut never leaves half of one. Files: `authorities.crt` (what a peer's certificate must
 * chain to: authority and root), then a key and a chain per name of `certificateNames`. `expired` is chained
 * to the same root but ended; `intruder` bears a peer's name under another root.
 */
export async function makePki(folder: string): Promise<void> {
  if (await exists(join(folder, "authorities.crt"))) return;
  const draft = `${folder}.${process.pid}.tmp`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const x509 = await loadX509();

  const root = await makeAuthority(x509, "AC RACINE BAC A SABLE");
  const organisations = await makeAuthority(x509, "AC BAC A SABLE ORGANISATIONS", root);
  await writeFile(join(draft, "authorities.crt"), pemOf(organisations.certificate, root.certificate));
  for (const subject of operators) await makeIdentity(x509, draft, subject, organisations);
  const peer = operators[2]!;
  await makeIdentity(x509, draft, { ...peer, file: "expired" }, organisations, now() - 2 * day);
  const otherRoot = await makeAuthority(x509, "AC RACINE INCONNUE");
  await makeIdentity(x509, draft, { ...peer, file: "intruder" }, otherRoot);

  await rename(draft, folder);
}

/** Reads one key and its chain. Throws when the infrastructure was not made. */
export async function readIdentity(folder: string, name: CertificateName): Promise<Identity> {
  const [key, cert] = await Promise.all([
    readFile(join(folder, `${name}.key`), "utf8"),
    readFile(join(folder, `${name}.crt`), "utf8"),
  ]);
  return { key, cert };
}

/** Reads the authorities (PEM) that a peer's certificate must chain to. */
export async function readAuthorities(folder: string): Promise<string> {
  return readFile(join(folder, "authorities.crt"), "utf8");
}

// Loaded only when certificates have to be made: some 15 MB that a sandbox at rest does without.
async function loadX509(): Promise<typeof X509> {
  await import("reflect-metadata");
  return import("@peculiar/x509");
}

async function makeAuthority(x509: typeof X509, name: string, issuer?: Issuer): Promise<Issuer> {
  const keys = await crypto.subtle.generateKey(signing, true, ["sign", "verify"]);
  const subject = `CN=${name}, OU=0002 140000000, O=BAC A SABLE, C=FR`;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: makeSerialNumber(),
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    notBefore: new Date(now() - 30 * day),
    notAfter: new Date(now() + 10 * 365 * day),
    publicKey: keys.publicKey,
    signingKey: (issuer ?? { keys }).keys.privateKey,
    signingAlgorithm: signing,
    extensions: [
      new x509.BasicConstraintsExtension(true, issuer ? 0 : 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, keys };
}

async function makeIdentity(
  x509: typeof X509,
  folder: string,
  { file, host, organisation, unit }: Subject,
  issuer: Issuer,
  until = now() + 3 * 365 * day,
): Promise<void> {
  const keys = await crypto.subtle.generateKey(signing, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: makeSerialNumber(),
    subject: `CN=${host}, OU=${unit}, O=${organisation}, C=FR`,
    issuer: issuer.certificate.subject,
    notBefore: new Date(now() - 30 * day),
    notAfter: new Date(until),
    publicKey: keys.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: signing,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([
        x509.ExtendedKeyUsage.serverAuth,
        x509.ExtendedKeyUsage.clientAuth,
      ]),
      new x509.SubjectAlternativeNameExtension([{ type: "dns", value: host }]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
    ],
  });
  const key = Buffer.from(await crypto.subtle.exportKey("pkcs8", keys.privateKey));
  await writeFile(join(folder, `${file}.key`), pemBlock("PRIVATE KEY", key), { mode: 0o600 });
  await writeFile(join(folder, `${file}.crt`), pemOf(certificate, issuer.certificate));
}

// Positive and never zero (RFC 5280 §4.1.2.2): the first byte stays between 0x40 and 0x7f.
function makeSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return bytes.toString("hex");
}

function pemOf(...certificates: X509.X509Certificate[]): string {
  return certificates.map((certificate) => `${certificate.toString("pem")}\n`).join("");
}

function pemBlock(label: string, bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  );
}
