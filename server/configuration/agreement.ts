import { findPolicyFaults } from "./methods.ts";
import { isOpenToAll } from "./open-networks.ts";
import type { Values } from "./settings.ts";

/** What settings that are each right say wrong together, one sentence each. */
export function findDisagreements(values: Values, mode: "sandbox" | "production"): string[] {
  const open = findOpenPrograms(values, mode);
  const silence = findSilenceFault(values);
  return [...findPolicyFaults(values), ...[open, silence].filter((one) => one !== null)];
}

/** Each reminder comes after the one before it, and the suspension after both. */
function findSilenceFault(values: Values): string | null {
  const first = values["access.silent_first_months"];
  const second = values["access.silent_second_months"];
  const suspend = values["access.silent_suspend_months"];
  if (first >= second)
    return "access.silent_second_months doit dépasser access.silent_first_months : le second rappel vient après le premier.";
  return suspend !== 0 && suspend <= second
    ? "access.silent_suspend_months doit dépasser access.silent_second_months : un accès n’est pas suspendu sans qu’on l’ait annoncé."
    : null;
}

/**
 * Passwords of programs are one factor: they are for the networks that the operator names, or come with a certificate
 * that his proxy met; never for the Internet alone.
 */
function findOpenPrograms(values: Values, mode: "sandbox" | "production"): string | null {
  const ranges = values["app_passwords.networks"];
  if (!values["app_passwords.enabled"]) return null;
  const byCertificate = values["app_passwords.authorities"] !== "";
  if (byCertificate && values["web.trusted_proxies"].length === 0)
    return "app_passwords.authorities : c’est le mandataire qui montre le certificat d’un logiciel. Nommez-le dans web.trusted_proxies.";
  if (ranges.length === 0 && !byCertificate)
    return "app_passwords.networks manque : indiquez les réseaux d’où les mots de passe d’application sont acceptés, ou app_passwords.authorities, ou mettez app_passwords.enabled à false.";
  const open = isOpenToAll(ranges, { loopback: mode === "sandbox" });
  return open === null ? null : `app_passwords.networks : ${open}.`;
}
