import type { Give, RightsChange } from "../../contracts/administration.ts";
import { refuse, type Refusal } from "../../contracts/refusals.ts";
import type { DirectoryDoor } from "../directory/door.ts";
import { isRpps, readEmail, readMobile } from "./rules/contacts.ts";
import { endOfDay, startOfDay } from "./rules/days.ts";
import { domainOf, isLogin } from "./rules/login.ts";
import type { NewAccess } from "./store/giving.ts";

export interface ReadingParts {
  directory: Pick<DirectoryDoor, "sealContact" | "normaliseLogin">;
  /** The operator's MSSanté domains. */
  domains: readonly string[];
}

/** What was typed of a new access, read and sealed for the store; refuses what cannot be. */
export function readAccess(
  parts: ReadingParts,
  id: string,
  given: Omit<Give, "rights" | "link">,
): Omit<NewAccess, "link"> | Refusal {
  const { directory } = parts;
  const login = directory.normaliseLogin(given.login);
  if (!isLogin(login, domainOf(login)) || !parts.domains.includes(domainOf(login)))
    return refuse("login-malformed");
  const rpps = given.rpps?.replace(/\s/g, "") || null;
  if (rpps !== null && !isRpps(rpps)) return refuse("rpps-malformed");
  const email = readEmail(given.email, parts.domains);
  const mobile = given.mobile?.trim() ? readMobile(given.mobile) : null;
  if (email === null || (given.mobile?.trim() && mobile === null)) return refuse("contact-malformed");
  return {
    row: {
      id,
      login,
      given_name: given.givenName,
      family_name: given.familyName,
      occupation: given.occupation,
      referent: 0,
      email_sealed: directory.sealContact("email", id, email),
      email_verified_at: null,
      mobile_sealed: mobile === null ? null : directory.sealContact("mobile", id, mobile),
      mobile_verified_at: null,
    },
    civility: given.civility,
    rpps,
    identity: given.identity,
    endsAt: readEnd(given.until),
  };
}

/** A contact that is to take the place of another; null: of none (a mobile may go, the e-mail may not). */
export function readContact(
  { domains }: Pick<ReadingParts, "domains">,
  kind: "email" | "mobile",
  typed: string,
): { address: string } | null | Refusal {
  if (kind === "mobile" && typed.trim() === "") return null;
  const address = kind === "email" ? readEmail(typed, domains) : readMobile(typed);
  return address === null ? refuse("contact-malformed") : { address };
}

type Days = Pick<RightsChange, "from" | "until">;
type Instants = { from: number | null; until: number | null };

/** Days as instants; refuses a right that would end before it begins, or is over already. */
export function readDays<Given extends Days>(
  given: readonly Given[],
  now: number,
): (Omit<Given, keyof Days> & Instants)[] | Refusal {
  const read = given.map(({ from, until, ...rest }) => ({
    ...rest,
    from: from === null ? null : startOfDay(from),
    until: readEnd(until),
  }));
  const isWrong = read.some(({ from, until }) => until !== null && until <= Math.max(from ?? now, now));
  return isWrong ? refuse("dates-malformed") : read;
}

/** The first instant after a last day; null: no end. */
export function readEnd(until: string | null): number | null {
  return until === null ? null : endOfDay(until);
}
