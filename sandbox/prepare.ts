import { randomBytes } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chooseOperator, peerDomains } from "./peer-domains.ts";
import { domain, freeDomain, operatorDomain } from "./people.ts";
import { makePki } from "./pki.ts";
import type { Settings } from "./settings.ts";

/** What the preparation depends on. */
export type Preparation = Pick<
  Settings,
  "folder" | "sandboxPort" | "relayPort" | "peerPort" | "pscPort" | "publicUrl"
>;

/**
 * Makes in `folder` what the program needs before it can start in sandbox mode: `sealing.key`, `sms.headers`, `psc.secret` and `pki/`, once,
 * and `caducee.toml`, its configuration, at each start since ports may have changed. Running it again changes no
 * key. Throws when the folder cannot be written.
 */
export async function prepareSandbox(preparation: Preparation): Promise<void> {
  const { folder } = preparation;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await makeSecret(join(folder, "sealing.key"));
  await makeSecret(join(folder, "psc.secret"));
  await makeOnce(
    join(folder, "sms.headers"),
    `Authorization: Bearer ${randomBytes(24).toString("base64url")}\n`,
  );
  await makePki(join(folder, "pki"));
  // Renamed into place: whoever waits for the file never reads half of it.
  const draft = join(folder, `caducee.toml.${process.pid}.tmp`);
  await writeFile(draft, writeConfiguration(preparation));
  await rename(draft, join(folder, "caducee.toml"));
}

// 32 bytes in base64; "wx" never replaces a key, for what it sealed would be lost with it.
async function makeSecret(path: string): Promise<void> {
  await makeOnce(path, `${randomBytes(32).toString("base64")}\n`);
}

async function makeOnce(path: string, secret: string): Promise<void> {
  await writeFile(path, secret, { mode: 0o600, flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

function writeConfiguration({ publicUrl, sandboxPort, relayPort, peerPort, pscPort }: Preparation): string {
  return `# Configuration de Caducée en mode bac à sable, récrite à chaque démarrage.

[operator]
name = "Caducée"
signature = "Le serveur Caducée"
support_phone = "02 61 91 12 40"
support_email = "support@caducee.example"
support_hours = "Du lundi au vendredi, de 8 h à 18 h."
domains = [${[domain, operatorDomain, freeDomain].map(quote).join(", ")}]

[web]
public_url = ${quote(publicUrl)}

[[networks]]
name = "Cette machine"
ranges = ["127.0.0.0/8", "::1"]

[smtp]
hostname = "mss.caducee.example"
certificate = "pki/operator.crt"
key = "pki/operator.key"
authorities = "pki/authorities.crt"

[routes]
${peerDomains.map((one) => `${quote(one)} = ${quote(`127.0.0.1:${peerPort} mss.${chooseOperator(`@${one}`)}.example`)}`).join("\n")}

[relay]
host = "127.0.0.1"
port = ${relayPort}
authorities = "pki/authorities.crt"
server_name = "relay.courriel.example"
from = "ne-pas-repondre@caducee.example"

[sms]
url = "http://127.0.0.1:${sandboxPort}/gateway/sms"
headers_file = "sms.headers"
success = '"accepted":true'

[sealing]
key_file = "sealing.key"

[app_passwords]
enabled = true
networks = ["127.0.0.0/8", "::1"]

[sign_in]
trust_minutes = 240

[psc]
client_id = "caducee"
client_secret_file = "psc.secret"
issuer = "http://127.0.0.1:${pscPort}"

[sandbox]
page = "http://127.0.0.1:${sandboxPort}"
`;
}

// A JSON string is a TOML basic string.
function quote(text: string): string {
  return JSON.stringify(text);
}
