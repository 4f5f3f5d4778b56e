import {
  type AccessView,
  type Filter,
  peopleAtOnce,
  type PeopleView,
} from "../../../contracts/administration.ts";
import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { AccessFacts, Person, SealedContacts } from "../../directory/door.ts";
import type { ReadTx } from "../../foundations/database/operation.ts";
import type { GivenRight, StructureMailbox } from "../../mailboxes/door.ts";
import type { SignInState } from "../../sign-in/door.ts";
import { describeAccess, isSingle, matches } from "../rules/access-state.ts";
import { identitySoonMs } from "../rules/identity.ts";
import { listLogins, domainOf } from "../rules/login.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { type Asked, standIn } from "./standing.ts";

/** A page of persons, contacts still sealed. */
export interface PeopleFound {
  structure: { id: string; name: string; domain: string };
  figures: PeopleView["figures"];
  mailboxes: StructureMailbox[];
  rows: PersonFound[];
  total: number;
  from: number;
}

export interface PersonFound {
  person: Person;
  state: AccessView["state"];
  signIn: SignInState;
  /** Without a sign-in for so long that she was told; whose identity is to be checked again. */
  isSilent: boolean;
  isIdentityOld: boolean;
  facts: AccessFacts | null;
  contacts: SealedContacts | null;
  rights: GivenRight[];
}

/** Ids asked for at once: an engine takes so many, and not many more. */
const idsAtOnce = 500;

export function createPeopleReads(parts: AdministrationStoreParts) {
  const { directory, mailboxes } = parts;
  return {
    async people(
      tx: ReadTx,
      given: Asked & { search: string; filter: Filter; from: number; silentMs: number },
    ): Promise<PeopleFound | Refusal> {
      const standing = await standIn(parts, tx, given, "see");
      if (isRefusal(standing)) return standing;
      const { structureId, login } = standing.actor;
      const structure = await directory.reads.structure(tx, { id: structureId });
      if (!structure) return refuse("not-found");
      const { at, search, filter, from } = given;
      const known = await knowPeople(parts, tx, structureId, at, given.silentMs);
      const present = known.filter(({ state }) => state !== "left");
      const found = known
        .filter((one) => isShown(one, filter) && matches(one.person, search))
        .toSorted(byName);
      const shown = found.slice(from, from + peopleAtOnce);
      const rows = await findRows(parts, tx, structureId, shown, at);
      return {
        structure: { id: structure.id, name: structure.name, domain: domainOf(login) },
        figures: {
          people: present.length,
          never: present.filter(isNever).length,
          single: present.filter(isLonely).length,
          silent: present.filter(({ isSilent }) => isSilent).length,
          identity: present.filter(({ isIdentityOld }) => isIdentityOld).length,
          suspended: present.filter(({ state }) => state === "suspended").length,
        },
        mailboxes: await mailboxes.reads.structureMailboxes(tx, { structureId, now: at }),
        rows,
        total: found.length,
        from,
      };
    },

    /** The first identifier of these names that nobody has. */
    async freeLogin(
      tx: ReadTx,
      given: Asked & { givenName: string; familyName: string },
    ): Promise<{ login: string } | Refusal> {
      const standing = await standIn(parts, tx, given, "give");
      if (isRefusal(standing)) return standing;
      const logins = listLogins(given.givenName, given.familyName, domainOf(standing.actor.login));
      const taken = new Set(await directory.reads.takenLogins(tx, { logins }));
      const login = logins.find((one) => !taken.has(one));
      return login === undefined ? refuse("login-malformed") : { login };
    },
  };
}

/** Everybody of a structure, with how far each is; silent is who did not sign in for `silentMs`. */
export async function knowPeople(
  { directory, signIn }: Pick<AdministrationStoreParts, "directory" | "signIn">,
  tx: ReadTx,
  structureId: string,
  at: number,
  silentMs = Infinity,
): Promise<Known[]> {
  const people = await directory.reads.people(tx, { structureId });
  const states = new Map<string, SignInState>();
  for (let from = 0; from < people.length; from += idsAtOnce) {
    const personIds = people.slice(from, from + idsAtOnce).map(({ id }) => id);
    for (const state of await signIn.reads.signInStates(tx, { personIds })) states.set(state.personId, state);
  }
  const before = at - identitySoonMs;
  const old = new Set(await directory.reads.oldIdentities(tx, { structureId, before }));
  return people.flatMap((person): Known[] => {
    const found = states.get(person.id);
    if (!found) return [];
    const state = describeAccess(person, found, at);
    const isSilent = ["active", "ending"].includes(state) && (found.lastAt ?? at) <= at - silentMs;
    return [{ person, signIn: found, state, isSilent, isIdentityOld: old.has(person.id) }];
  });
}

/** What is shown of some of them, contacts still sealed. */
export async function findRows(
  { directory, mailboxes }: Pick<AdministrationStoreParts, "directory" | "mailboxes">,
  tx: ReadTx,
  structureId: string,
  shown: readonly Known[],
  now: number,
): Promise<PersonFound[]> {
  const personIds = shown.map(({ person }) => person.id);
  const facts = await directory.reads.accessFacts(tx, { personIds });
  const rights = await mailboxes.reads.rightsOf(tx, { structureId, personIds, now });
  const rows: PersonFound[] = [];
  for (const one of shown)
    rows.push({
      ...one,
      facts: facts.find(({ personId }) => personId === one.person.id) ?? null,
      contacts: await directory.reads.contacts(tx, { id: one.person.id }),
      rights: rights.filter(({ personId }) => personId === one.person.id),
    });
  return rows;
}

export type Known = Pick<PersonFound, "person" | "signIn" | "state" | "isSilent" | "isIdentityOld">;

export const isNever = ({ state }: Known) => state === "waiting" || state === "never";
export const isLonely = ({ state, signIn }: Known) =>
  isSingle(signIn) && state !== "ended" && state !== "suspended";

function isShown(one: Known, filter: Filter): boolean {
  if (filter === "left") return one.state === "left";
  if (one.state === "left") return false;
  if (filter === "never") return isNever(one);
  if (filter === "single") return isLonely(one);
  if (filter === "silent") return one.isSilent;
  if (filter === "identity") return one.isIdentityOld;
  return filter === "all" || one.state === filter;
}

const order = new Intl.Collator("fr");

export const byName = (one: Known, other: Known) => order.compare(nameOf(one.person), nameOf(other.person));

function nameOf({ familyName, givenName }: Person): string {
  return `${familyName} ${givenName}`;
}
