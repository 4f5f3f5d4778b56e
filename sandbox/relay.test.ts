import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createTransport } from "nodemailer";
import { readOrdinaryMail } from "./ordinary-mail.ts";
import { makePki, readAuthorities, readIdentity } from "./pki.ts";
import { startRelay } from "./relay.ts";

const folder = await mkdtemp(join(tmpdir(), "caducee-relay-"));
const pki = join(folder, "pki");
await makePki(pki);
const relay = await startRelay({ port: 0, identity: await readIdentity(pki, "relay") });
after(async () => {
  await relay.close();
  await rm(folder, { recursive: true });
});

test("a code sent through the relay over TLS is read as its receiver reads it", async () => {
  const text =
    "Pour vous connecter, veuillez saisir le code suivant :\n\n175373\n\nCordialement,\nLe serveur Caducée";
  const transport = createTransport({
    host: "127.0.0.1",
    port: relay.port,
    requireTLS: true,
    tls: { ca: await readAuthorities(pki), servername: "relay.courriel.example" },
  });
  await transport.sendMail({
    from: "ne-pas-repondre@caducee.example",
    to: ["n.faure@valdebrume.example", "m.kermadec@valdebrume.example"],
    subject: "Connexion à votre compte MSSanté, l’été comme l’hiver",
    text,
  });
  transport.close();
  assert.deepEqual(
    relay.messages.map(({ at: _at, ...post }) => post),
    ["n.faure@valdebrume.example", "m.kermadec@valdebrume.example"].map((to) => ({
      to,
      channel: "email",
      subject: "Connexion à votre compte MSSanté, l’été comme l’hiver",
      text: `${text}\n`,
    })),
  );
});

test("transfer encodings, charsets and multiparts are undone", () => {
  const base64 = Buffer.from("déjà reçu", "utf8").toString("base64");
  const cases: [raw: string, text: string][] = [
    [
      "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nd=E9j=E0 re=\r\n=E7u",
      "déjà reçu",
    ],
    [
      `Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`,
      "déjà reçu",
    ],
    ["Subject: rien\r\n\r\nbonjour", "bonjour"],
    [
      'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>non</p>\r\n--b\r\n\r\noui\r\n--b--\r\n',
      "oui",
    ],
  ];
  for (const [raw, text] of cases) assert.equal(readOrdinaryMail(Buffer.from(raw, "latin1")).text, text);
});
