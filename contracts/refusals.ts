import { accessRefusals } from "./access-refusals.ts";

/**
 * The closed list of refusals that a person can meet, with the HTTP status each travels under. A refusal is a
 * value, `{ refusal: { code, ...facts } }`; its sentence stands in the words files of the browser, chosen by code.
 */
export const refusals = {
  /** Unknown identifier or wrong password: the same sentence and the same time for both. */
  "wrong-login": { status: 401 },
  /** Too many wrong passwords; `retryAt` says from when the next one is looked at. */
  "too-many-passwords": { status: 429 },
  /** Too many wrong passwords from this network; `retryAt` says from when the next one is looked at. */
  "too-many-here": { status: 429 },
  /** What only a référent of the structure may do. */
  "referents-only": { status: 403 },
  /** Wrong code; `triesLeft` says how many remain. */
  "wrong-code": { status: 401 },
  /** The code's time is over. */
  "code-expired": { status: 410 },
  /** The code was used already. */
  "code-used": { status: 410 },
  /** Too many wrong codes: this challenge is over. */
  "too-many-codes": { status: 429 },
  /** The code of an application was used before, here or elsewhere: the next one opens. */
  "app-code-used": { status: 401 },
  /** The first code of a new application is not that of its key. */
  "wrong-app-code": { status: 400 },
  /** The operator does not accept this method, or no longer. */
  "method-forbidden": { status: 403 },
  /** A second factor has to be given anew before this. */
  "proof-needed": { status: 403 },
  /** As many applications as one person may have. */
  "too-many-apps": { status: 409 },
  /** What a passkey answered does not hold, or it is nobody's here: one sentence for all. */
  "passkey-refused": { status: 401 },
  /** What a passkey was to sign has expired, has served, or was asked by another browser. */
  "passkey-expired": { status: 410 },
  /** A right answer under an older count than the last: there are two of what should be one. */
  "passkey-copied": { status: 401 },
  /** A new passkey that is not of the agreed form, or known already. */
  "passkey-not-added": { status: 422 },
  /** As many passkeys as one person may have. */
  "too-many-passkeys": { status: 409 },
  /** As many passwords of programs as one person may have. */
  "too-many-app-passwords": { status: 409 },
  /** Not six digits. */
  "code-malformed": { status: 400 },
  /** The same code was sent less than a minute ago; `retryAt` says from when again. */
  "resend-too-soon": { status: 429 },
  /** The code was sent again as often as an hour allows; `retryAt` says from when again. */
  "resend-too-many": { status: 429 },
  /** The challenge was begun in another browser, or never. */
  "unknown-challenge": { status: 404 },
  /** The link to a new password has expired, has served, or never was one. */
  "link-over": { status: 410 },
  /** A new password that is too short, too easily guessed, or holds the person's own name or identifier. */
  "password-short": { status: 422 },
  "password-common": { status: 422 },
  "password-named": { status: 422 },
  /** A new password that is the one of now. */
  "password-same": { status: 422 },
  /** The password of now, asked for once more inside a session, is not that. */
  "wrong-password": { status: 403 },
  /** Pro Santé Connect does not answer. */
  "psc-unavailable": { status: 503 },
  /** The person turned back at Pro Santé Connect. */
  "psc-cancelled": { status: 401 },
  /** What came back from Pro Santé Connect does not hold. */
  "psc-refused": { status: 401 },
  /** Identified there by a means of a level that is not taken here. */
  "psc-level": { status: 403 },
  /** The way to Pro Santé Connect began in another browser, too long ago, or has ended already. */
  "psc-expired": { status: 410 },
  /** In a session: Pro Santé Connect identified somebody else than its person. */
  "psc-other": { status: 403 },
  /** Pro Santé Connect did not ask the person anew, although it was told to. */
  "psc-stale": { status: 403 },
  /** Pro Santé Connect knows the person; nobody gave her an access here. */
  "psc-no-access": { status: 403 },
  /** Too many people sign in at this instant; nothing was lost. */
  busy: { status: 503 },
  /** The session is locked: its person gives one factor anew. */
  locked: { status: 423 },
  /** Wrong password for a locked session; `triesLeft` says how many remain. */
  "wrong-unlock": { status: 401 },
  /** Too many of them: the session is over. */
  "unlock-over": { status: 401 },
  /** No session, or one that has ended. */
  "signed-out": { status: 401 },
  /** The request is not of the agreed form. */
  malformed: { status: 400 },
  /** The request came from another site. */
  "foreign-origin": { status: 403 },
  /** No such thing, or not for this person. */
  "not-found": { status: 404 },
  /** A defect of ours; the log holds the rest under `reference`. */
  defect: { status: 500 },
  ...accessRefusals,
} as const satisfies Record<string, { status: number }>;

export type RefusalCode = keyof typeof refusals;

/** A refusal as it travels and as functions return it. */
export interface Refusal {
  refusal: { code: RefusalCode; retryAt?: number; triesLeft?: number; reference?: string };
}

/** Whether an answer is a refusal. */
export function isRefusal(answer: object): answer is Refusal {
  return "refusal" in answer;
}

/** Builds a refusal. */
export function refuse(code: RefusalCode, facts: Omit<Refusal["refusal"], "code"> = {}): Refusal {
  return { refusal: { code, ...facts } };
}

/** The parameter of the door's address that says why the browser was sent there: a refusal's code. */
export const refusalParameter = "refus";
