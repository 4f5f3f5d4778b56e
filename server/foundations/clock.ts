/** Where the program takes the time from, so that a test can hold it still. */
export interface Clock {
  /** Milliseconds since 1970 (UTC). */
  now(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that only a test moves. */
export function createStillClock(start: number): Clock & { advance(ms: number): void } {
  let now = start;
  return {
    now: () => now,
    advance(ms) {
      now += ms;
    },
  };
}
