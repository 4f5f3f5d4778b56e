import type { BoxFilter, BoxKind } from "../../../contracts/administration-boxes.ts";
import type { RefusalCode } from "../../../contracts/refusals.ts";
import type { KeptMailbox } from "../../mailboxes/door.ts";

/** Addresses that speak for a whole domain, which several structures may share (RFC 2142, RFC 5321 §4.5.1). */
const reserved = new Set([
  "abuse",
  "hostmaster",
  "info",
  "mailer-daemon",
  "noc",
  "noreply",
  "no-reply",
  "postmaster",
  "root",
  "security",
  "support",
  "webmaster",
]);

/** The local part of a new address, in letters that every keyboard has; null when it cannot be one. */
export function readLocal(typed: string): string | null {
  const local = typed.trim().toLowerCase();
  const isWhole = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(local) && local.length <= 64;
  return isWhole && !reserved.has(local) ? local : null;
}

export interface BoxFacts {
  kind: BoxKind;
  service: string;
  responsible: string;
  description: string;
}

/** What is missing of a mailbox of its kind (domain §1.2); null when nothing is. Its name is asked for at the door. */
export function findGap(facts: BoxFacts, hasHolder: boolean): RefusalCode | null {
  const { kind, service, responsible, description } = facts;
  // PER and CAB stand under somebody's RPPS; for the others a legal person answers, through somebody who is named.
  if (kind === "PER") return hasHolder ? null : "holder-needed";
  if (kind === "CAB") return !hasHolder ? "holder-needed" : description === "" ? "box-incomplete" : null;
  return [service, responsible, description].includes("") ? "box-incomplete" : null;
}

/** From this part of its quota on, a mailbox is nearly full. */
const nearlyFull = 0.8;

/** Which of the lists a mailbox stands in. */
export function isListed(box: KeptMailbox, filter: BoxFilter): boolean {
  if (filter === "deleted") return box.status === "deleted";
  if (box.status === "deleted") return false;
  if (filter === "full") return box.usedBytes >= box.quotaBytes * nearlyFull;
  if (filter === "closed") return box.status !== "active";
  if (filter === "lonely") return (box.kind === "ORG" || box.kind === "APP") && box.responsible.trim() === "";
  return true;
}

/** Whether the name, address or service of a mailbox holds each word that was typed, in any case, without accents. */
export function holdsWords(box: KeptMailbox, typed: string): boolean {
  const text = plain(`${box.name} ${box.address} ${box.service} ${box.responsible}`);
  return plain(typed)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
