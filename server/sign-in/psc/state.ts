import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import type { Chance } from "../../foundations/chance.ts";
import { hashToken } from "../tokens.ts";

/** How long a person has at the provider. */
const lifeMs = 600_000;

/** What one journey to the provider is held by; only `state` and the nonce are ever seen by anybody else. */
export interface Journey {
  state: string;
  /** OpenID Connect Core §3.1.2.1: ties the ID token to this journey. */
  nonce: string;
  /** RFC 7636 §4.1: ties the code to this journey. */
  verifier: string;
}

/** Makes and recognises states, without a word kept: whoever presses the button a million times writes nothing. */
export interface PscStates {
  make(browser: string, now: number): Journey;
  /** The journey of a state that this browser was given less than 10 minutes ago; null otherwise. */
  read(state: string, browser: string, now: number): (Journey & { endsAt: number }) | null;
}

const [randomLength, timeLength, macLength] = [16, 6, 24];
const length = randomLength + timeLength + macLength;

/**
 * A state is `random ‖ end ‖ MAC`, the MAC being over the browser's cookie too (RFC 6749 §10.12). Nonce and PKCE
 * verifier are computed from it under the same key: neither the store nor the address bar gives them away.
 */
export function createPscStates(key: Uint8Array, chance: Chance): PscStates {
  const secret = createSecretKey(key);
  const mac = (purpose: string, ...parts: (string | Uint8Array)[]) => {
    const hmac = createHmac("sha256", secret).update(`${purpose}\0`);
    for (const part of parts) hmac.update(part);
    return hmac.digest();
  };
  const journeyOf = (state: string): Journey => ({
    state,
    nonce: mac("nonce", state).toString("base64url"),
    verifier: mac("verifier", state).toString("base64url"),
  });
  const seal = (head: Buffer, browser: string) =>
    mac("state", head, hashToken(browser)).subarray(0, macLength);

  return {
    make(browser, now) {
      const head = Buffer.alloc(randomLength + timeLength);
      head.set(chance.bytes(randomLength));
      head.writeUIntBE(now + lifeMs, randomLength, timeLength);
      return journeyOf(Buffer.concat([head, seal(head, browser)]).toString("base64url"));
    },
    read(state, browser, now) {
      const bytes = Buffer.from(state, "base64url");
      if (bytes.length !== length || bytes.toString("base64url") !== state) return null;
      const head = bytes.subarray(0, -macLength);
      if (!timingSafeEqual(seal(head, browser), bytes.subarray(-macLength))) return null;
      const endsAt = head.readUIntBE(randomLength, timeLength);
      return now < endsAt ? { ...journeyOf(state), endsAt } : null;
    },
  };
}
