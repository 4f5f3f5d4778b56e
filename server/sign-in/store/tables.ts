import type { Method, Sending } from "../../../contracts/sign-in.ts";
import type { BrowserKind } from "../../notifications/door.ts";
import type { AccessTables } from "./access-tables.ts";
import type { PolicyTables } from "./policy-tables.ts";

/** The room's tables. Times are milliseconds since 1970; `_hash` columns hold SHA-256. */
export interface SignInTables extends AccessTables, PolicyTables {
  sign_in_passwords: PasswordRow;
  sign_in_tries: TryRow;
  sign_in_challenges: ChallengeRow;
  sign_in_sendings: SendingRow;
  sign_in_apps: AppRow;
  sign_in_passkeys: PasskeyRow;
  sign_in_passkey_challenges: PasskeyChallengeRow;
  sign_in_proofs: ProofRow;
  sign_in_sessions: SessionRow;
  sign_in_links: LinkRow;
  sign_in_psc: PscRow;
  sign_in_psc_states: PscStateRow;
  sign_in_psc_sessions: PscSessionRow;
  sign_in_attempts: AttemptRow;
  sign_in_notices: NoticeRow;
  sign_in_app_passwords: AppPasswordRow;
  sign_in_browsers: BrowserRow;
  sign_in_posts: PostRow;
  sign_in_post_links: PostLinkRow;
  sign_in_allowances: AllowanceRow;
}

export interface PasswordRow {
  person_id: string;
  /** Argon2id in PHC form. */
  hash: string;
  changed_at: number;
}

/** One try that regulation counts, kept 24 hours. */
export interface TryRow {
  id: string;
  /** HMAC of the login: it counts unknown logins too, and names nobody. */
  login_key: string;
  /** A wrong password (or one still being looked at), a right one, one that unlocked, a wrong code, a code sent again. */
  kind: TryKind;
  at: number;
  /** The browser known for this login that it came from; null for every other. */
  browser_id: string | null;
}
/** `told`, `told-codes`: a notice about wrong passwords, or wrong codes, went to whoever has the login. */
export type TryKind = "wrong" | "right" | "unlocked" | "wrong-code" | "resent" | "told" | "told-codes";

/** One code asked for. The code itself is kept nowhere: it is computed from the id. */
export interface ChallengeRow {
  id: string;
  /** The one that the person is asked for now. */
  method: Method;
  login_key: string;
  person_id: string;
  structure_id: string;
  browser_hash: Uint8Array;
  /** The session whose person gives a second factor anew; null for a sign-in. */
  session_id: string | null;
  begun_at: number;
  expires_at: number;
  tries_left: number;
  used_at: number | null;
  /** The browser known for this login that began it: its wrong codes count apart from strangers'. */
  browser_id: string | null;
  /** 1 when the person ticked « Se souvenir de moi ». */
  trusts: number;
}

/** The last sending of a challenge's code by one method. */
export interface SendingRow {
  challenge_id: string;
  method: Method;
  /** Masked. */
  destination: string;
  asked_at: number;
  state: Sending["state"];
  /** When that state was reached. */
  at: number;
}

export interface SessionRow {
  id: string;
  token_hash: Uint8Array;
  person_id: string;
  structure_id: string;
  method: SessionMethod;
  opened_at: number;
  /** Last time the person did something, give or take a minute. */
  touched_at: number;
  /** Since when it opens with one factor alone; null while it is open, or when nobody wrote it down yet. */
  locked_at: number | null;
  /** Wrong passwords since it was locked. */
  unlock_tries: number;
  ends_at: number;
  ended_at: number | null;
  end_reason: EndReason | null;
  /** The attempt that opened it. */
  attempt_id: string;
  /** The browser it was opened in, and how long it may be silent there; null: as long as elsewhere. */
  browser_id: string | null;
  idle_ms: number | null;
  /** How long its structure lets it be silent; null: as long as the operator. */
  rule_idle_ms: number | null;
}
/** `trusted`: the password alone, in a browser where both factors were given some hours ago. */
export type SessionMethod = Method | "psc" | "trusted";
export type EndReason =
  | "signed-out"
  | "replaced"
  | "idle"
  | "unlock-tries"
  | "over"
  | "password-changed"
  | "psc-changed"
  /** By the same person, from another session. */
  | "closed"
  | "browser-forgotten"
  /** The access was suspended, or is over. */
  | "withdrawn";

/** One attempt to sign in, as its person sees it for 90 days. */
export interface AttemptRow {
  id: string;
  /** Empty when nobody has the login: such a row goes within the minute. */
  person_id: string;
  /** The second factor, or the one means; null before it was asked for. */
  method: SessionMethod | null;
  outcome: AttemptOutcome;
  /** Of that outcome. */
  at: number;
  /** `Visitor` as JSON, sealed under (`sign_in_attempts`, `visitor`, id). */
  visitor: Uint8Array;
  /** `Visitors.keyOf`. */
  network_key: string;
}
/** The password was right and the code is still to come: it may never. */
export type AttemptOutcome = "password-refused" | "code-awaited" | "code-refused" | "opened";

