import type { Chance } from "./chance.ts";

const letters = "abcdefghijklmnopqrstuvwxyz234567";
/** The same, in the order in which texts are sorted. */
const sorted = "234567abcdefghijklmnopqrstuvwxyz";
/** Of 45 bits: the milliseconds of a thousand years. */
const instantLetters = 9;

/**
 * A new identifier: one letter for its kind, then 120 bits of chance in base32 (24 characters). It cannot be
 * guessed, starts with a letter and is safe in a URL, as RFC 8620 §1.2 advises.
 */
export function newId(chance: Chance, kind: string): string {
  const bytes = chance.bytes(15);
  let id = kind;
  for (let group = 0; group < 15; group += 5) {
    let value = bytes.readUIntBE(group, 5);
    let text = "";
    for (let place = 0; place < 8; place++) {
      text = letters[value % 32] + text;
      value = Math.floor(value / 32);
    }
    id += text;
  }
  return id;
}

/**
 * The same where ids sort by an instant, in milliseconds since 1970: nine letters of it, then 75 bits of chance. What
 * belongs to one time then lies side by side in every index by id, and a list reads few pages instead of one a row.
 */
export function newIdAt(chance: Chance, at: number, kind: string): string {
  let value = Math.min(Math.max(0, Math.floor(at)), 2 ** (5 * instantLetters) - 1);
  let instant = "";
  for (let place = 0; place < instantLetters; place++) {
    instant = sorted[value % 32] + instant;
    value = Math.floor(value / 32);
  }
  return kind + instant + newId(chance, "").slice(instantLetters);
}
