import type { HealthKind } from "../../../contracts/administration-health.ts";
import type { MailboxStanding } from "../../mailboxes/door.ts";
import { isLonely, isNever, type Known } from "../store/people.ts";
import { dayOf, startOfDay } from "./days.ts";

/** How long before an end it is told of. */
export const soonMs = 30 * 86_400_000;
/** From where a mailbox is told to be nearly full. */
const fullFrom = 0.8;

/** Whether a person is meant by a figure. Those who left, were suspended or whose access is over need nothing. */
export function isMeant(kind: HealthKind, one: Known, now: number): boolean {
  const { state, signIn, person } = one;
  if (state === "left" || state === "suspended" || state === "ended") return false;
  switch (kind) {
    case "single":
      return isLonely(one);
    case "never":
      return isNever(one);
    case "links-over":
      return signIn.link !== null && (signIn.link.until <= now || signIn.link.state === "failed");
    case "accesses-ending":
      return person.endsAt !== null && person.endsAt <= now + soonMs;
    case "idle-6":
      return isIdle(signIn.lastAt, now, 6, 11);
    case "idle-11":
      return isIdle(signIn.lastAt, now, 11, 12);
    case "idle-12":
      return isIdle(signIn.lastAt, now, 12, Infinity);
    default:
      return false;
  }
}

/** Whether a mailbox is. A personal one has its person; the others need somebody who answers for them. */
export function isMailboxMeant(kind: HealthKind, mailbox: MailboxStanding): boolean {
  if (kind === "no-responsible") return mailbox.kind !== "PER" && mailbox.responsible.trim() === "";
  return kind === "full" && mailbox.usedBytes >= fullFrom * mailbox.quotaBytes;
}

function isIdle(lastAt: number | null, now: number, least: number, below: number): boolean {
  if (lastAt === null || lastAt > monthsBefore(now, least)) return false;
  return below === Infinity || lastAt > monthsBefore(now, below);
}

/** The start of the same day some months before, or of that month's last day where it has no such day. */
export function monthsBefore(now: number, months: number): number {
  const [year = 0, month = 0, day = 0] = dayOf(now).split("-").map(Number);
  const count = year * 12 + (month - 1) - months;
  const last = Number(dayOf(Date.UTC(Math.floor(count / 12), (count % 12) + 1, 0, 12)).slice(8));
  const two = (one: number) => String(one).padStart(2, "0");
  return startOfDay(`${Math.floor(count / 12)}-${two((count % 12) + 1)}-${two(Math.min(day, last))}`);
}
