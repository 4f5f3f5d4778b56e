import type { SettingName, Values } from "./settings.ts";

/** The settings that an « attestation de conformité » asks about, with their names for people. Secrets are no settings. */
const shown = {
  "operator.domains": "Domaines MSSanté",
  "web.public_url": "Adresse des pages",
  "sign_in.methods": "Moyens acceptés (vide\u00a0: tous ceux qui sont installés)",
  "sign_in.email_until": "Codes par e-mail acceptés jusqu’au",
  "sign_in.trust_minutes": "Navigateur de confiance, en minutes",
  "session.absolute_minutes": "Durée d’une session, en minutes",
  "session.idle_minutes": "Silence avant verrouillage, en minutes",
  "session.shared_idle_minutes": "Silence sur un poste partagé, en minutes",
  "session.lock_minutes": "Durée d’un verrouillage, en minutes",
  "session.unlock_tries": "Essais pour déverrouiller",
  "codes.minutes": "Durée d’un code, en minutes",
  "codes.most_minutes": "Durée d’un code renvoyé, en minutes",
  "codes.tries": "Essais d’un code",
  "passwords.memory_kib": "Mémoire d’argon2id, en Kio",
  "passwords.passes": "Passes d’argon2id",
  "app_passwords.enabled": "Mots de passe d’application",
  "app_passwords.most_days": "Durée d’un mot de passe d’application, en jours",
  "psc.issuer": "Émetteur Pro Santé Connect",
  "psc.acr_accepted": "Niveaux Pro Santé Connect acceptés",
  "psc.session_minutes": "Session Pro Santé Connect, en minutes",
  "smtp.hostname": "Nom SMTP",
  "smtp.size_limit": "Taille d’un message, en octets",
  "audit.retention_months": "Conservation des traces, en mois",
} as const satisfies Partial<Record<SettingName, string>>;

/** Their values now, as evidence writes them. */
export function shownSettings(values: Values): { name: string; label: string; value: string }[] {
  return Object.entries(shown).map(([name, label]) => ({
    name,
    label,
    // `shown` has names of settings only.
    value: write(name, values[name as keyof typeof shown]),
  }));
}

function write(name: string, value: Values[keyof typeof shown]): string {
  if (name === "sign_in.email_until")
    return value === 0
      ? "sans limite"
      : new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(Number(value));
  if (typeof value === "boolean") return value ? "oui" : "non";
  if (Array.isArray(value)) return value.length > 0 ? value.join(", ") : "(tous)";
  return String(value);
}
