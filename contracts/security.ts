import * as v from "valibot";
import { methodSchema } from "./sign-in.ts";

/**
 * « Ma sécurité »: `POST /api/sign-in/<operation>` inside a session. What changes how a person signs in asks for a second
 * factor given anew: `prove` answers as `begin` does, `proof` takes the code; `prove-psc` answers as `psc` does, and the
 * browser is back at « Ma sécurité » with `provenParameter`, or with a refusal.
 */

const id = v.pipe(v.string(), v.maxLength(64));

/** The answer of `factors`, `confirm-app` and `remove-app`: how the person signs in. */
export const factorsSchema = v.object({
  /** What the operator accepts. */
  methods: v.array(methodSchema),
  /** Verified contacts, masked; null when there is none. */
  email: v.nullable(v.string()),
  mobile: v.nullable(v.string()),
  apps: v.array(
    v.object({ id: v.string(), name: v.string(), addedAt: v.number(), usedAt: v.nullable(v.number()) }),
  ),
  /** When the password was set; null when there is none. */
  passwordSetAt: v.nullable(v.number()),
  passkeys: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      addedAt: v.number(),
      usedAt: v.nullable(v.number()),
      /** Whether other devices of the person have it too, through her keychain. */
      shared: v.boolean(),
    }),
  ),
  /** The codes of twelve digits on paper that were not used yet; null when none were ever printed. */
  spares: v.nullable(v.object({ left: v.number(), madeAt: v.number() })),
  /** Whether Pro Santé Connect gives a second factor anew: an identity there is bound to her, and it is accepted. */
  psc: v.boolean(),
  /** Until when changes are taken without a new proof; null when one is needed. */
  provenUntil: v.nullable(v.number()),
});
export type Factors = v.InferOutput<typeof factorsSchema>;

/** `prove`: asks for a second factor by a method. */
export const proveSchema = v.object({ method: methodSchema });

/** The parameter of the address of « Ma sécurité » when Pro Santé Connect just confirmed who its person is. */
export const provenParameter = "confirme";

/** The answer of `proof`. */
export const provenSchema = v.object({ step: v.literal("proven"), until: v.number() });
export type Proven = v.InferOutput<typeof provenSchema>;

/** The answer of `new-app`: what an authenticator app has to know. It counts once its first code was right. */
export const newAppSchema = v.object({
  id: v.string(),
  /** Base32, to copy. */
  key: v.string(),
  /** `otpauth://totp/…`, for a link and a QR code. */
  link: v.string(),
});
export type NewApp = v.InferOutput<typeof newAppSchema>;

/** `confirm-app`: the first code of a new app, and how its person calls it. */
export const confirmAppSchema = v.object({
  id,
  code: v.pipe(v.string(), v.maxLength(64)),
  name: v.pipe(v.string(), v.trim(), v.maxLength(60)),
});

export const removeAppSchema = v.object({ id });
