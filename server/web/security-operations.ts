/**
 * Every operation of « Ma sécurité », and what it asks beside a session of one's own:
 * - `nothing`: it looks, or asks for the proof itself;
 * - `proof`: a second factor given anew in this very session, five minutes ago at most, asked for again in the
 *   transaction of the change;
 * - `begun`: what such an operation began in this very session.
 * A test holds the routes against this table, and each line against what it says.
 */
export const securityOperations = {
  factors: "nothing",
  sessions: "nothing",
  attempts: "nothing",
  prove: "nothing",
  proof: "nothing",
  "prove-psc": "nothing",
  "new-app": "proof",
  "confirm-app": "begun",
  "remove-app": "proof",
  "new-passkey": "proof",
  "add-passkey": "begun",
  "rename-passkey": "proof",
  "remove-passkey": "proof",
  "app-passwords": "nothing",
  "new-app-password": "proof",
  "remove-app-password": "proof",
  "close-session": "proof",
  "close-other-sessions": "proof",
  "change-password": "proof",
  browsers: "nothing",
  "forget-browser": "proof",
  // It takes trust away and gives none.
  "mark-post": "nothing",
  "unmark-post": "proof",
  "recovery-codes": "proof",
  "begin-contact": "proof",
  "confirm-contact": "begun",
} as const satisfies Record<string, "nothing" | "proof" | "begun">;

export type SecurityOperation = keyof typeof securityOperations;
