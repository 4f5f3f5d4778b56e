import type { Method } from "../../../contracts/sign-in.ts";
import type { Person, SealedContacts } from "../../directory/door.ts";

/** What a person has to receive or make a code with. */
export interface Means {
  contacts: SealedContacts;
}

/** Somebody whose first factor is proved: by the password just now, or earlier in the same challenge. */
export interface Known {
  method: Method;
  /** SHA-256 of the browser's door cookie: only this browser may answer. */
  browserHash: Uint8Array;
  loginKey: string;
  person: Person;
  means: Means;
}
