/** Of its own: what is told here must not join the code of the mailbox. */
const units = ["o", "ko", "Mo", "Go", "To"];
const unitsEn = ["B", "kB", "MB", "GB", "TB"];

/** A size as it is read: « 1,2 Go ». */
export function tellSize(octets: number): string {
  let value = octets;
  let unit = 0;
  while (value >= 999.5 && unit < 4) {
    value /= 1000;
    unit += 1;
  }
  const { lang } = document.documentElement;
  const digits = unit > 1 && value < 10 ? 1 : 0;
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value);
  return `${number}\u00a0${(lang === "en" ? unitsEn : units)[unit] ?? ""}`;
}

/** A whole number, its thousands apart. */
export function tellCount(count: number): string {
  return new Intl.NumberFormat(document.documentElement.lang).format(count);
}

const giga = 1_000_000_000;

/** Octets of a number of gigabytes as somebody types it, with a comma or a point; null when it is none. */
export function readGigabytes(typed: string): number | null {
  const value = Number(typed.trim().replace(",", "."));
  return typed.trim() !== "" && Number.isFinite(value) && value >= 0.001 ? Math.round(value * giga) : null;
}

export function writeGigabytes(octets: number): string {
  return String(octets / giga).replace(".", document.documentElement.lang === "en" ? "." : ",");
}
