const nb = "\u00a0";

/** « 22 novembre 2026 à 9 h 02 », as it was in France. */
export function writeMoment(at: number): string {
  const options = { timeZone: "Europe/Paris" } as const;
  const day = new Intl.DateTimeFormat("fr-FR", { ...options, dateStyle: "long" }).format(at);
  const time = new Intl.DateTimeFormat("fr-FR", { ...options, hour: "numeric", minute: "2-digit" });
  const parts = Object.fromEntries(time.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${day} à ${Number(parts["hour"])}${nb}h${nb}${parts["minute"]}`;
}

/** « 1er janvier 2027 », the day of an instant in France. */
export function writeDay(at: number): string {
  const day = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", dateStyle: "long" }).format(at);
  return day.replace(/^1 /, "1er ");
}
