const dayMs = 86_400_000;

/** The first instant of a day (`2026-12-01`) in France, in milliseconds since 1970. */
export function startOfDay(day: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  return utc - offsetAt(utc - offsetAt(utc));
}

/** The first instant after a day: what lasts « until » it ends there. */
export function endOfDay(day: string): number {
  const next = Date.parse(`${day}T00:00:00Z`) + dayMs;
  return startOfDay(toIso(next, "UTC"));
}

/** The day of an instant in France. */
export function dayOf(at: number): string {
  return toIso(at, "Europe/Paris");
}

function toIso(at: number, timeZone: string): string {
  // Sweden writes its days as ISO 8601 does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(at);
}

/** How far French clocks are ahead of UTC at an instant. */
function offsetAt(at: number): number {
  const told = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Paris",
    dateStyle: "short",
    timeStyle: "medium",
  }).format(at);
  return Date.parse(`${told.replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}
