const minute = 60_000;

/**
 * How long a recipient waits after so many attempts, in milliseconds: short at first, for a server that is being
 * started again, then rarer (RFC 5321 §4.5.4.1). `fraction` in [0, 1) spreads what failed together over a fifth of the
 * time on both sides.
 */
export function waitAfter(attempts: number, fraction: number): number {
  const steps = [1, 2, 5, 10, 20, 30, 60];
  const wait = (steps[attempts - 1] ?? 120) * minute;
  return Math.round(wait * (0.8 + 0.4 * fraction));
}
