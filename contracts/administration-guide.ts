/**
 * The operator's own « Guide de connexion rapide », for whoever administers the operator,
 * `POST /api/administration/<operation>` with `{}`: `guide` answers what is known of the last one made, `guide-paper`
 * the PDF (contracts/administration-papers.ts). The command line makes it.
 */

export interface GuideView {
  /** Null: none was made yet. */
  last: {
    /** Milliseconds since 1970. */
    madeAt: number;
    pages: number;
    /** Whether a guide made now would say or show something else. */
    isStale: boolean;
  } | null;
}
