/** An hour as people write it, in Paris whatever the machine's zone: « 9 h 02 », “9:02”. `at` in milliseconds. */
export function clockTime(at: number, language: string): string {
  const parts = new Intl.DateTimeFormat("fr-FR", {
    timeZone: "Europe/Paris",
    hour: "numeric",
    minute: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  const hour = String(Number(part("hour")));
  return language === "en" ? `${hour}:${part("minute")}` : `${hour}\u00a0h\u00a0${part("minute")}`;
}
