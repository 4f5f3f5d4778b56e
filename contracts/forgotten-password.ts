import * as v from "valibot";

/** What the pages of a forgotten password and the server promise each other, as contracts/sign-in.ts does. */

/** `forgotten`: asks for a link. The answer is the same whoever asks for whom. */
export const forgottenSchema = v.object({
  login: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(320)),
});
export interface LinkAsked {
  step: "link-asked";
}

/** The secret of a link: 32 bytes in base64url, after the « # » of its address. */
export const linkSecret = /^[A-Za-z0-9_-]{43}$/;

/** `new-password`: what uses the link up, once. */
export const newPasswordSchema = v.object({
  link: v.pipe(v.string(), v.maxLength(64)),
  password: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024)),
});
export interface PasswordSet {
  step: "password-set";
}
