import { isIP } from "node:net";
import { readAccent } from "./accent.ts";
import type { Network, Range } from "../foundations/networks.ts";
import { startOfDay } from "./methods.ts";
import { readNetworks, readRanges } from "./read-networks.ts";

/** One setting: its value when nothing is said, and how a given value is read (a string is what is wrong with it). */
interface Setting<Value> {
  fallback: Value | undefined;
  read(value: unknown): { value: Value } | string;
}

function setting<Value>(fallback: Value | undefined, read: Setting<Value>["read"]): Setting<Value> {
  return { fallback, read };
}

function text(fallback?: string): Setting<string> {
  return setting(fallback, (value) =>
    typeof value === "string" && value.trim() !== "" ? { value: value.trim() } : "indiquez un texte",
  );
}

function whole(fallback: number, least: number, most: number, what: string): Setting<number> {
  return setting(fallback, (value) => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    const fits = typeof number === "number" && Number.isInteger(number) && number >= least && number <= most;
    return fits ? { value: number } : `indiquez ${what}, de ${least} à ${most}`;
  });
}

function oneOf<const Value extends string>(fallback: Value, values: readonly Value[]): Setting<Value> {
  return setting(fallback, (given) => {
    const value = values.find((one) => one === given);
    return value === undefined ? `indiquez ${values.join(", ")}` : { value };
  });
}

const flag = (fallback: boolean) =>
  setting(fallback, (value) => {
    const given = String(value);
    return given === "true" || given === "false" ? { value: given === "true" } : "indiquez true ou false";
  });

const port = (fallback: number) => whole(fallback, 1, 65_535, "un port");

const loopback = setting("127.0.0.1", (value) => {
  // Plain HTTP and its cookies never leave the machine; HTTPS of our own comes with its settings.
  const local =
    value === "localhost" || value === "::1" || (typeof value === "string" && value.startsWith("127."));
  return local ? { value } : "seule une adresse de cette machine (127.0.0.1) est servie sans HTTPS";
});

const address = (fallback: string) =>
  setting(fallback, (value) =>
    typeof value === "string" && isIP(value) > 0 ? { value } : "indiquez une adresse IP",
  );

const origin = setting<string>(undefined, (value) => {
  const parsed = typeof value === "string" && URL.canParse(value) ? new URL(value) : null;
  if (
    !parsed ||
    !/^https?:$/.test(parsed.protocol) ||
    parsed.pathname !== "/" ||
    parsed.search ||
    parsed.hash
  )
    return "indiquez une adresse complète sans chemin, comme https://messagerie.exemple.fr";
  const plainAllowed = ["localhost", "127.0.0.1", "[::1]"].includes(parsed.hostname);
  return parsed.protocol === "https:" || plainAllowed
    ? { value: parsed.origin }
    : "hors de cette machine, il faut https://";
});

/** A text that may be left out. */
const maybe = (what: string) =>
  setting<string>("", (value) => (typeof value === "string" ? { value: value.trim() } : `indiquez ${what}`));

const page = setting<string>("", (value) =>
  value === "" || (typeof value === "string" && URL.canParse(value) && value.startsWith("https://"))
    ? { value }
    : "indiquez une adresse en https://",
);

const choice = (fallback: string, values: string[]) =>
  setting(fallback, (value) =>
    typeof value === "string" && values.includes(value) ? { value } : `indiquez ${values.join(", ")}`,
  );

const issuer = (fallback: string) =>
  setting(fallback, (value) => {
    const parsed = typeof value === "string" && URL.canParse(value) ? new URL(value) : null;
    const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(parsed?.hostname ?? "");
    const fits = parsed && !parsed.search && !parsed.hash && !parsed.username;
    return fits && (parsed.protocol === "https:" || (parsed.protocol === "http:" && isHere))
      ? { value: parsed.href.replace(/\/+$/, "") }
      : "indiquez une adresse complète, en https://";
  });

