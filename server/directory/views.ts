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
  /** Référent MSSanté of the structure, from and until when; null: without bound. */
  referent: boolean;
  referentFrom: number | null;
  referentUntil: number | null;
  /** Administers the operator: makes structures and référents, and reads no mail. */
  administrator: boolean;
  /** Whether her access is open, and the first instant when it is no more; null while no end is set. */
  state: AccessState;
  endsAt: number | null;
}

/** `left`: gone for good; her traces stay under her name. */
export type AccessState = "active" | "suspended" | "left";

/** How somebody's identity was checked before she got an access (RIE-PS 07): the kind of document, or the card. */
export type IdentityProof = "identity-card" | "passport" | "residence-permit" | "professional-card" | "known";

/** What the directory keeps of an access beside the person. */
export interface AccessFacts {
  personId: string;
  civility: string;
  /** Eleven digits. */
  rpps: string | null;
  madeAt: number;
  /** The last check of her identity: what was looked at, when and by whom. */
  identity: { how: IdentityProof; at: number; by: string } | null;
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
