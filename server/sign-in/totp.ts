import { createHmac, timingSafeEqual } from "node:crypto";
import { truncate } from "./one-time-code.ts";

/**
 * Codes of an authenticator app: TOTP (RFC 6238) as every app makes it, SHA-1, six digits, thirty seconds. Node's HMAC
 * and the truncation that our own codes use: a library would add its own of both.
 */
const stepMs = 30_000;
/** One step to either side: a phone whose clock is half a minute off (RFC 6238 §5.2). */
const window = 1;

/** Bytes of a new secret: 160 bits (RFC 4226 §4, R6). */
export const secretBytes = 20;

/** The code of a step. */
export function codeOfStep(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  return truncate(createHmac("sha1", secret).update(counter).digest());
}

/** The step whose code these six digits are, around `now` (ms); null when there is none. */
export function findStep(secret: Uint8Array, digits: string, now: number): number | null {
  const middle = Math.floor(now / stepMs);
  let found: number | null = null;
  for (let step = middle - window; step <= middle + window; step++)
    if (timingSafeEqual(Buffer.from(codeOfStep(secret, step)), Buffer.from(digits))) found = step;
  return found;
}

/** What an app reads, by QR code or link. */
export function writeOtpauth(secret: Uint8Array, issuer: string, account: string): string {
  const query = new URLSearchParams({ secret: writeBase32(secret), issuer, digits: "6", period: "30" });
  // Apps read « + » as itself.
  const written = query.toString().replaceAll("+", "%20");
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${written}`;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Base32 (RFC 4648 §6) without padding: how people copy a secret. */
export function writeBase32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
    held &= 0xff;
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
}

/** The bytes of such a text, blanks and case aside; null when it is none, or too short to hold a secret (RFC 4226 §4, R6). */
export function readBase32(text: string): Buffer | null {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text.toUpperCase().replace(/[\s-]|=+$/g, "")) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return bytes.length >= 16 ? Buffer.from(bytes) : null;
}
