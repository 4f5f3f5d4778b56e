import type { Language } from "../words/words.ts";

const units = { fr: ["o", "ko", "Mo", "Go", "To"], en: ["B", "kB", "MB", "GB", "TB"] };

/** A number of octets in words: `214 ko`, `1,3 Mo`. */
export function formatSize(octets: number, language: Language): string {
  let value = octets;
  let unit = 0;
  while (value >= 999.5 && unit < 4) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 1 && value < 10 ? 1 : 0;
  const number = new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-GB", {
    maximumFractionDigits: digits,
  }).format(value);
  return `${number}\u00a0${units[language][unit] ?? ""}`;
}

/** A whole number with its thousands apart. */
export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-GB").format(count);
}
