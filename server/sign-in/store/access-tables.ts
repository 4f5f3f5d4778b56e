/** What a first access, its repair and its end are kept in. Times are milliseconds since 1970. */
export interface AccessTables {
  sign_in_activations: ActivationRow;
  sign_in_activation_codes: ActivationCodeRow;
  sign_in_conditions: ConditionsRow;
  sign_in_spare_codes: SpareCodeRow;
  sign_in_lasts: { person_id: string; at: number };
}

/** A link that opens somebody's first access, once. */
export interface ActivationRow {
  id: string;
  /** HMAC of the secret, under a key that is not in the store. */
  secret_hash: Uint8Array;
  person_id: string;
  structure_id: string;
  made_at: number;
  /** As in the trace. */
  made_by: string;
  expires_at: number;
  /** What became of its mail: being handed over, taken by the relay, or refused; or it went on paper. */
  mail_state: "sending" | "handed" | "failed" | "printed";
  mail_at: number;
  /** How many codes it had sent, both contacts together. */
  codes_sent: number;
  ended_at: number | null;
  end_reason: ActivationEnd | null;
}
export type ActivationEnd = "used" | "replaced" | "withdrawn";

/** The code that verifies one contact during a first access. The code itself is computed, and kept nowhere. */
export interface ActivationCodeRow {
  activation_id: string;
  kind: "email" | "mobile";
  /** SHA-256 of the sealed contact: another one put in its place is not proved by this code. */
  contact_hash: Uint8Array;
  /** SHA-256 of the door cookie of the browser that asked, which alone may answer. */
  browser_hash: Uint8Array;
  /** Names the code: sent again, it is the same one. */
  begun_at: number;
  asked_at: number;
  expires_at: number;
  tries_left: number;
  proved_at: number | null;
}

/** Twelve digits in the place of a one-time code, once. */
export interface SpareCodeRow {
  person_id: string;
  /** The first four digits: no secret, they find the row. */
  prefix: string;
  /** Kept on paper by the person, or read out by her référent. */
  kind: "recovery" | "rescue";
  /** Argon2id of an HMAC of all twelve. */
  hash: string;
  made_at: number;
  expires_at: number | null;
  used_at: number | null;
}

/** Which conditions of use a person accepted, and when. */
export interface ConditionsRow {
  person_id: string;
  version: string;
  at: number;
}
