import type { Generated, Selectable } from "kysely";
import type { AccessState, IdentityProof, Person, SealedContacts, Structure } from "../views.ts";

export interface DirectoryTables {
  directory_structures: Structure;
  directory_persons: PersonRow & AccessColumns;
  directory_accesses: AccessRow;
  directory_identity_checks: IdentityCheckRow;
  directory_identities: IdentityRow;
}

/** What only accesses change of a person. */
interface AccessColumns {
  state: Generated<AccessState>;
  ends_at: Generated<number | null>;
  referent_from: Generated<number | null>;
  referent_until: Generated<number | null>;
  /** 0 or 1. */
  administrator: Generated<number>;
}

/** A person as put: contacts are sealed under (`directory_persons`, column, id). */
export interface PersonRow {
  id: string;
  structure_id: string;
  /** Lower case. */
  login: string;
  given_name: string;
  family_name: string;
  occupation: string;
  /** 0 or 1. */
  referent: number;
  email_sealed: Uint8Array | null;
  email_verified_at: number | null;
  mobile_sealed: Uint8Array | null;
  mobile_verified_at: number | null;
}

/** Who asks for a change, and when: what its audit row will say. */
export interface Deed {
  actor: string;
  at: number;
}

/** What is known of an access beside its person. */
export interface AccessRow {
  person_id: string;
  civility: string;
  rpps: string | null;
  made_at: number;
  /** As in the trace. */
  made_by: string;
}

/** One check of a person's identity. */
export interface IdentityCheckRow {
  person_id: string;
  at: number;
  how: IdentityProof;
  /** As in the trace. */
  checked_by: string;
}

/** The last check of a person's identity, and how often her référents were told that it grows old. */
export interface IdentityRow {
  person_id: string;
  structure_id: string;
  checked_at: number;
  told: number;
}

/** A person as kept. */
export type KeptPerson = Selectable<DirectoryTables["directory_persons"]>;

/** A person as the house knows her. */
export function asPerson(row: KeptPerson): Person {
  return {
    id: row.id,
    structureId: row.structure_id,
    login: row.login,
    name: `${row.given_name} ${row.family_name}`,
    givenName: row.given_name,
    familyName: row.family_name,
    occupation: row.occupation,
    referent: row.referent === 1,
    referentFrom: row.referent_from,
    referentUntil: row.referent_until,
    administrator: row.administrator === 1,
    state: row.state,
    endsAt: row.ends_at,
  };
}

/** Her contacts as kept, sealed. */
export function asContacts(row: PersonRow): SealedContacts {
  const { email_sealed: email, mobile_sealed: mobile } = row;
  return {
    personId: row.id,
    email: email && { sealed: email, verifiedAt: row.email_verified_at },
    mobile: mobile && { sealed: mobile, verifiedAt: row.mobile_verified_at },
  };
}
