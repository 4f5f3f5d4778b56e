import type { Method } from "../contracts/sign-in.ts";
import type { GuideSubject } from "./administration/door.ts";
import { acceptedOf } from "./configuration/methods.ts";
import { lookOf } from "./configuration/operator.ts";
import type { Values } from "./configuration/settings.ts";
import type { StoreParts } from "./open-store.ts";
import { canHavePasskeys } from "./sign-in/door.ts";

/** What the operator offers to sign in with: what is set up and accepted. */
type Given = Pick<StoreParts, "configuration" | "secrets">;

/** What is set up as a second factor, in the guide's order. */
export function methodsOf(values: Values): Method[] {
  const methods: Method[] = values["sms.url"] ? ["email", "sms", "totp"] : ["email", "totp"];
  return canHavePasskeys(values["web.public_url"]) ? [...methods, "passkey"] : methods;
}

export function isPscOffered({ configuration: { values }, secrets }: Given): boolean {
  return secrets.psc !== null && acceptedOf(values, ["psc"]).length > 0;
}

/** All that the quick guide shows or says of the operator, at an instant: codes by e-mail may have ended by then. */
export function guideSubjectOf(parts: Given, now: number): GuideSubject {
  const { values } = parts.configuration;
  const { shown } = lookOf(values, parts.secrets.marks);
  const end = values["sign_in.email_until"];
  const accepted = acceptedOf(values, methodsOf(values));
  const methods = end !== 0 && end <= now ? accepted.filter((method) => method !== "email") : accepted;
  return {
    operator: values["operator.name"],
    legalName: values["operator.legal_name"] || values["operator.name"],
    address: values["operator.address"],
    phone: values["operator.support_phone"],
    email: values["operator.support_email"],
    hours: values["operator.support_hours"],
    signature: values["operator.signature"],
    links: { ...shown.links },
    accessibility: values["operator.accessibility"],
    publicUrl: values["web.public_url"],
    domain: values["operator.domains"][0]?.toLowerCase() ?? "",
    layout: values["operator.layout"],
    methods: isPscOffered(parts) ? [...methods, "psc"] : methods,
    emailUntil: end > now ? end : null,
    trustMinutes: values["sign_in.trust_minutes"],
    codeMinutes: values["codes.minutes"],
    codeTries: values["codes.tries"],
    idleMinutes: values["session.idle_minutes"],
    lockMinutes: values["session.lock_minutes"],
    sessionMinutes: values["session.absolute_minutes"],
    accent: values["operator.accent"],
    // Their names change with what they show.
    logo: shown.logo ?? "",
    picture: shown.picture ?? "",
  };
}
