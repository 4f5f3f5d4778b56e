/** The shapes that leave this room. */

export interface Structure {
  id: string;
  name: string;
  /** Nine digits. */
  finess: string;
}

/** A person with an access; contacts are asked for apart. */
export interface Person {
  id: string;
  structureId: string;
  /** Lower case. */
  login: string;
  /** Given name, then family name. */
  name: string;
  givenName: string;
  familyName: string;
  occupation: string;
  /** Référent MSSanté of the structure. */
  referent: boolean;
}

/** The contacts of a person as kept, sealed: what crosses threads. Only the directory's door opens them. */
export interface SealedContacts {
  personId: string;
  email: { sealed: Uint8Array; verifiedAt: number | null } | null;
  mobile: { sealed: Uint8Array; verifiedAt: number | null } | null;
}

/** Where a person is reached outside the trust space; `verifiedAt` in milliseconds, null until verified (RIE-PS 07). */
export interface Contacts {
  email: Contact | null;
  mobile: Contact | null;
}

export interface Contact {
  /** An ordinary e-mail address, or a number in E.164. */
  address: string;
  verifiedAt: number | null;
}
