const minute = 60_000;

/** How long a notice is worth sending. */
const lifeMs = 24 * 60 * minute;
const longestWaitMs = 60 * minute;

/** When a notice that did not leave is tried again: a minute later, then twice that, at most an hour; null after a day. */
export function findNextTry(
  { made_at: madeAt, tries }: { made_at: number; tries: number },
  now: number,
): number | null {
  const next = now + Math.min(longestWaitMs, minute * 2 ** Math.max(0, tries - 1));
  return next - madeAt > lifeMs ? null : next;
}
