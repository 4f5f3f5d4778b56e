import type { OpenMailbox } from "../../contracts/sign-in.ts";
import type { EmailAddress } from "../data/shapes.ts";

/** Who writes, as far as an address tells. */
export type Kind = "professional" | "service" | "patient";

const titles = /^(dr|docteur|pr|prof|professeur|m|mme|mr|mrs|ms|me)\.?$/;

/** Words with which the names of services begin: `pharmacie.halle` is nobody's first and last name. */
const services =
  /^(accueil|admissions|cabinet|centre|ch|chu|clinique|cmp|direction|ehpad|foyer|hopital|ime|imagerie|labo|laboratoire|maison|mdph|pharmacie|plateforme|pole|residence|samu|secretariat|service|sessad|ssiad|unite|urgences)$/;

/**
 * The kind of a correspondent. Patients write from domains of their own (`patient.`); a professional's address is made
 * of his names (`h.castaing`, `helene.castaing-dupre`); the others are services. Our own mailboxes are known.
 */
export function kindOf(address: EmailAddress, mailboxes: readonly OpenMailbox[] = []): Kind {
  const email = address.email.toLowerCase();
  const [local = "", domain = ""] = splitAddress(email);
  if (domain.startsWith("patient.")) return "patient";
  const ours = mailboxes.find((mailbox) => mailbox.address.toLowerCase() === email);
  if (ours) return ours.kind === "PER" ? "professional" : "service";
  return isMadeOfNames(local, namesOf(address.name ?? "")) ? "professional" : "service";
}

/** What to call a correspondent: the name he gives, or his address. */
export function nameOf(address: EmailAddress): string {
  return address.name?.trim() || address.email;
}

/** One or two letters for a name: `Dr Hélène Castaing` is `HC`. */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}’'-]+/u).filter((word) => word !== "" && !titles.test(fold(word)));
  const [first = "?", ...others] = words;
  const last = others.at(-1);
  const letters = last ? letterOf(first) + letterOf(last) : [...first].slice(0, 2).join("");
  return letters.toUpperCase();
}

/** The hue of each mailbox's tile, 1 to 6: steady for an address, and not the same twice while there are hues left. */
export function huesOf(addresses: readonly string[]): Map<string, number> {
  const hues = new Map<string, number>();
  for (const address of addresses) {
    let hue = sumOf(address) % 6;
    const isFree = () => hues.size >= 6 || ![...hues.values()].includes(hue + 1);
    while (!isFree()) hue = (hue + 1) % 6;
    hues.set(address, hue + 1);
  }
  return hues;
}

function sumOf(text: string): number {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 65_521;
  return sum;
}

function letterOf(word: string): string {
  return [...word][0] ?? "";
}

function splitAddress(email: string): [string, string] {
  const at = email.lastIndexOf("@");
  return at < 0 ? [email, ""] : [email.slice(0, at), email.slice(at + 1)];
}

function namesOf(name: string): string[] {
  return fold(name)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && !titles.test(word));
}

/** `h.castaing` for Hélène Castaing, `castaing.helene` too; `pole.enfance` for « MDPH, pôle enfance » is not. */
function isMadeOfNames(local: string, names: readonly string[]): boolean {
  const words = fold(local).replace(/\d+$/, "").split(/[._]+/).filter(Boolean);
  const [first = "", ...others] = words;
  const last = others.join("").replaceAll("-", "");
  if (last === "" || names.length < 2 || services.test(names[0] ?? "")) return false;
  const given = names[0] ?? "";
  const family = names.slice(1).join("");
  const reversed = names.at(-1) ?? "";
  const bare = first.replaceAll("-", "");
  return (
    (given.startsWith(first.split("-")[0] ?? "") && family.endsWith(last)) ||
    (reversed.startsWith(last) && names.slice(0, -1).join("") === bare) ||
    (reversed.startsWith(bare) && names.slice(0, -1).join("") === last)
  );
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
