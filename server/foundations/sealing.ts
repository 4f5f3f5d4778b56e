import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync } from "node:crypto";
import type { Chance } from "./chance.ts";

/** The cell a sealed value belongs to: it opens nowhere else. */
export interface Place {
  table: string;
  column: string;
  row: string;
}

/** Seals small secrets with AES-256-GCM and derives the program's other keys. */
export interface Sealing {
  /** `version (1 byte) ‖ nonce (12) ‖ ciphertext ‖ tag (16)`. */
  seal(place: Place, plain: Uint8Array): Buffer;
  /** The plain bytes; throws `SealBroken` when the value was changed, moved, or sealed under a lost key. */
  open(place: Place, sealed: Uint8Array): Buffer;
  /** A 32-byte key for one purpose (HKDF-SHA-256, RFC 5869), the same at each start. */
  derive(purpose: string): Buffer;
}

/** A sealed value that does not open at this place. */
export class SealBroken extends Error {
  override name = "SealBroken";
}

/** Master keys by version (1 to 255), 32 bytes each; new values are sealed under the highest. */
export type SealingKeys = ReadonlyMap<number, Buffer>;

/**
 * Reads a key file: one key a line, `VERSION:BASE64` or a lone `BASE64` (version 1); lines of `#` are comments.
 * Returns the sentence of what is wrong instead of keys.
 */
export function parseSealingKeys(text: string): SealingKeys | string {
  const keys = new Map<number, Buffer>();
  for (const line of text.split("\n").map((raw) => raw.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    const [, version = "1", base64 = ""] = /^(?:(\d{1,3}):)?([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
    const key = Buffer.from(base64, "base64");
    if (key.length !== 32) return "chaque ligne doit être VERSION:CLÉ, la clé faisant 32 octets en base64";
    if (Number(version) < 1 || Number(version) > 255) return "une version de clé va de 1 à 255";
    keys.set(Number(version), key);
  }
  return keys.size > 0 ? keys : "aucune clé dans ce fichier";
}

/** Builds the sealing over its master keys. */
export function createSealing(keys: SealingKeys, chance: Chance): Sealing {
  const current = Math.max(...keys.keys());
  const first = Math.min(...keys.keys());
  const sealKeys = new Map(
    // As objects: given as bytes, a key is wrapped anew by each call.
    [...keys].map(([version, key]) => [version, createSecretKey(hkdf(key, "sealing"))]),
  );
  return {
    seal(place, plain) {
      const nonce = chance.bytes(12);
      const cipher = createCipheriv("aes-256-gcm", required(sealKeys.get(current)), nonce);
      cipher.setAAD(associated(place));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.of(current), nonce, body, cipher.getAuthTag()]);
    },
    open(place, sealed) {
      const key = sealKeys.get(sealed[0] ?? 0);
      if (!key || sealed.length < 29)
        throw new SealBroken(`${place.table}.${place.column}: no such key version`);
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 13), { authTagLength: 16 });
        decipher.setAAD(associated(place));
        decipher.setAuthTag(sealed.subarray(sealed.length - 16));
        return Buffer.concat([decipher.update(sealed.subarray(13, -16)), decipher.final()]);
      } catch (cause) {
        throw new SealBroken(`${place.table}.${place.column}: does not open here`, { cause });
      }
    },
    // NOTE: purposes hang on the first key, which therefore stays in the file when a newer one is added.
    derive: (purpose) => hkdf(required(keys.get(first)), purpose),
  };
}

function associated({ table, column, row }: Place): Buffer {
  return Buffer.from([table, column, row].join("\0"));
}

function hkdf(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "caducee", purpose, 32));
}

function required<Key>(key: Key | undefined): Key {
  if (!key) throw new SealBroken("no sealing key");
  return key;
}
