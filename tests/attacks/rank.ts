/**
 * How far apart two samples stand by their ranks (Mann and Whitney's U, as a normal deviate): about 0 when both come from
 * one source, whatever its distribution and its outliers; beyond 4 either way once in 16,000 such pairs.
 */
export function compareRanks(one: readonly number[], other: readonly number[]): number {
  const larger = one.reduce(
    (sum, value) =>
      sum + other.reduce((count, than) => count + (value > than ? 1 : value === than ? 0.5 : 0), 0),
    0,
  );
  const mean = (one.length * other.length) / 2;
  const deviation = Math.sqrt((one.length * other.length * (one.length + other.length + 1)) / 12);
  return (larger - mean) / deviation;
}
