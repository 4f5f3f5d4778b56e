import type { MadePasskey, PasskeyAnswer, PasskeyOffer, PasskeyQuestion } from "../../contracts/passkeys.ts";

/**
 * The person's device, through the browser's own JSON forms (WebAuthn L3 §5.1.8, §5.1.9). It knows no other file of the
 * pages, so that it loads alone when a passkey is asked for.
 */

/** What came instead of an answer: a key of the words. */
export type Failing = "unsupported" | "cancelled" | "known" | "elsewhere";

/** A challenge lives ten minutes: a page left open asks for another before that. */
const quietMs = 8 * 60_000;

/** The request that waits under the identifier's field; browsers take one at a time. */
let quiet: AbortController | null = null;

/** Asks for the signature of a passkey. */
export async function sign(question: PasskeyQuestion): Promise<PasskeyAnswer | Failing> {
  quiet?.abort();
  return ask(question, {});
}

/**
 * The same without a dialog, among what the browser proposes under the identifier's field; null when nobody chose one
 * until `left`, or until one was asked for aloud.
 */
export async function signQuietly(
  findQuestion: () => Promise<PasskeyQuestion | null>,
  left: AbortSignal,
): Promise<PasskeyAnswer | null> {
  if (!canRead() || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return null;
  const own = new AbortController();
  quiet = own;
  const over = AbortSignal.any([left, own.signal]);
  for (;;) {
    const question = await findQuestion();
    if (!question || over.aborted) return null;
    const late = AbortSignal.timeout(quietMs);
    const signal = AbortSignal.any([over, late]);
    const answer = await ask(question, { mediation: "conditional", signal });
    if (typeof answer !== "string") return answer;
    if (over.aborted || !late.aborted) return null;
  }
}

/** Asks the device to make a passkey. */
export async function make(offer: PasskeyOffer): Promise<MadePasskey | Failing> {
  quiet?.abort();
  if (!canRead()) return "unsupported";
  try {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(offer);
    const made = await navigator.credentials.create({ publicKey });
    // The form of a registration (WebAuthn L3 §5.1.8.1); the server trusts nothing of it.
    return made instanceof PublicKeyCredential ? (made.toJSON() as MadePasskey) : "cancelled";
  } catch (error) {
    return failingOf(error);
  }
}

async function ask(
  question: PasskeyQuestion,
  how: Pick<CredentialRequestOptions, "mediation" | "signal">,
): Promise<PasskeyAnswer | Failing> {
  if (!canRead()) return "unsupported";
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(question);
    const signed = await navigator.credentials.get({ ...how, publicKey });
    // The form of an assertion (WebAuthn L3 §5.1.8.1); the server trusts nothing of it.
    return signed instanceof PublicKeyCredential ? (signed.toJSON() as PasskeyAnswer) : "cancelled";
  } catch (error) {
    return failingOf(error);
  }
}

/** Chrome and Edge 129, Firefox 119, Safari 18.4. */
function canRead(): boolean {
  return (
    typeof PublicKeyCredential === "function" &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function"
  );
}

function failingOf(error: unknown): Failing {
  switch (error instanceof DOMException ? error.name : "") {
    // Only `excludeCredentials` makes this one.
    case "InvalidStateError":
      return "known";
    case "NotSupportedError":
    case "ConstraintError":
      return "unsupported";
    case "SecurityError":
      return "elsewhere";
    default:
      return "cancelled";
  }
}
