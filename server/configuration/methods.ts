import type { Values } from "./settings.ts";

/** Of the methods that are set up, those that the operator's policy accepts; all where it says nothing. */
export function acceptedOf<Name extends string>(values: Values, setUp: readonly Name[]): Name[] {
  const listed: readonly string[] = values["sign_in.methods"];
  return setUp.filter((name) => listed.length === 0 || listed.includes(name));
}

/** What is wrong with the policy, one sentence each. */
export function findPolicyFaults(values: Values): string[] {
  const listed = values["sign_in.methods"];
  const faults: string[] = [];
  if (listed.includes("sms") && !values["sms.url"])
    faults.push("sign_in.methods : « sms » demande une passerelle. Indiquez sms.url, ou retirez « sms ».");
  if (listed.includes("psc") && !values["psc.client_id"])
    faults.push(
      "sign_in.methods : « psc » demande un client de Pro Santé Connect. Indiquez psc.client_id, ou retirez « psc ».",
    );
  if (listed.length > 0 && listed.every((name) => name === "email") && values["sign_in.email_until"] !== 0)
    faults.push(
      "sign_in.email_until : à cette date, plus personne ne pourrait entrer. Acceptez d’abord un autre moyen dans sign_in.methods.",
    );
  return faults;
}

/** The first instant of a day (`2027-01-01`) in Paris, milliseconds since 1970; null for what is no day. */
export function startOfDay(text: string): number | null {
  const utc = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  // 31 February is read as 3 March.
  if (Number.isNaN(utc) || new Intl.DateTimeFormat("en-CA", { timeZone: "UTC" }).format(utc) !== text)
    return null;
  // Paris is one hour ahead of UTC, two in summer.
  const winter = Date.parse(`${text}T00:00:00+01:00`);
  const summer = Date.parse(`${text}T00:00:00+02:00`);
  const options = { timeZone: "Europe/Paris", hour: "numeric", hourCycle: "h23" } as const;
  return Number(new Intl.DateTimeFormat("en-GB", options).format(summer)) === 0 ? summer : winter;
}