/** One notice on its way to a person by one channel; it goes when it was handed over, or a day later. */
export interface NoticeRow {
  id: string;
  channel: "email" | "sms";
  person_id: string;
  structure_id: string;
  /** What it tells, as JSON, sealed under (`sign_in_notices`, `news`, id). */
  news: Uint8Array;
  /** Where it goes if not to what the person has now, sealed as the directory keeps that contact; null: to what she has. */
  contact: Uint8Array | null;
  made_at: number;
  /** From when it is to be tried (again); a node that tries it holds it until then. */
  next_at: number;
  tries: number;
}

/** An authenticator app. */
export interface AppRow {
  id: string;
  person_id: string;
  /** As its person calls it. */
  name: string;
  /** Sealed under (`sign_in_apps`, `secret_sealed`, id). */
  secret_sealed: Uint8Array;
  /** The last step whose code was used: none up to it is taken any more. */
  last_step: number;
  /** The session that began it; null when its secret came from elsewhere. */
  session_id: string | null;
  made_at: number;
  /** When its first code was right; it counts from then on. */
  proved_at: number | null;
  used_at: number | null;
}

/** A passkey: its public half. */
export interface PasskeyRow {
  id: string;
  person_id: string;
  /** What its device calls it, base64url. */
  credential_id: string;
  /** COSE_Key (RFC 9052 §7). */
  public_key: Uint8Array;
  /** How often it signed, as it says itself; 0 for good when it does not count. */
  counter: number;
  /** How a browser reaches it: words with spaces between them. */
  transports: string;
  /** 1 when its person's keychain holds a copy. */
  backed_up: number;
  /** As its person calls it. */
  name: string;
  made_at: number;
  used_at: number | null;
}

/** A challenge that a passkey answered, kept until it would have ended by itself: it is answered once. */
export interface PasskeyChallengeRow {
  challenge_hash: Uint8Array;
  ends_at: number;
}

/** The last time that a session's person gave a second factor anew. */
export interface ProofRow {
  session_id: string;
  at: number;
}

/** One wish for a link to a new password. One that nobody gets has its row too: the work is the same. */
export interface LinkRow {
  id: string;
  /** HMAC of the secret, under a key that is not in the store. */
  secret_hash: Uint8Array;
  login_key: string;
  /** Empty when nobody has the login. */
  person_id: string;
  structure_id: string;
  asked_at: number;
  expires_at: number;
  /** 1 when it counts among those an hour and a day; 0 for what was asked beyond them. */
  counts: number;
  ended_at: number | null;
  end_reason: LinkEnd | null;
}
export type LinkEnd = "not-sent" | "used" | "password-set" | "withdrawn";

/** Who somebody is at Pro Santé Connect: one person per subject of an issuer, one subject per person. */
export interface PscRow {
  person_id: string;
  issuer: string;
  /** SubjectNameID: `8` and RPPS. */
  subject: string;
}

/** A state that came back, kept until it would have ended by itself: it comes back once. */
export interface PscStateRow {
  state_hash: Uint8Array;
  ends_at: number;
}

/** What a session has from the provider, as long as it lives: `PscKept` as JSON, sealed. */
export interface PscSessionRow {
  session_id: string;
  kept: Uint8Array;
}

/** A password of a program: one person, one mailbox, one protocol. */
export interface AppPasswordRow {
  id: string;
  /** HMAC of the secret, under a key that is not in the store. */
  secret_hash: Uint8Array;
  person_id: string;
  structure_id: string;
  mailbox_id: string;
  /** Never changes once the mailbox is made. */
  mailbox_address: string;
  protocol: "jmap";
  /** As its person calls the program. */
  name: string;
  made_at: number;
  expires_at: number;
  /** To the hour. */
  used_at: number | null;
  ended_at: number | null;
  end_reason: AppPasswordEnd | null;
}
export type AppPasswordEnd = "removed" | "password-changed" | "departed";

/** A browser in which a person opened a session: one row for each of those who use it. */
export interface BrowserRow {
  id: string;
  /** Of its long-lived cookie. */
  browser_hash: Uint8Array;
  person_id: string;
  structure_id: string;
  /** HMAC of her login; empty as long as she never signed in with it here. */
  login_key: string;
  /** What it says of itself, and the structure's name of the network; null when nobody knows. */
  browser: BrowserKind["browser"];
  system: BrowserKind["system"];
  network: string | null;
  first_at: number;
  used_at: number;
  /** Until when her password alone opens here, and which second factor she gave last; null: not trusted. */
  trusted_until: number | null;
  trusted_by: Method | null;
}

/** A browser that many people use: it is never trusted. */
export interface PostRow {
  browser_hash: Uint8Array;
  structure_id: string;
  marked_at: number;
  /** `person:<id>` of a référent, or whoever made the link. */
  actor: string;
}

/** A link that marks the browser it is opened in, once. */
export interface PostLinkRow {
  secret_hash: Uint8Array;
  structure_id: string;
  actor: string;
  expires_at: number;
}

/** What a network of strangers has used of its wrong passwords: until when it would take to have them all again. */
export interface AllowanceRow {
  /** HMAC of the network's address. */
  network_key: string;
  whole_at: number;
}
