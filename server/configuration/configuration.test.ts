import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { makePki } from "../../sandbox/pki.ts";
import { findNetwork, isWithin } from "../foundations/networks.ts";
import { ConfigurationFaults, readConfiguration } from "./configuration.ts";
import { readSecrets } from "./secrets.ts";

const folder = mkdtempSync(join(tmpdir(), "caducee-configuration-"));
after(() => rmSync(folder, { recursive: true }));

const whole = `
[operator]
support_phone = "02 61 91 12 40"
support_email = "support@caducee.example"
domains = ["a.mss.example"]
[web]
public_url = "http://localhost:8025"
[smtp]
hostname = "mss.caducee.example"
certificate = "c.crt"
key = "c.key"
authorities = "ca.crt"
[relay]
host = "127.0.0.1"
authorities = "ca.crt"
server_name = "relay.example"
from = "ne-pas-repondre@caducee.example"
[sealing]
key_file = "k"
`;

function read(content: string, environment: Record<string, string> = {}) {
  mkdirSync(join(folder, "sandbox-data"), { recursive: true });
  writeFileSync(join(folder, "sandbox-data", "caducee.toml"), content);
  return readConfiguration(environment, folder);
}

function faultsOf(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigurationFaults) return error.sentences;
    throw error;
  }
  return [];
}

test("the file is read, and the environment overrides it", () => {
  assert.equal(read(whole).mode, "sandbox");
  assert.equal(read(whole).values["web.port"], 8025);
  const { values } = read(whole, { CADUCEE_WEB_PORT: "9000", CADUCEE_PUBLIC_URL: "http://localhost:9000" });
  assert.deepEqual([values["web.port"], values["web.public_url"]], [9000, "http://localhost:9000"]);
});

test("networks are read from tables or from JSON, proxies from a list or a text", () => {
  const tables = `${whole}
[[networks]]
name = "Foyer Les Tilleuls"
ranges = ["10.1.0.0/16", "2001:db8::/32"]
shared = true
[[networks]]
name = "Siège"
ranges = ["10.2.0.0/16"]
`;
  const { values } = read(tables, { CADUCEE_WEB_TRUSTED_PROXIES: "127.0.0.1, ::1" });
  const at = (address: string) => findNetwork(values.networks, address);
  assert.deepEqual(
    [at("10.1.9.9")?.name, at("10.1.9.9")?.shared, at("10.2.0.1")?.shared],
    ["Foyer Les Tilleuls", true, false],
  );
  assert.ok(isWithin("127.0.0.1", values["web.trusted_proxies"]));
  const json = JSON.stringify([{ name: "Siège", ranges: ["10.2.0.0/16"] }]);
  assert.equal(read(whole, { CADUCEE_NETWORKS: json }).values.networks[0]?.name, "Siège");
  assert.deepEqual(read(whole).values.networks, []);
});

test("a network that is not one is one sentence", () => {
  const table = (line: string) => faultsOf(() => read(`${whole}\n[[networks]]\n${line}`))[0] ?? "";
  assert.match(table('name = "Siège"'), /^networks vaut « .*Siège.* » : indiquez, pour chaque réseau, name/);
  assert.match(table('name = "Siège"\nranges = ["10.2.0.0/33"]'), /« Siège » : indiquez des plages/);
  assert.match(table('name = "Siège"\nranges = ["10.2.0.0/16"]\npartage = true'), /indiquez, pour chaque/);
  const proxies = faultsOf(() => read(whole, { CADUCEE_WEB_TRUSTED_PROXIES: "mandataire.local" }));
  assert.match(
    proxies[0] ?? "",
    /^CADUCEE_WEB_TRUSTED_PROXIES vaut « mandataire.local » : indiquez des plages/,
  );
});

