import type { Method } from "../../../contracts/sign-in.ts";
import type { Person, SealedContacts } from "../../directory/door.ts";
import type { Narrowing } from "../rules/policy.ts";
import type { Visitor } from "../visitor.ts";
import type { PasskeyRow } from "../store/tables.ts";

/** What a person has to receive or make a code with. */
export interface Means {
  contacts: SealedContacts;
  /** Whether she has an authenticator app. */
  hasApp: boolean;
  passkeys: readonly KnownPasskey[];
  /** What her structure takes away from the operator's policy. */
  narrowing: Narrowing | null;
}

/** A passkey as a browser has to be told of it. */
export type KnownPasskey = Pick<PasskeyRow, "credential_id" | "transports">;

/** Somebody whose first factor is proved: by the password just now, or earlier in the same challenge. */
export interface Known {
  method: Method;
  /** SHA-256 of the browser's door cookie: only this browser may answer. */
  browserHash: Uint8Array;
  loginKey: string;
  person: Person;
  means: Means;
}

/** Somebody for whom a challenge is about to be made. */
export interface Begun extends Known {
  /** The try of the password that was right; null when it is not a sign-in. */
  tryId: string | null;
  /** From when another code may be sent; null when that is now. */
  codesAt: number | null;
  /** The browser known for the login that it comes from; null for every other. */
  browserId: string | null;
  /** Whether the browser is to be trusted after the second factor. */
  trusts: boolean;
  /** The session whose person gives a second factor anew; null for a sign-in. */
  sessionId: string | null;
  /** Who asks for a sign-in; null for a proof inside a session. */
  visitor: Visitor | null;
}
