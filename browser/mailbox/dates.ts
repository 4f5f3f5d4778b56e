import { clockTime } from "../controls/clock-time.ts";
import type { Language } from "../words/words.ts";

/** Dates as people here say them, in the hospital's own time whatever the zone of the machine. */

const timeZone = "Europe/Paris";
const noBreak = "\u00a0";
const dayMs = 86_400_000;

/** The words that Intl does not have. */
export interface DayWords {
  today: string;
  yesterday: string;
  /** As it stands alone in a line of the list: no capital in French. */
  yesterdayShort: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", { ...options, timeZone });
  formats.set(key, made);
  return made;
}

/** Calendar days from `ms` to `now` in Paris: 0 today, 1 yesterday. */
export function daysAgo(ms: number, now: number): number {
  return dayNumber(now) - dayNumber(ms);
}

/** In a line of the list: the time today, then `hier`, `lun.`, `17 nov.`, `17/11/2025`. */
export function formatShort(ms: number, now: number, words: DayWords, language: Language): string {
  const days = daysAgo(ms, now);
  if (days <= 0) return clockTime(ms, language);
  if (days === 1) return words.yesterdayShort;
  if (days < 7) return format(language, { weekday: "short" }).format(ms);
  if (isSameYear(ms, now)) return joined(format(language, { day: "numeric", month: "short" }).format(ms));
  return format(language, { day: "2-digit", month: "2-digit", year: "numeric" }).format(ms);
}

/** In an open message: `9 h 02`, `hier, 17 h 05`, `lun. 16, 10 h 15`, `17 nov., 10 h 15`. */
export function formatMoment(ms: number, now: number, words: DayWords, language: Language): string {
  const days = daysAgo(ms, now);
  const time = clockTime(ms, language);
  if (days <= 0) return time;
  if (days === 1) return `${words.yesterdayShort}, ${time}`;
  if (days < 7)
    return `${joined(format(language, { weekday: "short", day: "numeric" }).format(ms))}, ${time}`;
  return `${formatShort(ms, now, words, language)}, ${time}`;
}

/** In full, for the title of a date: `lundi 16 novembre 2026, 10 h 15`. */
export function formatFull(ms: number, language: Language): string {
  const day = format(language, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(
    ms,
  );
  return `${day}, ${clockTime(ms, language)}`;
}

/** Above the list: `Aujourd’hui`, `Hier`, `Lundi 16 novembre`, `Novembre 2025`. */
export function formatDay(ms: number, now: number, words: DayWords, language: Language): string {
  const days = daysAgo(ms, now);
  if (days <= 0) return words.today;
  if (days === 1) return words.yesterday;
  const options: Intl.DateTimeFormatOptions = isSameYear(ms, now)
    ? { weekday: "long", day: "numeric", month: "long" }
    : { month: "long", year: "numeric" };
  return capitalised(format(language, options).format(ms));
}

function dayNumber(ms: number): number {
  const parts = format("en", { year: "numeric", month: "numeric", day: "numeric" }).formatToParts(ms);
  const find = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(find("year"), find("month") - 1, find("day")) / dayMs;
}

function isSameYear(a: number, b: number): boolean {
  const year = format("en", { year: "numeric" });
  return year.format(a) === year.format(b);
}

function joined(date: string): string {
  return date.replaceAll(" ", noBreak);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
