import { stripComments } from "./header-text.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Hours from UTC of the zones that RFC 5322 §4.3 still knows; every other letter says nothing. */
const zones: Record<string, number> = {
  edt: -4,
  est: -5,
  cdt: -5,
  cst: -6,
  mdt: -6,
  mst: -7,
  pdt: -7,
  pst: -8,
};

const time = String.raw`(\d{1,2})\s*[:.]\s*(\d{1,2})(?:\s*[:.]\s*(\d{1,2}))?`;
const mailDate = new RegExp(
  String.raw`^(?:[a-z]+\s*,?\s*)?(\d{1,2})[\s-]*([a-z]{3})[a-z]*[\s.,-]*(\d{2,4})[\s,]+${time}\s*(.*)$`,
  "i",
);
const isoDate = new RegExp(String.raw`^(\d{4})-(\d{2})-(\d{2})[t\s]+${time}(?:\.\d+)?\s*(.*)$`, "i");

/**
 * The date and time of a field (RFC 5322 §3.3 and §4.3) as RFC 8620 §1.4 writes it, with the offset it was
 * written with: "2026-03-02T09:55:06+01:00". Null when it says no date.
 */
export function parseDate(text: string): string | null {
  const plain = stripComments(text).trim();
  const mail = mailDate.exec(plain);
  if (mail) {
    const month = months.indexOf(mail[2]!.toLowerCase()) + 1;
    return formatDate(fullYear(mail[3]!), month, Number(mail[1]), mail.slice(4));
  }
  const iso = isoDate.exec(plain);
  return iso ? formatDate(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso.slice(4)) : null;
}

/** RFC 5322 §4.3: years of two and three digits. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 2) return year < 50 ? year + 2000 : year + 1900;
  return digits.length === 3 ? year + 1900 : year;
}

/** `clock`: hour, minute, second if any, zone. */
function formatDate(year: number, month: number, day: number, clock: (string | undefined)[]): string | null {
  const hour = Number(clock[0]);
  const minute = Number(clock[1]);
  // A leap second is more than most programs can read
  const second = Math.min(Number(clock[2] ?? 0), 59);
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const isDate = year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth;
  if (!isDate || hour > 23 || minute > 59) return null;
  const date = `${year}-${twoDigits(month)}-${twoDigits(day)}`;
  return `${date}T${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}${formatZone(clock[3] ?? "")}`;
}

function formatZone(zone: string): string {
  const numeric = /^(?:gmt|utc?)?\s*([+-])(\d{2}):?(\d{2})(?!\d)/i.exec(zone);
  if (numeric) {
    const [, sign, hours, minutes] = numeric;
    const isZero = hours === "00" && minutes === "00";
    return isZero || Number(hours) > 23 || Number(minutes) > 59 ? "Z" : `${sign}${hours}:${minutes}`;
  }
  const name = /^[a-z]+/i.exec(zone)?.[0].toLowerCase() ?? "";
  const hours = Object.hasOwn(zones, name) ? zones[name]! : 0;
  return hours === 0 ? "Z" : `-${twoDigits(-hours)}:00`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
