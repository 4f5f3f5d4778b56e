import type { PasskeyOffer, PasskeyQuestion } from "../../../contracts/passkeys.ts";
import type { Person } from "../../directory/door.ts";
import type { KnownPasskey } from "../steps/known.ts";
import { passkeyChallengeMs } from "./challenges.ts";
import type { RelyingParty } from "./relying-party.ts";

/** ES256, EdDSA, RS256, the one we like best first (RFC 9053 §2, RFC 8812 §2). */
export const algorithms: readonly number[] = [-7, -8, -257];

/** What the authenticator keeps to name the person: her id, which says nothing of her (WebAuthn L2 §14.6.1). */
export function userHandleOf(personId: string): string {
  return Buffer.from(personId).toString("base64url");
}

/** A whole sign-in: whoever the device knows, verified by it. */
export function askWhole(rp: RelyingParty, challenge: string): PasskeyQuestion {
  return ask(rp, challenge, "required", []);
}

/**
 * A second factor. After the password, having the device is enough; in a session left open, a security key left beside it
 * would be too little.
 */
export function askSecond(
  rp: RelyingParty,
  challenge: string,
  { passkeys, mustVerify }: { passkeys: readonly KnownPasskey[]; mustVerify: boolean },
): PasskeyQuestion {
  return ask(rp, challenge, mustVerify ? "required" : "preferred", passkeys);
}

function ask(
  rp: RelyingParty,
  challenge: string,
  userVerification: PasskeyQuestion["userVerification"],
  passkeys: readonly KnownPasskey[],
): PasskeyQuestion {
  const allowCredentials = passkeys.map(describe);
  return { challenge, rpId: rp.id, timeout: passkeyChallengeMs, userVerification, allowCredentials };
}

/** A new passkey: kept by its device and verifying its person, so that it can be a whole sign-in. */
export function offer(
  rp: RelyingParty & { name: string },
  challenge: string,
  person: Person,
  passkeys: readonly KnownPasskey[],
): PasskeyOffer {
  return {
    challenge,
    rp: { id: rp.id, name: rp.name },
    user: {
      id: userHandleOf(person.id),
      name: person.login,
      displayName: person.name,
    },
    pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
    timeout: passkeyChallengeMs,
    excludeCredentials: passkeys.map(describe),
    authenticatorSelection: {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
    attestation: "none",
  };
}

function describe({ credential_id: id, transports }: KnownPasskey) {
  return { type: "public-key" as const, id, transports: transports === "" ? [] : transports.split(" ") };
}
