import { findPolicyFaults } from "./methods.ts";
import { isOpenToAll } from "./open-networks.ts";
import type { Values } from "./settings.ts";

/** What settings that are each right say wrong together, one sentence each. */
export function findDisagreements(values: Values, mode: "sandbox" | "production"): string[] {
  const open = findOpenPrograms(values, mode);
  return [...findPolicyFaults(values), ...(open === null ? [] : [open])];
}

/** Passwords of programs are one factor: they are for the networks that the operator names, not for the Internet. */
function findOpenPrograms(values: Values, mode: "sandbox" | "production"): string | null {
  const ranges = values["app_passwords.networks"];
  if (!values["app_passwords.enabled"]) return null;
  if (ranges.length === 0)
    return "app_passwords.networks manque : indiquez les réseaux d’où les mots de passe d’application sont acceptés, ou mettez app_passwords.enabled à false.";
  const open = isOpenToAll(ranges, { loopback: mode === "sandbox" });
  return open === null ? null : `app_passwords.networks : ${open}.`;
}
