import { now } from "../clock.ts";

const clock = new Intl.DateTimeFormat("fr-FR", { hour: "numeric", minute: "2-digit" });
const calendar = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "short" });

/** A moment (ms) as people read it, in the time zone of the machine: « 9 h 02 », « 17 nov., 9 h 02 » on another day. */
export function writeMoment(at: number): string {
  const parts = clock.formatToParts(at);
  const hour = Number(parts.find(({ type }) => type === "hour")?.value);
  const minute = parts.find(({ type }) => type === "minute")?.value;
  const time = `${hour}\u00a0h\u00a0${minute}`;
  const day = calendar.format(at);
  const moment = day === calendar.format(now()) ? time : `${day}, ${time}`;
  return `<time datetime="${new Date(at).toISOString()}">${moment}</time>`;
}
