import * as v from "valibot";
import type { MadePasskey, PasskeyAnswer } from "../../../contracts/passkeys.ts";
import type { PasskeyRow } from "../store/tables.ts";
import { algorithms, userHandleOf } from "./questions.ts";
import type { RelyingParty } from "./relying-party.ts";

/** What has to hold. */
export interface Expected {
  rp: RelyingParty;
  challenge: string;
}

/** What is kept of a passkey from one use to the next. */
export type PasskeyState = Pick<PasskeyRow, "counter" | "backed_up">;

/** What is kept of a new one. */
export type MadeState = PasskeyState & Pick<PasskeyRow, "credential_id" | "public_key" | "transports">;

/** A quarter of a second to load, for some people only: it waits for the first passkey. */
const loadLibrary = () => import("@simplewebauthn/server");
const loadHelpers = () => import("@simplewebauthn/server/helpers");

/** Larger keys than RSA’s of 4096 bits cost more than they bring. */
const mostKeyBytes = 800;

const clientDataSchema = v.object({
  challenge: v.string(),
  crossOrigin: v.optional(v.boolean()),
  topOrigin: v.optional(v.string()),
});

/** What the browser says was signed; null when it says nothing readable. Nothing of it is proved yet. */
function readClientData(clientDataJSON: string): v.InferOutput<typeof clientDataSchema> | null {
  try {
    const parsed = v.safeParse(
      clientDataSchema,
      JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8")),
    );
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Whether it was asked in a frame of another site: our pages are in no frame (WebAuthn L3 §7.2 step 10). */
function isFramed({ response }: PasskeyAnswer | MadePasskey): boolean {
  const data = readClientData(response.clientDataJSON);
  return data === null || data.crossOrigin === true || data.topOrigin !== undefined;
}

/** The challenge that an answer says it is for: what to look up before anything is verified. */
export function challengeOf({ response }: PasskeyAnswer | MadePasskey): string {
  return readClientData(response.clientDataJSON)?.challenge ?? "";
}

/**
 * Whether an answer is that of this passkey, to this challenge, for us (WebAuthn L2 §7.2); how it is then, null when it is
 * not. Its counter is looked at where it is kept: of two answers at once, the first moves it.
 */
export async function verifyAnswer(
  answer: PasskeyAnswer,
  passkey: Pick<PasskeyRow, "credential_id" | "person_id" | "public_key">,
  { rp, challenge, mustVerify, mustName }: Expected & { mustVerify: boolean; mustName: boolean },
): Promise<PasskeyState | null> {
  // §7.2 steps 5 and 6: ours, and of whom it says it is; a whole sign-in has to say it.
  const { userHandle } = answer.response;
  if (answer.id !== passkey.credential_id) return null;
  if (userHandle ? userHandle !== userHandleOf(passkey.person_id) : mustName) return null;
  if (isFramed(answer)) return null;
  const { verifyAuthenticationResponse } = await loadLibrary();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...answer,
        response: { ...answer.response, userHandle: userHandle ?? undefined },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: rp.origin,
      expectedRPID: rp.id,
      // Zero is under every counter: the real one is compared when it is moved.
      credential: { id: answer.id, publicKey: new Uint8Array(passkey.public_key), counter: 0 },
      requireUserVerification: mustVerify,
    });
    const { newCounter, credentialBackedUp } = authenticationInfo;
    return verified ? { counter: newCounter, backed_up: credentialBackedUp ? 1 : 0 } : null;
  } catch {
    // The library throws for each thing that does not hold; nothing else in it can fail.
    return null;
  }
}

/** What a new passkey is (WebAuthn L2 §7.1); null when what its device says does not hold. */
export async function verifyMade(made: MadePasskey, { rp, challenge }: Expected): Promise<MadeState | null> {
  if (isFramed(made)) return null;
  try {
    if (!(await isPlain(made))) return null;
    const { verifyRegistrationResponse } = await loadLibrary();
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...made,
        // Only ever handed back to browsers, which pass over those that they do not know.
        response: { ...made.response, transports: [] },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: rp.origin,
      expectedRPID: rp.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...algorithms],
    });
    if (!verified || registrationInfo.credential.id !== made.id) return null;
    const { credential, credentialBackedUp } = registrationInfo;
    if (credential.publicKey.length > mostKeyBytes) return null;
    return {
      credential_id: credential.id,
      public_key: credential.publicKey,
      counter: credential.counter,
      transports: made.response.transports.join(" "),
      backed_up: credentialBackedUp ? 1 : 0,
    };
  } catch {
    return null;
  }
}

/**
 * Whether it comes without certificates, as we ask (“none”, or signed by itself: WebAuthn L2 §5.1.3 step 20). Those of a
 * stranger would have the library ask addresses of his choice for revocations.
 */
async function isPlain({ response }: MadePasskey): Promise<boolean> {
  const { decodeAttestationObject, isoBase64URL } = await loadHelpers();
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const format = attestation.get("fmt");
  return format === "none" || (format === "packed" && attestation.get("attStmt").get("x5c") === undefined);
}
