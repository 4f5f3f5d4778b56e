import type { RefusalCode } from "../../../contracts/refusals.ts";
import { holdsOneOf, weigh } from "../../../contracts/password.ts";
import type { Person } from "../../directory/door.ts";

/** Shorter names stand in too many words. */
const shortestName = 4;

/** What is wrong with a password that this person has chosen; null when nothing is. `least`: the operator's own length. */
export function findPasswordFault(
  password: string,
  person: Pick<Person, "login" | "givenName" | "familyName">,
  least: number,
): Extract<RefusalCode, `password-${string}`> | null {
  const strength = weigh(password);
  if (strength === "short" || [...password.normalize("NFC")].length < least) return "password-short";
  if (holdsOneOf(password, namesOf(person))) return "password-named";
  return strength === "common" ? "password-common" : null;
}

/** The person's names and those in her login: `org.nadege.faure@valdebrume.mss.example` has nadege, faure, valdebrume. */
function namesOf({ login, givenName, familyName }: Parameters<typeof findPasswordFault>[1]): string[] {
  const [local = "", domain = ""] = login.split("@");
  const words = `${local} ${domain.split(".")[0]} ${givenName} ${familyName}`.split(/[^\p{L}\p{N}]+/u);
  return words.filter((word) => word.length >= shortestName);
}
