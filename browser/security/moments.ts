import { clockTime } from "../controls/clock-time.ts";

/** What Intl does not have. */
export interface MomentWords {
  today: string;
  yesterday: string;
}

const timeZone = "Europe/Paris";
const dayMs = 86_400_000;

/** « Aujourd’hui, 9 h 03 », « Hier, 8 h 01 », « 4 septembre, 8 h 01 », in Paris whatever the machine's zone. */
export function momentOf(at: number, now: number, words: MomentWords, language: string): string {
  return `${dayOf(at, now, words, language)}, ${clockTime(at, language)}`;
}

function dayOf(at: number, now: number, { today, yesterday }: MomentWords, language: string): string {
  const days = dayNumber(now) - dayNumber(at);
  if (days <= 0) return today;
  return days === 1 ? yesterday : day(at, language);
}

/** A day of this year or the last: « 4 septembre ». */
export function day(at: number, language: string): string {
  const options = { timeZone, day: "numeric", month: "long" } as const;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : "fr-FR", options)
    .format(at)
    .replaceAll(" ", "\u00a0");
}

/** How many whole minutes ago; none in the first two, for sessions are touched once a minute. */
export function minutesAgo(at: number, now: number): number {
  const minutes = Math.floor((now - at) / 60_000);
  return minutes < 2 ? 0 : minutes;
}

function dayNumber(at: number): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
  }).formatToParts(at);
  const find = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(find("year"), find("month") - 1, find("day")) / dayMs;
}
