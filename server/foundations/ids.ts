import type { Chance } from "./chance.ts";

const letters = "abcdefghijklmnopqrstuvwxyz234567";

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
