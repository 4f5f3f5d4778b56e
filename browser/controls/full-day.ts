/** A day of whichever year, in Paris: « 4 septembre 2027 », « 1er janvier 2027 ». */
export function fullDay(at: number, language: string): string {
  const options = { timeZone: "Europe/Paris", dateStyle: "long" } as const;
  const text = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "fr-FR", options).format(at);
  // Not every browser knows that the first of a month is « 1er ».
  return (language === "en" ? text : text.replace(/^1 /, "1er ")).replaceAll(" ", "\u00a0");
}
