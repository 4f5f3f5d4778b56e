/** The next number that ends a scale well: 1, 2, 4, 5 or 10 of a power of ten. */
export function roundUp(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
  return (([1, 2, 4, 5, 10].find((step) => step * power >= most) ?? 10) * power) | 0;
}
