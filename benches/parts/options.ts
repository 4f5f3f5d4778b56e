/** What follows `name` on the command line of a bench. */
export function optionOf(name: string, fallback: string): string {
  const place = process.argv.indexOf(name);
  return place < 0 ? fallback : (process.argv[place + 1] ?? fallback);
}
