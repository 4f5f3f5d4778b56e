import { createHmac, createSecretKey } from "node:crypto";
import type { Chance } from "../foundations/chance.ts";
import type { Passwords } from "./passwords.ts";

/**
 * Twelve digits in the place of a one-time code, once: ten that a person keeps on paper (« codes de secours »), or one
 * that her référent reads out (« code de dépannage »). The first four are no secret and find the row, so that one hash
 * is checked, not ten; the last eight are hashed under a key that is not in the store.
 */
export interface SpareCode {
  /** As it is shown: `1234 5678 9012`. */
  code: string;
  prefix: string;
  /** Argon2id in PHC form. */
  hash: string;
}

export interface SpareCodes {
  make(count: number): Promise<SpareCode[] | "busy">;
  /** Whether these digits are the ones of a row; none costs a hash too. */
  check(digits: string, hash: string | null): Promise<boolean | "busy">;
}

const prefixLength = 4;

/** The twelve digits of what was typed, spaces and dashes left out; null when not twelve. */
export function readSpare(typed: string): { digits: string; prefix: string } | null {
  const digits = typed.normalize("NFKC").replace(/[\s\p{Dash}]/gu, "");
  return /^[0-9]{12}$/.test(digits) ? { digits, prefix: digits.slice(0, prefixLength) } : null;
}

export function createSpareCodes(key: Buffer, chance: Chance, passwords: Passwords): SpareCodes {
  const secret = createSecretKey(key);
  const mac = (digits: string) => createHmac("sha256", secret).update(digits).digest("base64url");

  /** Digits without bias: a byte stands for one when it is below 250. */
  function digitsOf(count: number): string {
    let digits = "";
    while (digits.length < count) {
      const [byte = 255] = chance.bytes(1);
      if (byte < 250) digits += String(byte % 10);
    }
    return digits;
  }

  return {
    async make(count) {
      const prefixes = new Set<string>();
      while (prefixes.size < count) prefixes.add(digitsOf(prefixLength));
      const made: SpareCode[] = [];
      for (const prefix of prefixes) {
        const digits = prefix + digitsOf(8);
        const hash = await passwords.make(mac(digits));
        if (hash === "busy") return "busy";
        made.push({ code: digits.replace(/(\d{4})(?=\d)/g, "$1 "), prefix, hash });
      }
      return made;
    },
    async check(digits, hash) {
      const checked = await passwords.check(mac(digits), hash);
      return checked === "busy" ? checked : checked.right;
    },
  };
}
