import { createHash } from "node:crypto";
import type { Envelope } from "../../formats/mime/envelope.ts";

/** References beyond this many are older than anyone remembers, or hostile. */
const referencesKept = 30;

/**
 * A subject without its reply and forward marks, as RFC 5256 §2.1 means it: "Re: TR : [x] Bilan" and "bilan" are one
 * conversation. So is the message that tells that one did not arrive (« Non remis : bilan »).
 */
export function baseSubject(subject: string | null): string {
  let text = (subject ?? "").normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
  for (let before = ""; before !== text;) {
    before = text;
    text = text
      .replace(/^(?:re|ref|réf|rép|rep|fw|fwd|tr|rv|aw|wg|i|non remis)(?:\[\d+\])?\s?:\s?/u, "")
      .trim();
  }
  return text;
}

/**
 * The keys under which a message meets those of its conversation, nearest first: a shared message id and the same
 * base subject (RFC 8621 §3). The ids themselves need not be kept.
 */
export function threadKeys(envelope: Envelope): { own: string[]; met: string[] } {
  const subject = baseSubject(envelope.subject);
  const key = (id: string) =>
    createHash("sha256").update(`${id}\0${subject}`).digest("base64url").slice(0, 22);
  const own = (envelope.messageId ?? []).slice(0, 1).map(key);
  const earlier = [...(envelope.inReplyTo ?? []), ...(envelope.references ?? []).toReversed()];
  return { own, met: [...new Set(earlier.slice(0, referencesKept).map(key))] };
}
