export { readEmail, readMobile } from "../../../contracts/contacts.ts";

/** Whether these are eleven digits of which the last is the check of the others (Luhn, ISO/IEC 7812-1 annex B). */
export function isRpps(digits: string): boolean {
  if (!/^\d{11}$/.test(digits)) return false;
  const sum = Array.from(digits, Number)
    .toReversed()
    .map((digit, place) => (place % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2))
    .reduce((one, other) => one + other, 0);
  return sum % 10 === 0;
}
