import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";

/** Computes the code of a challenge. It is stored nowhere, not even hashed: six digits would not hide in a hash. */
export interface OneTimeCodes {
  /** Six digits. */
  of(challengeId: string): string;
  /** Whether these six digits are the challenge's code, in a time that tells nothing. */
  isRight(challengeId: string, digits: string): boolean;
}

/** `key`: 32 bytes that are not in the store. HMAC-SHA-256, then the dynamic truncation of RFC 4226 §5.3. */
export function createOneTimeCodes(key: Buffer): OneTimeCodes {
  // Imported once: an HMAC under raw bytes imports them each time, for six times the work.
  const secret = createSecretKey(key);
  function of(challengeId: string): string {
    return truncate(createHmac("sha256", secret).update(challengeId).digest());
  }
  return {
    of,
    isRight: (challengeId, digits) => timingSafeEqual(Buffer.from(of(challengeId)), Buffer.from(digits)),
  };
}

/** Six digits of a digest: the dynamic truncation of RFC 4226 §5.3. */
export function truncate(digest: Buffer): string {
  const offset = digest.readUInt8(digest.length - 1) & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}

/** The six digits in what a person typed or pasted, spaces and dashes of any kind left out; null when not six. */
export function readDigits(typed: string): string | null {
  const digits = typed.normalize("NFKC").replace(/[\s\p{Dash}\u200b-\u200f\u2060\ufeff]/gu, "");
  return /^[0-9]{6}$/.test(digits) ? digits : null;
}
