import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { type PscSecrets, readPscSecrets } from "./psc-secrets.ts";
import { type Marks, readMarks } from "./look.ts";
import { type SealingKeys, parseSealingKeys } from "../foundations/sealing.ts";
import { type Configuration, ConfigurationFaults, type Environment, pathOf } from "./configuration.ts";

/** What is secret or weighs: read last, kept apart from the configuration, never logged. */
export interface Secrets {
  sealingKeys: SealingKeys;
  /** PEM: our certificate with its chain, its key, and what a peer's certificate must chain to. */
  smtp: { chain: string; key: string; authorities: string };
  relayAuthorities: string;
  /** Whose certificates programs may show; none when the operator names none. */
  programAuthorities: X509Certificate[];
  /** Headers of the SMS gateway's requests, keys included; and PEM of its own authority, null for the public ones. */
  sms: { headers: Record<string, string>; authorities: string | null };
  /** Where PostgreSQL is, with its password; `null` for the embedded store. */
  databaseUrl: string | null;
  /** Null where Pro Santé Connect is not offered. */
  psc: PscSecrets | null;
  /** The operator’s pictures. */
  marks: Marks;
}

/**
 * Step three: reads keys and certificates. Throws `ConfigurationFaults`; in production, also for a sealing key that
 * lies in the data folder (whoever copies the folder would have both) or a certificate of the sandbox.
 */
export function readSecrets(configuration: Configuration, environment: Environment): Secrets {
  const faults: string[] = [];
  const read = (
    name:
      | "smtp.certificate"
      | "smtp.key"
      | "smtp.authorities"
      | "relay.authorities"
      | "sealing.key_file"
      | "sms.headers_file"
      | "sms.authorities"
      | "database.url_file"
      | "psc.client_secret_file"
      | "psc.certificate"
      | "psc.key"
      | "psc.authorities"
      | "app_passwords.authorities",
  ) => {
    const path = pathOf(configuration, configuration.values[name]);
    try {
      return readFileSync(path, "utf8");
    } catch {
      faults.push(`${name} : le fichier ${path} ne peut pas être lu. Vérifiez le chemin et les droits.`);
      return "";
    }
  };
  const smtp = {
    chain: read("smtp.certificate"),
    key: read("smtp.key"),
    authorities: read("smtp.authorities"),
  };
  const relayAuthorities = read("relay.authorities");
  const { values } = configuration;
  const headerText = values["sms.headers_file"] ? read("sms.headers_file") : "";
  const sms = {
    headers: readHeaders(headerText, faults),
    authorities: values["sms.authorities"] ? read("sms.authorities") : null,
  };
  const authorityText = values["app_passwords.authorities"] ? read("app_passwords.authorities") : null;
  const programAuthorities = authorityText === null ? [] : readAuthorities(authorityText);
  if (programAuthorities === null)
    faults.push(
      "app_passwords.authorities : indiquez un fichier PEM des autorités qui signent les certificats des logiciels.",
    );
  const keyText = read("sealing.key_file");
  const databaseText =
    environment["CADUCEE_DATABASE_URL"] ||
    (configuration.values["database.url_file"] ? read("database.url_file") : "");
  const psc = readPscSecrets(configuration.values, read);
  if (typeof psc === "string") faults.push(psc);
  const marks = readMarks(configuration, faults);
  if (faults.length > 0) throw new ConfigurationFaults(faults);
  const sealingKeys = parseSealingKeys(keyText);
  if (typeof sealingKeys === "string") throw new ConfigurationFaults([`sealing.key_file : ${sealingKeys}.`]);
  if (configuration.mode === "production") refuseSandbox(configuration, smtp.chain);
  return {
    sealingKeys,
    smtp,
    relayAuthorities,
    programAuthorities: programAuthorities ?? [],
    sms,
    databaseUrl: readDatabaseUrl(databaseText.trim()),
    psc: typeof psc === "string" ? null : psc,
    marks,
  };
}

/** One certificate after the other, PEM; null where there is none, or one that signs no other. */
function readAuthorities(text: string): X509Certificate[] | null {
  const pieces = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  try {
    const found = pieces.map((one) => new X509Certificate(one));
    return found.length > 0 && found.every(({ ca }) => ca) ? found : null;
  } catch {
    return null;
  }
}

/** `Name: value`, one a line; a wrong line is told by its number alone, for it holds a secret. */
function readHeaders(text: string, faults: string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):\s*([\x20-\x7e]+?)\s*$/.exec(line) ?? [];
    if (name && value) headers[name] = value;
    else faults.push(`sms.headers_file : la ligne ${index + 1} n’est pas de la forme « Nom: valeur ».`);
  }
  return headers;
}

/** The address itself never stands in a sentence: it holds a password. */
function readDatabaseUrl(text: string): string | null {
  if (text === "") return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2)
    throw new ConfigurationFaults([
      "CADUCEE_DATABASE_URL : indiquez une adresse complète, comme postgres://caducee:motdepasse@127.0.0.1/caducee.",
    ]);
  const isHere = /^(localhost|127\.[\d.]+|\[::1\]|%2f.*|)$/i.test(url.hostname);
  if (!isHere && url.searchParams.get("sslmode") !== "verify-full")
    throw new ConfigurationFaults([
      "CADUCEE_DATABASE_URL : hors de cette machine, la liaison doit être chiffrée. Ajoutez ?sslmode=verify-full à l’adresse.",
    ]);
  return text;
}

function refuseSandbox(configuration: Configuration, certificate: string): void {
  if (configuration.values["psc.client_id"] !== "" && configuration.values["psc.issuer"].startsWith("http:"))
    throw new ConfigurationFaults([
      "psc.issuer : en production, l’adresse de Pro Santé Connect est en https://.",
    ]);
  const keyFile = pathOf(configuration, configuration.values["sealing.key_file"]);
  if (!relative(configuration.data, keyFile).startsWith(".."))
    throw new ConfigurationFaults([
      "sealing.key_file : la clé doit se trouver hors du dossier de données. Déplacez-la.",
    ]);
  if (/BAC A SABLE/i.test(new X509Certificate(certificate).issuer))
    throw new ConfigurationFaults([
      "smtp.certificate : ce certificat est celui du bac à sable. Installez le vôtre.",
    ]);
}
