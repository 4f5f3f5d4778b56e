import type { GivenRight } from "../../../../contracts/administration.ts";
import { fold } from "./read-file.ts";

/** One mailbox of a line: its address in lower case, the right, and its own days when they are said. */
export interface BoxRead {
  address: string;
  /** Null when the word is none of ours. */
  right: GivenRight | null;
  from: string | null;
  until: string | null;
  /** What was typed, when a day in it is none. */
  wrongDay: boolean;
}

const rights: Record<string, GivenRight> = {
  lecture: "reader",
  lecteur: "reader",
  lectrice: "reader",
  lire: "reader",
  redaction: "writer",
  redacteur: "writer",
  redactrice: "writer",
  ecriture: "writer",
  ecrire: "writer",
  gestion: "manager",
  gestionnaire: "manager",
  gerer: "manager",
};

/**
 * « accueil@… : rédaction », « foyer@… : lecture du 01/12/2026 au 31/12/2026 ». Without a word the right is « lecture », the
 * smallest.
 */
export function readBoxes(parts: readonly string[]): BoxRead[] {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(readBox);
}

function readBox(part: string): BoxRead {
  const [, address = part, rest = ""] = /^([^\s:=]+)\s*[:=]?\s*(.*)$/.exec(part) ?? [];
  const days = [...rest.matchAll(/\b(du|dès le|des le|à partir du|au|jusqu[’']au)\s+(\S+)/giu)];
  const word = rest.slice(0, days[0]?.index ?? rest.length);
  const dayAfter = (isIt: RegExp) => days.find(([, said = ""]) => isIt.test(said))?.[2];
  const [from, until] = [dayAfter(/^(du|d|à)/iu), dayAfter(/^(au|j)/iu)];
  const read = { from: from ? readDay(from) : null, until: until ? readDay(until) : null };
  return {
    address: address.toLowerCase(),
    right: fold(word) === "" ? "reader" : (rights[fold(word)] ?? null),
    ...read,
    wrongDay: (from !== undefined && read.from === null) || (until !== undefined && read.until === null),
  };
}

/** A day as people and spreadsheets write it (`01/12/2026`, `1.12.2026`, `2026-12-01`); null when it is none. */
export function readDay(typed: string): string | null {
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00.*)?$/.exec(typed);
  const [year, month, day] = french
    ? [french[3], french[2], french[1]]
    : iso
      ? [iso[1], iso[2], iso[3]]
      : [undefined, undefined, undefined];
  if (year === undefined || month === undefined || day === undefined) return null;
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = Date.parse(`${written}T00:00:00Z`);
  // The 31st of a month of thirty days would be read as the 1st of the next.
  return Number.isNaN(at) || Number(year) < 2000 || Number(day) !== dayOfMonth(written) ? null : written;
}

function dayOfMonth(written: string): number {
  const [year = 0, month = 0, day = 0] = written.split("-").map(Number);
  const february = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  const most = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return Math.min(day, most);
}
