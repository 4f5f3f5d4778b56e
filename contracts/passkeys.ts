import * as v from "valibot";

/**
 * What a passkey is asked, and what it answers: the JSON forms of Web Authentication (WebAuthn Level 3 §5.1.8 and
 * §5.1.9), which browsers read and write by themselves. Bytes are base64url.
 */

const base64url = (most: number) => v.pipe(v.string(), v.regex(/^[\w-]*$/), v.maxLength(most));
/** A credential's id has at most 1023 bytes (WebAuthn L3 §7.1). */
const credentialId = base64url(1364);
const descriptorSchema = v.object({
  type: v.literal("public-key"),
  id: credentialId,
  transports: v.array(v.string()),
});

/** What an existing passkey is asked to sign. */
export const passkeyQuestionSchema = v.object({
  challenge: v.string(),
  rpId: v.string(),
  /** Milliseconds. */
  timeout: v.number(),
  userVerification: v.picklist(["required", "preferred"]),
  /** Those of the person, once she is known; none for a whole sign-in: the device knows its own. */
  allowCredentials: v.array(descriptorSchema),
});
export type PasskeyQuestion = v.InferOutput<typeof passkeyQuestionSchema>;

/** What an existing passkey answers. */
export const passkeyAnswerSchema = v.object({
  id: credentialId,
  rawId: credentialId,
  type: v.literal("public-key"),
  response: v.object({
    clientDataJSON: base64url(8192),
    authenticatorData: base64url(8192),
    signature: base64url(2048),
    userHandle: v.nullish(base64url(128)),
  }),
});
export type PasskeyAnswer = v.InferOutput<typeof passkeyAnswerSchema>;

/** What a device is asked for to make a passkey. */
export const passkeyOfferSchema = v.object({
  challenge: v.string(),
  rp: v.object({ id: v.string(), name: v.string() }),
  user: v.object({ id: v.string(), name: v.string(), displayName: v.string() }),
  pubKeyCredParams: v.array(v.object({ type: v.literal("public-key"), alg: v.number() })),
  timeout: v.number(),
  /** The person's own: a device that holds one makes no second. */
  excludeCredentials: v.array(descriptorSchema),
  authenticatorSelection: v.object({
    residentKey: v.literal("required"),
    requireResidentKey: v.literal(true),
    userVerification: v.literal("required"),
  }),
  attestation: v.literal("none"),
});
export type PasskeyOffer = v.InferOutput<typeof passkeyOfferSchema>;

/** A passkey just made. */
export const madePasskeySchema = v.object({
  id: credentialId,
  rawId: credentialId,
  type: v.literal("public-key"),
  response: v.object({
    clientDataJSON: base64url(8192),
    attestationObject: base64url(8192),
    transports: v.optional(
      v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z-]{1,20}$/))), v.maxLength(8)),
      [],
    ),
  }),
});
export type MadePasskey = v.InferOutput<typeof madePasskeySchema>;

/** `passkey`: asks for what a whole sign-in by passkey signs. */
export const passkeyStepSchema = v.object({ step: v.literal("passkey"), question: passkeyQuestionSchema });
export type PasskeyStep = v.InferOutput<typeof passkeyStepSchema>;

/** `open-passkey`: the answer that opens the session. */
export const openPasskeySchema = v.object({ passkey: passkeyAnswerSchema });

/** The answer of `new-passkey`. */
export const newPasskeySchema = v.object({ offer: passkeyOfferSchema });
export type NewPasskey = v.InferOutput<typeof newPasskeySchema>;

const name = v.pipe(v.string(), v.trim(), v.maxLength(60));
const id = v.pipe(v.string(), v.maxLength(64));

/** `add-passkey`, `rename-passkey`, `remove-passkey`. */
export const addPasskeySchema = v.object({ passkey: madePasskeySchema, name });
export const renamePasskeySchema = v.object({ id, name });
export const removePasskeySchema = v.object({ id });
