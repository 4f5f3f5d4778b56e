import * as v from "valibot";

/**
 * « Ma sécurité »: another e-mail address or mobile for the codes, `POST /api/sign-in/<operation>` in a session. It takes
 * the place of the former one once its code came back.
 */

/** `begin-contact`: sends a code there. */
export const beginContactSchema = v.object({
  kind: v.picklist(["email", "mobile"]),
  address: v.pipe(v.string(), v.maxLength(320)),
});
export type ContactWanted = v.InferOutput<typeof beginContactSchema>;

/** Its answer. */
export interface ContactBegun {
  id: string;
  masked: string;
  state: "handed" | "failed";
  until: number;
}

/** `confirm-contact`: the code that came there; answers `Factors`. */
export const confirmContactSchema = v.object({
  id: v.pipe(v.string(), v.maxLength(64)),
  code: v.pipe(v.string(), v.maxLength(64)),
});
