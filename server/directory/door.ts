import type { Chance } from "../foundations/chance.ts";
import type { Clock } from "../foundations/clock.ts";
import { remoteChanges, remoteReads, type Store } from "../foundations/database/operation.ts";
import { newId } from "../foundations/ids.ts";
import type { Place, Sealing } from "../foundations/sealing.ts";
import type { DirectoryChanges, DirectoryReads, PersonRefused, PersonRow, Written } from "./store.ts";
import type { Contact, Contacts, Person, SealedContacts, Structure } from "./views.ts";

export type {
  AccessFacts,
  AccessState,
  Contact,
  Contacts,
  IdentityProof,
  Person,
  SealedContacts,
  Structure,
} from "./views.ts";
export type {
  Deed,
  DirectoryStore,
  IdentityCheck,
  IdentityRow,
  PersonRefused,
  PersonRow,
  Written,
} from "./store.ts";

/** What a person is made of when put into the directory. */
export interface PersonToPut {
  structureId: string;
  /** Any case; the person of this login is brought up to date when there is one. */
  login: string;
  givenName: string;
  familyName: string;
  occupation: string;
  referent: boolean;
  /** Ordinary e-mail address and mobile (E.164), or null. */
  email: string | null;
  mobile: string | null;
  /** Whoever asks vouches for both contacts (RIE-PS 07); otherwise a new one waits for its verification. */
  verified: boolean;
}

/** The door of the directory: persons with their contacts, and their structures. */
export interface DirectoryDoor {
  putStructure(structure: Structure, actor: string): Promise<Written>;
  /** Idempotent. `login-taken`: the login belongs to a person of another structure. */
  putPerson(person: PersonToPut, actor: string): Promise<{ id: string; outcome: Written } | PersonRefused>;
  /** Makes somebody an administrator of the operator, or no more. */
  setAdministrator(person: Pick<Person, "id" | "structureId">, is: boolean, actor: string): Promise<void>;
  /** A login as it is kept and compared. */
  normaliseLogin(login: string): string;
  findByLogin(login: string): Promise<Person | null>;
  person(id: string): Promise<Person | null>;
  structure(id: string): Promise<Structure | null>;
  structureIds(): Promise<string[]>;
  /** The contacts in clear; null when there is no such person. */
  contacts(personId: string): Promise<Contacts | null>;
  /** The same, when another room's operation brought them sealed. */
  openContacts(sealed: SealedContacts): Contacts;
  /** A contact as it will be kept of this person. */
  sealContact(kind: ContactKind, personId: string, address: string): Uint8Array;
}

export interface DirectoryParts {
  store: Store;
  sealing: Sealing;
  clock: Clock;
  chance: Chance;
}

export type ContactKind = "email" | "mobile";

export function openDirectory({ store, sealing, clock, chance }: DirectoryParts): DirectoryDoor {
  const changes = remoteChanges<DirectoryChanges>(store, "directory");
  const reads = remoteReads<DirectoryReads>(store, "directory");

  /** The sealed bytes and the verification of a contact; one that did not move keeps both. */
  function sealContact(
    kind: ContactKind,
    before: SealedContacts | null,
    person: PersonToPut & { id: string },
    now: number,
  ) {
    const address = person[kind];
    if (address === null) return { sealed: null, verifiedAt: null };
    const verifiedAt = person.verified ? now : null;
    const old = before && openContact(sealing, kind, before);
    if (before?.[kind] && old?.address === address)
      return { sealed: before[kind].sealed, verifiedAt: old.verifiedAt ?? verifiedAt };
    return { sealed: sealing.seal(place(kind, person.id), Buffer.from(address)), verifiedAt };
  }

  // A sign-in looks at the same ones several times: they are opened once, and forgotten with what they were opened from.
  const opened = new WeakMap<SealedContacts, Contacts>();
  function openContacts(sealed: SealedContacts): Contacts {
    let contacts = opened.get(sealed);
    if (!contacts) {
      contacts = {
        email: openContact(sealing, "email", sealed),
        mobile: openContact(sealing, "mobile", sealed),
      };
      opened.set(sealed, contacts);
    }
    return contacts;
  }

  async function putPerson(given: PersonToPut, actor: string): ReturnType<DirectoryDoor["putPerson"]> {
    const login = normaliseLogin(given.login);
    const known = await reads.findByLogin({ login });
    const before = known && (await reads.contacts({ id: known.id }));
    const person = { ...given, id: before?.personId ?? newId(chance, "p") };
    const at = clock.now();
    const email = sealContact("email", before, person, at);
    const mobile = sealContact("mobile", before, person, at);
    const row: PersonRow = {
      id: person.id,
      structure_id: person.structureId,
      login,
      given_name: person.givenName,
      family_name: person.familyName,
      occupation: person.occupation,
      referent: Number(person.referent),
      email_sealed: email.sealed,
      email_verified_at: email.verifiedAt,
      mobile_sealed: mobile.sealed,
      mobile_verified_at: mobile.verifiedAt,
    };
    const outcome = await changes.putPerson({ row, deed: { actor, at } });
    return outcome === "made-meanwhile" ? putPerson(given, actor) : outcome;
  }

  return {
    putStructure: (structure, actor) => changes.putStructure({ structure, deed: { actor, at: clock.now() } }),
    putPerson,
    setAdministrator: ({ id, structureId }, is, actor) =>
      changes.setAdministrator({ person: { id, structureId }, is, deed: { actor, at: clock.now() } }),
    normaliseLogin,
    findByLogin: (login) => reads.findByLogin({ login: normaliseLogin(login) }),
    person: (id) => reads.person({ id }),
    structure: (id) => reads.structure({ id }),
    structureIds: () => reads.structureIds(),
    async contacts(personId) {
      const sealed = await reads.contacts({ id: personId });
      return sealed && openContacts(sealed);
    },
    openContacts,
    sealContact: (kind, personId, address) => sealing.seal(place(kind, personId), Buffer.from(address)),
  };
}

function normaliseLogin(login: string): string {
  return login.normalize("NFC").trim().toLowerCase();
}

function openContact(sealing: Sealing, kind: ContactKind, contacts: SealedContacts): Contact | null {
  const kept = contacts[kind];
  if (!kept) return null;
  const address = sealing.open(place(kind, contacts.personId), kept.sealed).toString();
  return { address, verifiedAt: kept.verifiedAt };
}

function place(kind: ContactKind, row: string): Place {
  return { table: "directory_persons", column: `${kind}_sealed`, row };
}
