/** Calendar of the correspondents: they all live in Paris time. Instants are milliseconds since 1970. */

const day = 86_400_000;
const zone = "Europe/Paris";

const calendar = new Intl.DateTimeFormat("en-CA", {
  timeZone: zone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});
const offsets = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
const months = new Intl.DateTimeFormat("fr-FR", { timeZone: "UTC", month: "long" });
const weekdays = new Intl.DateTimeFormat("fr-FR", { timeZone: "UTC", weekday: "long" });
const headerDays = new Intl.DateTimeFormat("en", { timeZone: "UTC", weekday: "short" });
const headerMonths = new Intl.DateTimeFormat("en", { timeZone: "UTC", month: "short" });

/** The day in Paris at an instant, as its midnight in UTC: a day one can count with. */
export function findDay(at: number): number {
  return Date.parse(`${calendar.format(at)}T00:00:00Z`);
}

/** The instant of `9:02` in Paris, `days` after a day. */
export function findInstant(start: number, days: number, hour: string): number {
  const [hours = 0, minutes = 0] = hour.split(":").map(Number);
  const asUtc = start + days * day + (hours * 60 + minutes) * 60_000;
  return asUtc - findOffset(asUtc) * 60_000;
}

// Minutes east of Greenwich. The hour of a change of clocks is no time to write.
function findOffset(at: number): number {
  const name = offsets.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, hours = "0", minutes = "0"] = /GMT\+(\d+):(\d+)/.exec(name) ?? [];
  return Number(hours) * 60 + Number(minutes);
}

/** Days to move so that a day is no Saturday or Sunday: forward to the Monday, or back to the Friday. */
export function leaveWeekend(at: number, way: "forward" | "back"): number {
  const weekday = new Date(at).getUTCDay();
  if (weekday === 6) return way === "forward" ? 2 : -1;
  if (weekday === 0) return way === "forward" ? 1 : -2;
  return 0;
}

/** A Date header (RFC 5322 §3.3), with the offset of Paris. */
export function writeDateHeader(at: number): string {
  const offset = findOffset(at);
  const local = new Date(at + offset * 60_000);
  const time = local.toISOString().slice(11, 19);
  const zoneText = `+${pad(Math.floor(offset / 60))}${pad(offset % 60)}`;
  return `${headerDays.format(local)}, ${local.getUTCDate()} ${headerMonths.format(local)} ${local.getUTCFullYear()} ${time} ${zoneText}`;
}

/** « mardi 2 décembre à 9 h 02 », as quotations say it. */
export function writeLongMoment(at: number): string {
  const local = new Date(at + findOffset(at) * 60_000);
  return `${writeDay(local.getTime(), true)} ${local.getUTCFullYear()} à ${local.getUTCHours()}:${pad(local.getUTCMinutes())}`;
}

/** Puts in the dates a text asks for in braces (see Scene), counted from `start`. */
export function fillDates(text: string, start: number): string {
  return text.replace(/\{(=?)([+-]\d+)\}|\{(mois|an|stamp)([+-]\d+)?\}/g, (_, short, days, word, plus) => {
    const count = Number(days ?? plus ?? 0);
    if (word === "an") return String(new Date(start).getUTCFullYear() + count);
    if (word === "mois") return writeMonth(start, count);
    const wanted = start + count * day;
    const at = wanted + (count > 0 ? leaveWeekend(wanted, "forward") * day : 0);
    if (word === "stamp") return new Date(at).toISOString().slice(0, 10).replaceAll("-", "");
    return writeDay(at, short === "");
  });
}

function writeDay(at: number, withWeekday: boolean): string {
  const number = new Date(at).getUTCDate();
  const text = `${number === 1 ? "1er" : number} ${months.format(at)}`;
  return withWeekday ? `${weekdays.format(at)} ${text}` : text;
}

function writeMonth(start: number, plus: number): string {
  const date = new Date(start);
  return months.format(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + plus, 1));
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
