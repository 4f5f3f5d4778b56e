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

/** Who leaves, and what for: a browser that signs in, or the session whose person gives a second factor anew. */
export interface Leaver {
  /** The secret of the cookie that it leaves with. */
  browser: string;
  /** The id of that session; null for a sign-in. */
  session: string | null;
}

/** A journey under way, in milliseconds since 1970. */
export type JourneyRead = Journey & { begunAt: number; endsAt: number };

/** Makes and recognises states, without a word kept: whoever presses the button a million times writes nothing. */
export interface PscStates {
  make(leaver: Leaver, now: number): Journey;
  /** The journey of a state that this leaver was given less than 10 minutes ago, for this; null otherwise. */
  read(state: string, leaver: Leaver, now: number): JourneyRead | null;
  /** Whether a state says that it is a proof's. It proves nothing: it tells which page its refusal belongs to. */
  saysProof(state: string): boolean;
}

const [purposeLength, randomLength, timeLength, macLength] = [1, 16, 6, 24];
const length = purposeLength + randomLength + timeLength + macLength;
const purposes = { signIn: 1, proof: 2 };

/**
 * A state is `purpose ‖ random ‖ end ‖ MAC`, the MAC being over the browser's cookie too (RFC 6749 §10.12), and over the
 * session that asks for a proof. Nonce and PKCE verifier are computed from it under the same key: neither the store nor
 * the address bar gives them away.
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
  // The cookie's digest has one length: where it ends and the session's id begins is not for anybody to move.
  const seal = (head: Buffer, { browser, session }: Leaver) =>
    (session === null
      ? mac("state", head, hashToken(browser))
      : mac("proof state", head, hashToken(browser), session)
    ).subarray(0, macLength);

  return {
    make(leaver, now) {
      const head = Buffer.alloc(length - macLength);
      head.writeUInt8(leaver.session === null ? purposes.signIn : purposes.proof);
      head.set(chance.bytes(randomLength), purposeLength);
      head.writeUIntBE(now + lifeMs, purposeLength + randomLength, timeLength);
      return journeyOf(Buffer.concat([head, seal(head, leaver)]).toString("base64url"));
    },
    read(state, leaver, now) {
      const bytes = bytesOf(state);
      if (!bytes) return null;
      const head = bytes.subarray(0, -macLength);
      if (!timingSafeEqual(seal(head, leaver), bytes.subarray(-macLength))) return null;
      const endsAt = head.readUIntBE(purposeLength + randomLength, timeLength);
      return now < endsAt ? { ...journeyOf(state), begunAt: endsAt - lifeMs, endsAt } : null;
    },
    saysProof: (state) => bytesOf(state)?.[0] === purposes.proof,
  };
}

/** The bytes of what has the form of a state; null otherwise. */
function bytesOf(state: string): Buffer | null {
  const bytes = Buffer.from(state, "base64url");
  return bytes.length === length && bytes.toString("base64url") === state ? bytes : null;
}