test("each wrong value is one sentence that names it and says what to do", () => {
  assert.deepEqual(
    faultsOf(() => read(whole, { CADUCEE_WEB_PORT: "abc" })),
    ["CADUCEE_WEB_PORT vaut « abc » : indiquez un port, de 1 à 65535."],
  );
  assert.deepEqual(
    faultsOf(() => read(`${whole}[web2]\nx = 1\n`)),
    ["web2.x n’est pas un réglage connu : corrigez son nom ou retirez-le."],
  );
  assert.deepEqual(
    faultsOf(() => read(whole.replace(/hostname.*\n/, ""))),
    ["smtp.hostname manque : ajoutez ce réglage à la configuration."],
  );
  assert.equal(faultsOf(() => read("[operator"))[0]?.includes("n’est pas du TOML valable"), true);
  assert.equal(
    faultsOf(() => read(whole, { CADUCEE_MODE: "essai" }))[0]?.startsWith("CADUCEE_MODE vaut « essai »"),
    true,
  );
});

test("plain HTTP stays on this machine, sessions are only shortened, argon2 is never weakened", () => {
  for (const [name, value] of [
    ["CADUCEE_WEB_HOST", "0.0.0.0"],
    ["CADUCEE_PUBLIC_URL", "http://messagerie.example"],
    ["CADUCEE_SESSION_ABSOLUTE_MINUTES", "480"],
    ["CADUCEE_SESSION_IDLE_MINUTES", "31"],
    ["CADUCEE_PASSWORDS_MEMORY_KIB", "1024"],
  ] as const)
    assert.equal(faultsOf(() => read(whole, { [name]: value })).length, 1, name);
});

test("a caducee.toml of one's own is production, and production wants its key outside the data folder", () => {
  writeFileSync(join(folder, "caducee.toml"), whole.replace('"k"', '"data/k"'));
  mkdirSync(join(folder, "data"), { recursive: true });
  writeFileSync(join(folder, "data", "k"), Buffer.alloc(32).toString("base64"));
  const configuration = readConfiguration({}, folder);
  assert.equal(configuration.mode, "production");
  assert.equal(faultsOf(() => readSecrets(configuration, {})).length, 4, "the certificates are missing");
  for (const file of ["c.crt", "c.key", "ca.crt"]) writeFileSync(join(folder, file), "");
  assert.deepEqual(
    faultsOf(() => readSecrets(configuration, {})),
    ["sealing.key_file : la clé doit se trouver hors du dossier de données. Déplacez-la."],
  );
  writeFileSync(join(folder, "data", "k"), "court");
  assert.equal(faultsOf(() => readSecrets(configuration, {}))[0]?.startsWith("sealing.key_file :"), true);
});

test("the authorities of programs are certificates that sign others", async () => {
  await makePki(join(folder, "pki"));
  for (const file of ["c.crt", "c.key", "ca.crt", "empty.crt"])
    writeFileSync(join(folder, "sandbox-data", file), "");
  writeFileSync(join(folder, "sandbox-data", "k"), `1:${Buffer.alloc(32).toString("base64")}`);
  const from = (file: string) => {
    const content = `${whole}[app_passwords]\nauthorities = "${file}"\n`;
    return readSecrets(read(content, { CADUCEE_MODE: "sandbox" }), {}).programAuthorities;
  };
  assert.equal(from("../pki/authorities.crt").length, 2);
  for (const wrong of ["empty.crt", "../pki/operator.crt", "missing.crt"])
    assert.match(
      faultsOf(() => from(wrong)).join(),
      /^app_passwords\.authorities : (indiquez un fichier PEM|le fichier)/,
      wrong,
    );
});

test("the address of PostgreSQL is a secret: given by the environment or a file, checked, never repeated", () => {
  mkdirSync(join(folder, "sandbox-data"), { recursive: true });
  for (const file of ["c.crt", "c.key", "ca.crt"]) writeFileSync(join(folder, "sandbox-data", file), "");
  writeFileSync(join(folder, "sandbox-data", "k"), `1:${Buffer.alloc(32).toString("base64")}`);
  writeFileSync(join(folder, "sandbox-data", "url"), "postgres://c:secret@localhost/caducee\n");
  const urlOf = (environment: Record<string, string>, content = whole) =>
    readSecrets(read(content, { ...environment, CADUCEE_MODE: "sandbox" }), environment).databaseUrl;
  assert.equal(urlOf({}), null);
  const socket = "postgres://caducee@%2Frun%2Fpostgresql/caducee";
  assert.equal(urlOf({ CADUCEE_DATABASE_URL: socket }), socket);
  assert.equal(urlOf({}, `${whole}[database]\nurl_file = "url"\n`), "postgres://c:secret@localhost/caducee");
  const safe = "postgresql://c:secret@base.example/caducee?sslmode=verify-full";
  assert.equal(urlOf({ CADUCEE_DATABASE_URL: safe }), safe);
  for (const wrong of [
    "secret",
    "mysql://c:secret@127.0.0.1/caducee",
    "postgres://c:secret@127.0.0.1",
    "postgres://c:secret@base.example/caducee",
    "postgres://c:secret@base.example/caducee?sslmode=require",
  ]) {
    const [sentence = ""] = faultsOf(() => urlOf({ CADUCEE_DATABASE_URL: wrong }));
    assert.ok(sentence.startsWith("CADUCEE_DATABASE_URL : "), wrong);
    assert.ok(!sentence.includes("secret"), wrong);
  }
  const { values } = read(whole, { CADUCEE_DATABASE_URL: safe });
  assert.ok(!JSON.stringify(values).includes("c:secret"));
});