const path = (fallback: string) =>
  setting(fallback, (value) =>
    typeof value === "string" && /^\/[\w./-]+$/.test(value)
      ? { value }
      : "indiquez un chemin, commençant par /",
  );

const list = setting<string[]>(undefined, (value) => {
  const items = typeof value === "string" ? value.split(",").map((one) => one.trim()) : value;
  const texts =
    Array.isArray(items) && items.length > 0 && items.every((one) => typeof one === "string" && one !== "");
  return texts ? { value: items as string[] } : "indiquez une liste de textes";
});

/** In the guide's order. */
const methodNames = ["email", "sms", "totp", "passkey", "psc"] as const;
type MethodName = (typeof methodNames)[number];

/** Where the mail of a domain goes, and the name that the certificate met there must bear. */
export interface Route {
  host: string;
  port: number;
  name: string;
}

/** `"domain" = "host:port"`, and the certificate's name after a blank where it is another than the host. */
const routes = setting<Record<string, Route>>({}, (value) => {
  const entries =
    typeof value === "string"
      ? value.split(",").map((one) => one.split("=", 2).map((part) => part.trim()))
      : Object.entries(value ?? {});
  const read: Record<string, Route> = {};
  for (const [domain = "", target] of entries) {
    const [, host, portText, name] =
      /^([a-z0-9.-]+):(\d{1,5})(?:\s+([a-z0-9.-]+))?$/i.exec(String(target)) ?? [];
    if (
      !host ||
      !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(domain) ||
      Number(portText) < 1 ||
      Number(portText) > 65_535
    )
      return 'indiquez, par domaine, "hôte:port", suivi du nom du certificat s’il diffère de l’hôte';
    read[domain.toLowerCase()] = { host, port: Number(portText), name: (name ?? host).toLowerCase() };
  }
  return { value: read };
});

/**
 * Every setting, under its name in `caducee.toml` (`[web] port` is `web.port`). The environment overrides the file:
 * `CADUCEE_WEB_PORT`. Settings without a fallback must be given. Numbers marked [M], [S2] or [I] in the domain notes
 * are settings, with their source beside them.
 */
