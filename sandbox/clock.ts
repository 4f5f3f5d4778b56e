/** The sandbox's only look at the time: it is a process of its own and borrows nothing from the program. Milliseconds since 1970. */
export function now(): number {
  return Date.now();
}
