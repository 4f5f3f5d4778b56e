import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { Chance } from "../../foundations/chance.ts";

/** The beginning of a message's text, on one line, as a search that found it shows it. */
export interface KeptText {
  line: string;
  /** Nothing was cut off its end. */
  isWhole: boolean;
}

/** Octets kept of a text: most letters whole. What stands further is looked for in the message's own bytes. */
const mostBytes = 4096;
const nonceBytes = 12;
const tagBytes = 16;

/** A text on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/**
 * Seals the beginning of a text for its message's row: AES-256-GCM under a key of its mailbox's, bound to the message;
 * `nonce (12) ‖ ciphertext ‖ tag (16)`. Opening it costs a hundredth of opening the message's file.
 */
export function sealText(mailboxKey: Uint8Array, messageId: string, text: string, chance: Chance): Buffer {
  const nonce = chance.bytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", textKey(mailboxKey), nonce);
  cipher.setAAD(Buffer.from(messageId));
  const body = cipher.update(cut(Buffer.from(oneLine(text))));
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

/** Opens what `sealText` sealed. Throws when it was altered, or is another message's. */
export function openText(mailboxKey: Uint8Array, messageId: string, sealed: Uint8Array): KeptText {
  const decipher = createDecipheriv("aes-256-gcm", textKey(mailboxKey), sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(messageId));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(nonceBytes, -tagBytes));
  decipher.final();
  return { line: plain.toString("utf8", 1), isWhole: plain[0] === whole };
}

const whole = 1;
const begun = 0;

/** One octet that says whether it is whole, then the text, cut before a word. */
function cut(line: Buffer): Buffer {
  if (line.length <= mostBytes) return Buffer.concat([Buffer.of(whole), line]);
  const end = Math.max(0, line.lastIndexOf(" ", mostBytes));
  return Buffer.concat([Buffer.of(begun), line.subarray(0, end)]);
}

/** By mailbox, drawn once for each (RFC 5869 §2.2): an object, for a key given as bytes is wrapped anew by each call. */
const drawn = new WeakMap<Uint8Array, KeyObject>();

function textKey(mailboxKey: Uint8Array): KeyObject {
  let key = drawn.get(mailboxKey);
  if (!key) {
    key = createSecretKey(createHmac("sha256", "caducee text").update(mailboxKey).digest());
    drawn.set(mailboxKey, key);
  }
  return key;
}
