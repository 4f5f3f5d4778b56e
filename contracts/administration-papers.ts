import * as v from "valibot";

/**
 * What « Accès » prints, `POST /api/administration/<operation>` in a session: `sheet` of a person, `attestation` of a
 * mailbox. A paper is made in memory, answered once and kept nowhere.
 */

/** A PDF, in base64. */
export interface PrintedPaper {
  /** The name of the file, without folders. */
  name: string;
  pdf: string;
}

const day = v.pipe(v.string(), v.isoDate());

/** `attestation`: who had access to a mailbox between two days, both of them included, in France. */
export const attestationSchema = v.object({
  mailboxId: v.pipe(v.string(), v.maxLength(64)),
  from: day,
  until: day,
});
export type AttestationAsked = v.InferOutput<typeof attestationSchema>;
