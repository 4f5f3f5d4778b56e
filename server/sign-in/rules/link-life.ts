import type { LinkEnd, LinkRow } from "../store/tables.ts";

const hour = 3_600_000;

/** How long the links to a new password live and how many there are; nothing shows it when there are too many. */
export interface LinkRules {
  lifeMs: number;
  hourly: number;
  daily: number;
}

export const linkRules: LinkRules = { lifeMs: hour, hourly: 3, daily: 10 };

/** How far back wishes are counted; older ones are forgotten. */
export const linkSpanMs = 24 * hour;

/** Whether one more link may leave, after those asked for at these times. */
export function isLinkLeft(times: readonly number[], now: number, { hourly, daily }: LinkRules): boolean {
  const since = (span: number) => times.filter((at) => at > now - span).length;
  return since(hour) < hourly && since(linkSpanMs) < daily;
}

/** Why a link is worth nothing at `now`; null while it is. */
export function findLinkEnd(
  link: Pick<LinkRow, "ended_at" | "end_reason" | "expires_at">,
  now: number,
): LinkEnd | "expired" | null {
  if (link.ended_at !== null) return link.end_reason ?? "used";
  return now >= link.expires_at ? "expired" : null;
}
