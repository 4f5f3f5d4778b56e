import * as v from "valibot";
import { linkSecret } from "./forgotten-password.ts";

/**
 * What the page of a first access and the server promise each other: `POST /api/sign-in/first-access…`. Every question
 * carries the secret of the link, which stands after the « # » of its address.
 */

export { linkSecret };

/** The conditions of use that are accepted now: their day stands in the trace of whoever accepts them. */
export const conditionsVersion = "2026-11-22";

const link = v.pipe(v.string(), v.maxLength(64));
const kind = v.picklist(["email", "mobile"]);
export type ContactKind = v.InferOutput<typeof kind>;

/** `first-access`: looks at the link; nothing is used up. */
export const firstAccessSchema = v.object({ link });

/** `first-access-send`: sends the code of a contact; the same again while it lives. */
export const contactCodeSchema = v.object({ link, kind });

/** `first-access-prove`: the code that came there; spaces and dashes are ignored. */
export const proveContactSchema = v.object({ link, kind, code: v.pipe(v.string(), v.maxLength(64)) });

/** `first-access-finish`: accepts the conditions and sets the password; the session cookie comes with the answer. */
export const finishAccessSchema = v.object({
  link,
  password: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024)),
  conditions: v.literal(conditionsVersion),
});

/** One contact, masked, and what is known of its code. */
export interface ContactState {
  masked: string;
  /** When its last code was asked for, and until when it is good; null before, and once it is proved. */
  sent: { at: number; until: number } | null;
  /** Proved in this browser, not long ago. */
  proved: boolean;
}

/** The answer of `first-access` and `first-access-prove`. */
export interface FirstAccessState {
  step: "first-access";
  givenName: string;
  login: string;
  structure: string;
  /** Who gave the access; null when that was the operator's command. */
  by: string | null;
  mailboxes: string[];
  email: ContactState | null;
  mobile: ContactState | null;
  until: number;
}

/** The answer of `first-access-send`. */
export interface ContactCodeSent {
  step: "contact-code";
  kind: ContactKind;
  state: "handed" | "failed";
  at: number;
  until: number;
}

/** The answer of `first-access-finish`. */
export interface AccessOpened {
  step: "access-open";
}
