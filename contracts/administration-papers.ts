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
