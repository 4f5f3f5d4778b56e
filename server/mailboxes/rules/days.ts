const dayMs = 86_400_000;

/** The day an instant belongs to, counted from 1970 (UTC): the key of the per-day counters. */
export function dayOf(at: number): number {
  return Math.floor(at / dayMs);
}

/** The first instant of a day. */
export function startOfDay(day: number): number {
  return day * dayMs;
}

/** How many messages (or conversations) of a folder fall on one day. */
export interface DayCount {
  day: number;
  count: number;
}

/**
 * Where the `position`-th item stands: its day, and how many of that day's come before it. `days` are in the order of
 * the list. `null` beyond the end.
 */
export function locate(days: readonly DayCount[], position: number): { day: number; skip: number } | null {
  let passed = 0;
  for (const { day, count } of days) {
    if (position < passed + count) return { day, skip: position - passed };
    passed += count;
  }
  return null;
}
