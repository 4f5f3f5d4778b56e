/** A year of checks: three of them are what RIE-PS 08 asks for (domain.md §8.1). */
const dayMs = 86_400_000;
const yearMs = 365 * dayMs;

/** How long a check of an identity is good. */
export const identityMs = 3 * yearMs;

/** How long before that its référents are told, and told again; the last time when it is over. */
export const identityNotices = [90, 30, 0] as const;

/** When somebody whose identity was checked at an instant is among those « à revoir »: from the first notice on. */
export const identitySoonMs = identityMs - identityNotices[0] * dayMs;

/** What is due of an identity at `now`: how often it will have been told of, and of how many days; null: nothing. */
export function stepIdentity(
  { checkedAt, told }: { checkedAt: number; told: number },
  now: number,
): { told: number; days: number } | null {
  // After a long stop of the program, the last of the notices that are due stands for those before it.
  const due = identityNotices.findLastIndex((days) => now >= noticeAt(checkedAt, days));
  const days = identityNotices[due];
  return days === undefined || due < told ? null : { told: due + 1, days };
}

/** The instants before which identities told of 0, 1 or 2 times were checked when something is due of them. */
export function listIdentityAges(now: number): { told: number; before: number }[] {
  return identityNotices.map((days, told) => ({ told, before: now - identityMs + days * dayMs }));
}

function noticeAt(checkedAt: number, days: number): number {
  return checkedAt + identityMs - days * dayMs;
}
