import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import type { Chance } from "../../foundations/chance.ts";

/** How long a person has at her device. */
export const passkeyChallengeMs = 10 * 60_000;

/** Who may answer: the browser that asked at the door, or the session in which a passkey is made. */
export type Asker = { browser: string } | { session: string };

/** Makes and recognises what passkeys sign, without a word kept: asking a million times writes nothing. */
export interface PasskeyChallenges {
  make(asker: Asker, now: number): string;
  /** When a challenge ends that this asker was given less than 10 minutes ago; null when it is none. */
  read(challenge: string, asker: Asker, now: number): number | null;
  /** What a passkey signs as a second factor: it lives and is used up with its challenge. */
  of(challengeId: string): string;
}

const [randomLength, timeLength, macLength] = [16, 6, 24];
const length = randomLength + timeLength + macLength;

/**
 * A challenge is `random ‖ end ‖ MAC`, the MAC being over its asker too. It is used up in the store, once for all nodes
 * (WebAuthn L2 §13.4.3). `key`: 32 bytes that are not in the store.
 */
export function createPasskeyChallenges(key: Uint8Array, chance: Chance): PasskeyChallenges {
  const secret = createSecretKey(key);
  const mac = (purpose: string, text: string, head: Uint8Array) =>
    createHmac("sha256", secret).update(`${purpose}\0${text}\0`).update(head).digest();
  const seal = (head: Uint8Array, asker: Asker) =>
    ("browser" in asker ? mac("browser", asker.browser, head) : mac("session", asker.session, head)).subarray(
      0,
      macLength,
    );

  return {
    make(asker, now) {
      const head = Buffer.alloc(randomLength + timeLength);
      head.set(chance.bytes(randomLength));
      head.writeUIntBE(now + passkeyChallengeMs, randomLength, timeLength);
      return Buffer.concat([head, seal(head, asker)]).toString("base64url");
    },
    read(challenge, asker, now) {
      const bytes = Buffer.from(challenge, "base64url");
      if (bytes.length !== length || bytes.toString("base64url") !== challenge) return null;
      const head = bytes.subarray(0, -macLength);
      if (!timingSafeEqual(seal(head, asker), bytes.subarray(-macLength))) return null;
      const endsAt = head.readUIntBE(randomLength, timeLength);
      return now < endsAt ? endsAt : null;
    },
    of: (challengeId) => mac("second factor", challengeId, Buffer.alloc(0)).toString("base64url"),
  };
}