test("Pro Santé Connect: a secret or a certificate, one of them, and https in production", () => {
  mkdirSync(join(folder, "sandbox-data"), { recursive: true });
  for (const file of ["c.crt", "c.key", "ca.crt"]) writeFileSync(join(folder, "sandbox-data", file), "pem");
  writeFileSync(join(folder, "sandbox-data", "k"), `1:${Buffer.alloc(32).toString("base64")}`);
  writeFileSync(join(folder, "sandbox-data", "psc"), "chose\n");
  const pscOf = (lines: string) =>
    readSecrets(read(`${whole}[psc]\n${lines}`, { CADUCEE_MODE: "sandbox" }), {}).psc;
  assert.equal(pscOf(""), null);
  const named = 'client_id = "caducee"\n';
  const secret = 'client_secret_file = "psc"\n';
  const pair = 'certificate = "c.crt"\nkey = "c.key"\n';
  assert.deepEqual(pscOf(named + secret), { proof: { secret: "chose" }, authorities: null });
  assert.deepEqual(pscOf(`${named}${pair}authorities = "ca.crt"\n`), {
    proof: { certificate: "pem", key: "pem" },
    authorities: "pem",
  });
  for (const wrong of ["", secret + pair, 'certificate = "c.crt"\n', `${secret}key = "c.key"\n`])
    assert.match(faultsOf(() => pscOf(named + wrong)).join(), /l’un des deux, et un seul/, wrong);
  for (const wrong of ["http://psc.example", "ftp://psc.example", "psc.example", "https://psc.example/?a=b"])
    assert.match(faultsOf(() => pscOf(`issuer = "${wrong}"\n`)).join(), /^psc\.issuer vaut/, wrong);
  assert.match(faultsOf(() => pscOf('id_token_alg = "none"\n')).join(), /^psc\.id_token_alg vaut/);
});