export const settings = {
  "operator.name": text("Caducée"),
  "operator.signature": text("Le serveur Caducée"),
  "operator.support_phone": text(),
  "operator.support_email": text(),
  "operator.support_hours": text("Du lundi au vendredi, de 8 h à 18 h."),
  "operator.domains": list,
  // The connection guide that the sign-in page follows.
  "operator.layout": oneOf("2024", ["2024", "2022"]),

  // PNG or SVG shown in place of ours, a picture beside the sign-in, and the one colour that says « act here ».
  "operator.logo": maybe("un fichier"),
  "operator.picture": maybe("un fichier"),
  "operator.accent": setting<string>("", (value) => readAccent(value)),
  // What the legal pages say; a page of the operator's own replaces ours where its address is given.
  "operator.legal_name": maybe("un texte"),
  "operator.address": maybe("un texte"),
  "operator.publisher": maybe("un texte"),
  "operator.host": maybe("un texte"),
  "operator.dpo": maybe("un texte"),
  "operator.accessibility": oneOf("non", ["non", "partielle", "totale"]),
  "operator.support_page": page,
  "operator.legal_page": page,
  "operator.privacy_page": page,
  "operator.accessibility_page": page,

  "web.public_url": origin,
  "web.host": loopback,
  "web.port": port(8025),
  // The reverse proxies whose X-Forwarded-For is believed; anybody else's says nothing.
  "web.trusted_proxies": setting<Range[]>([], readRanges),

  // The structures' own networks, by name: `[[networks]]`.
  networks: setting<Network[]>([], readNetworks),

  "smtp.host": address("127.0.0.1"),
  "smtp.port": port(2525),
  "smtp.hostname": text(),
  "smtp.certificate": text(),
  "smtp.key": text(),
  "smtp.authorities": text(),
  // Octets of a whole message. Mon espace santé takes 25 MB in all [S2]; base64 adds a third to attachments.
  "smtp.size_limit": whole(36_700_160, 65_536, 268_435_456, "une taille en octets"),
  // RFC 5321 §4.5.3.1.8: at least 100.
  "smtp.recipients_limit": whole(100, 100, 1000, "un nombre de destinataires"),

  // The operators that mail can leave for, by domain.
  routes,
  // « Annuler l’envoi ».
  "queue.undo_seconds": whole(10, 0, 60, "un nombre de secondes"),
  // RFC 5321 §4.5.4.1 advises 4 to 5 days; a caregiver who waits must know sooner.
  "queue.lifetime_hours": whole(48, 1, 120, "un nombre d’heures"),
  "queue.connections_per_destination": whole(4, 1, 20, "un nombre de connexions"),

  "relay.host": text(),
  "relay.port": port(587),
  "relay.authorities": text(),
  "relay.server_name": text(),
  "relay.from": text(),

  // The SMS gateway; no SMS when its address is empty.
  "sms.url": setting<string>("", (value) => {
    const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : null;
    const isHere = url !== null && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
    return url?.protocol === "https:" || (isHere && url.protocol === "http:")
      ? { value: String(value) }
      : "indiquez une adresse en https://";
  }),
  "sms.method": oneOf("POST", ["POST", "PUT", "GET"]),
  "sms.content_type": text("application/json"),
  "sms.body": text('{"to":"{to}","text":"{text}"}'),
  // Secret: « Nom: valeur », one a line.
  "sms.headers_file": setting<string>("", (value) =>
    typeof value === "string" ? { value: value.trim() } : "indiquez un fichier",
  ),
  "sms.success": setting<string>("", (value) => {
    try {
      return { value: new RegExp(String(value), "u").source };
    } catch {
      return "indiquez une expression régulière";
    }
  }),
  "sms.authorities": setting<string>("", (value) =>
    typeof value === "string" ? { value: value.trim() } : "indiquez un fichier",
  ),

  "sealing.key_file": text(),

  // The address of the operator's PostgreSQL, with its password, in a file; the embedded store when empty.
  "database.url_file": setting<string>("", (value) =>
    typeof value === "string" ? { value: value.trim() } : "indiquez un fichier",
  ),
  // The folder of messages' files (`blobs/`, `queue/`), which nodes on several machines share; the data folder when empty.
  "messages.folder": setting<string>("", (value) =>
    typeof value === "string" ? { value: value.trim() } : "indiquez un dossier",
  ),
  // What one node uses at once, beside the connection that listens.
  "database.connections": whole(10, 2, 200, "un nombre de connexions"),

  // Pro Santé Connect is offered once a client is named here.
  "psc.client_id": maybe("un texte"),
  "psc.issuer": issuer("https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet"),
  // Its own path, not that of OpenID Connect Discovery §4 [S].
  "psc.discovery": path("/.well-known/wallet-openid-configuration"),
  // One or the other: a secret, or a certificate (mandatory in the « Espace de Confiance » [S]).
  "psc.client_secret_file": maybe("un fichier"),
  "psc.certificate": maybe("un fichier"),
  "psc.key": maybe("un fichier"),
  "psc.authorities": maybe("un fichier"),
  "psc.scope": text("openid scope_all"),
  // The level asked for [S], and those taken [M], separated by blanks.
  "psc.acr_values": text("eidas1"),
  "psc.acr_accepted": text("eidas1 eidas2"),
  "psc.id_token_alg": choice("RS256", ["RS256", "PS256", "ES256", "EdDSA"]),
  "psc.clock_tolerance_seconds": whole(30, 0, 120, "un nombre de secondes"),
  // RIE-PS 13 [S]: the session of an identity provider lasts at most 4 h.
  "psc.session_minutes": whole(240, 5, 240, "un nombre de minutes"),

  // The operator's policy; empty: every method that is set up.
  "sign_in.methods": setting<MethodName[]>([], (value) => {
    const items = typeof value === "string" ? value.split(",").map((one) => one.trim()) : value;
    const named = Array.isArray(items) ? methodNames.filter((name) => items.includes(name)) : [];
    return Array.isArray(items) && named.length > 0 && named.length === new Set(items).size
      ? { value: named }
      : `indiquez au moins une méthode parmi ${methodNames.join(", ")}`;
  }),
  // The day from which codes by e-mail are not accepted any more, milliseconds since 1970; 0: none.
  "sign_in.email_until": setting(0, (value) => {
    const day = value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
    const at = day === "0" ? 0 : startOfDay(day);
    return at === null ? "indiquez un jour, comme 2027-01-01" : { value: at };
  }),

  // RIE-PS 13 [S]: at most 4 h, at most 30 min without a gesture; only downwards.
  "session.absolute_minutes": whole(240, 5, 240, "un nombre de minutes"),
  "session.idle_minutes": whole(30, 1, 30, "un nombre de minutes"),
  // The next person at a shared post is never far.
  "session.shared_idle_minutes": whole(10, 1, 30, "un nombre de minutes"),
  // RIE-PS 10 [S]: one factor alone only within 4 h of two. Off until the operator's risk analysis says otherwise.
  "sign_in.trust_minutes": whole(0, 0, 240, "un nombre de minutes"),
  // A silent session is locked so long, then ends; RIE-PS 10 [S]: one factor opens it less than 4 h after the two.
  "session.lock_minutes": whole(240, 0, 240, "un nombre de minutes"),
  "session.unlock_tries": whole(5, 1, 5, "un nombre d’essais"),
  // Out-of-band codes: at most 10 minutes, at most 5 tries [M].
  "codes.minutes": whole(10, 2, 10, "un nombre de minutes"),
  "codes.most_minutes": whole(20, 2, 20, "un nombre de minutes"),
  "codes.tries": whole(5, 3, 5, "un nombre d’essais"),
  // Passwords of programs (JMAP): never from the Internet (see agreement.ts).
  "app_passwords.enabled": flag(false),
  "app_passwords.networks": setting<Range[]>([], readRanges),
  "app_passwords.authorities": maybe("un fichier"),
  "app_passwords.most_days": whole(365, 1, 730, "un nombre de jours"),

  // CNIL 2014-239 [S]: at most a year without a sign-in, told before; 0: nothing is suspended by itself.
  "access.silent_first_months": whole(6, 1, 11, "un nombre de mois"),
  "access.silent_second_months": whole(11, 2, 11, "un nombre de mois"),
  "access.silent_suspend_months": whole(12, 0, 12, "un nombre de mois"),
  // Whether a second référent agrees to each « code de dépannage » (RIE-PS 16: activated by an administrator, traced).
  "access.rescue_agreement": flag(false),

  // argon2id: 19 MiB, two passes, one lane; raised by the operator, never lowered.
  "passwords.memory_kib": whole(19_456, 19_456, 1_048_576, "une taille en Kio"),
  "passwords.passes": whole(2, 2, 20, "un nombre de passes"),

  // Between the référent's « Supprimer » and the end of what a mailbox holds: time to take a copy, or to think again.
  "mailboxes.deletion_days": whole(30, 1, 365, "un nombre de jours"),

  // CNIL: 6 to 12 months [S2].
  "audit.retention_months": whole(12, 6, 12, "un nombre de mois"),

  "sandbox.page": setting<string>("", (value) =>
    typeof value === "string" ? { value } : "indiquez une adresse",
  ),
  // Where the log goes; the program's own output when empty.
  "log.file": setting<string>("", (value) => (typeof value === "string" ? { value } : "indiquez un fichier")),
} satisfies Record<string, Setting<unknown>>;

type Settings = typeof settings;
export type SettingName = keyof Settings;
export type Values = { [Name in SettingName]: Settings[Name] extends Setting<infer Value> ? Value : never };

/** The name that overrides a setting in the environment: `CADUCEE_WEB_PORT`. */
export function environmentName(name: SettingName): string {
  return name === "web.public_url" ? "CADUCEE_PUBLIC_URL" : `CADUCEE_${name.replace(".", "_").toUpperCase()}`;
}
