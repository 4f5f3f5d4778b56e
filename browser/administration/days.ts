/** How days are told: « 31 décembre », with the year when it is another one. */
export function tellDay(day: string | number, now = Date.now()): string {
  const at = typeof day === "number" ? day : Date.parse(`${day}T12:00:00Z`);
  const { lang } = document.documentElement;
  const year = (one: number) => new Date(one).getFullYear();
  return new Intl.DateTimeFormat(lang, {
    timeZone: "Europe/Paris",
    day: "numeric",
    month: "long",
    ...(year(at) === year(now) ? {} : { year: "numeric" }),
  })
    .format(at)
    .replace(/^1 /, lang === "fr" ? "1er " : "1 ");
}

/** Whether an instant was today, in France. */
export function isToday(at: number, now = Date.now()): boolean {
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" });
  return day.format(at) === day.format(now);
}