test("passwords of programs: never without networks, never from the Internet, never from this machine in production", () => {
  const faultOf = (lines: string, mode = "production") => {
    writeFileSync(join(folder, "caducee.toml"), `${whole}[app_passwords]\n${lines}`);
    mkdirSync(join(folder, "sandbox-data"), { recursive: true });
    writeFileSync(join(folder, "sandbox-data", "caducee.toml"), `${whole}[app_passwords]\n${lines}`);
    return faultsOf(() => readConfiguration({ CADUCEE_MODE: mode }, folder)).join();
  };
  const from = (...networks: string[]) => `enabled = true\nnetworks = ${JSON.stringify(networks)}\n`;
  assert.equal(faultOf(""), "");
  assert.equal(faultOf('networks = ["0.0.0.0/0"]\n'), "", "what is off opens nothing");
  assert.match(faultOf("enabled = true\n"), /^app_passwords\.networks manque/);
  assert.match(faultOf(from()), /^app_passwords\.networks/);
  for (const open of [
    "0.0.0.0/0",
    "::/0",
    "0.0.0.0/1",
    "::ffff:0:0/96",
    "8.0.0.0/8",
    "203.0.0.0/15",
    "2001:db8::/31",
    "2000::/3",
    "64:ff9b::/96",
    "2002:c000::/32",
    "10.0.0.0/7",
    "172.0.0.0/8",
    "fc00::/6",
  ])
    assert.match(faultOf(from("10.0.0.0/8", open)), /Indiquez les réseaux mêmes des logiciels/, open);
  for (const own of ["127.0.0.1", "127.0.0.0/8", "::1", "::ffff:127.0.0.1", "::/1"])
    assert.match(faultOf(from(own)), /^app_passwords\.networks : /, own);
  for (const few of [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.1.0/24",
    "203.0.113.7",
    "203.0.0.0/16",
    "fd12::/16",
  ])
    assert.equal(faultOf(from(few)), "", few);
  const certified = 'enabled = true\nauthorities = "ca.crt"\n';
  assert.match(faultOf(certified), /^app_passwords\.authorities : .* web\.trusted_proxies/);
  const behind = { CADUCEE_MODE: "production", CADUCEE_WEB_TRUSTED_PROXIES: "10.0.0.1" };
  assert.deepEqual(
    faultsOf(() => readConfiguration(behind, folder)),
    [],
  );
  const many = Array.from({ length: 17 }, (_, place) => `${80 + place}.0.0.0/16`);
  assert.equal(faultOf(from(...many.slice(1))), "");
  assert.match(faultOf(from(...many)), /trop nombreuses ou trop larges ensemble/);
  assert.match(faultOf('enabled = "oui"\n'), /^app_passwords\.enabled vaut « oui » : indiquez true ou false/);
  assert.equal(faultOf(from("127.0.0.0/8", "::1"), "sandbox"), "");
  assert.match(faultOf(from("0.0.0.0/0"), "sandbox"), /Indiquez/);
  rmSync(join(folder, "caducee.toml"));
});

test("the policy of methods: known names, none without its means, never nobody", () => {
  const faultOf = (lines: string) => faultsOf(() => read(`${whole}[sign_in]\n${lines}`)).join();
  const sms = '[sms]\nurl = "https://sms.example"\n';
  assert.equal(faultOf('methods = ["email", "totp"]\n'), "");
  assert.equal(faultOf(`methods = ["sms"]\n${sms}`), "");
  assert.match(faultOf('methods = ["sms"]\n'), /« sms » demande une passerelle/);
  assert.match(faultOf('methods = ["email", "psc"]\n'), /« psc » demande un client de Pro Santé Connect/);
  for (const none of ["[]", '["e-mail"]', '["email", "rien"]', '""'])
    assert.match(
      faultOf(`methods = ${none}\n`),
      /^sign_in\.methods vaut .* : indiquez au moins une méthode/,
      none,
    );
  assert.deepEqual(read(whole, { CADUCEE_SIGN_IN_METHODS: "totp, email" }).values["sign_in.methods"], [
    "email",
    "totp",
  ]);
  const until = (lines: string) => read(`${whole}[sign_in]\n${lines}`).values["sign_in.email_until"];
  assert.equal(until("email_until = 2027-01-01\n"), Date.UTC(2026, 11, 31, 23));
  assert.equal(until('email_until = "2027-07-01"\n'), Date.UTC(2027, 5, 30, 22), "in summer too");
  assert.equal(until("email_until = 0\n"), 0);
  assert.match(faultOf('email_until = "2027-02-31"\n'), /indiquez un jour/);
  assert.match(faultOf('email_until = "bientôt"\n'), /indiquez un jour/);
  assert.match(
    faultOf('methods = ["email"]\nemail_until = 2027-01-01\n'),
    /plus personne ne pourrait entrer/,
  );
});

test("reminders come one after the other, before the suspension, which a year bounds and 0 leaves out", () => {
  const months = (first: number, second: number, suspend: number) =>
    faultsOf(() =>
      read(whole, {
        CADUCEE_ACCESS_SILENT_FIRST_MONTHS: String(first),
        CADUCEE_ACCESS_SILENT_SECOND_MONTHS: String(second),
        CADUCEE_ACCESS_SILENT_SUSPEND_MONTHS: String(suspend),
      }),
    );
  assert.deepEqual([months(6, 11, 12), months(3, 5, 6), months(6, 11, 0)], [[], [], []]);
  assert.match(months(6, 6, 12).join(), /silent_second_months doit dépasser/);
  assert.match(months(3, 8, 8).join(), /silent_suspend_months doit dépasser/);
  assert.match(months(6, 11, 13).join(), /de 0 à 12/);
});
