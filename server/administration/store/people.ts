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
  const { directory, signIn, mailboxes } = parts;

  async function statesOf(tx: ReadTx, people: Person[]): Promise<Map<string, SignInState>> {
    const states: SignInState[] = [];
    for (let at = 0; at < people.length; at += idsAtOnce) {
      const personIds = people.slice(at, at + idsAtOnce).map(({ id }) => id);
      states.push(...(await signIn.reads.signInStates(tx, { personIds })));
    }
    return new Map(states.map((state) => [state.personId, state]));
  }

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
      const people = await directory.reads.people(tx, { structureId });
      const states = await statesOf(tx, people);
      const before = at - identitySoonMs;
      const old = new Set(await directory.reads.oldIdentities(tx, { structureId, before }));
      const known = people.flatMap((person): Known[] => {
        const found = states.get(person.id);
        if (!found) return [];
        const state = describeAccess(person, found, at);
        const isSilent = ["active", "ending"].includes(state) && (found.lastAt ?? at) <= at - given.silentMs;
        return [{ person, signIn: found, state, isSilent, isIdentityOld: old.has(person.id) }];
      });
      const present = known.filter(({ state }) => state !== "left");
      const found = known
        .filter((one) => isShown(one, filter) && matches(one.person, search))
        .toSorted((one, other) => order.compare(nameOf(one.person), nameOf(other.person)));
      const shown = found.slice(from, from + peopleAtOnce);
      const personIds = shown.map(({ person }) => person.id);
      const facts = await directory.reads.accessFacts(tx, { personIds });
      const rights = await mailboxes.reads.rightsOf(tx, { structureId, personIds, now: at });
      const rows: PersonFound[] = [];
      for (const one of shown)
        rows.push({
          ...one,
          facts: facts.find(({ personId }) => personId === one.person.id) ?? null,
          contacts: await directory.reads.contacts(tx, { id: one.person.id }),
          rights: rights.filter(({ personId }) => personId === one.person.id),
        });
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

type Known = Pick<PersonFound, "person" | "signIn" | "state" | "isSilent" | "isIdentityOld">;

const isNever = ({ state }: Known) => state === "waiting" || state === "never";
const isLonely = ({ state, signIn }: Known) => isSingle(signIn) && state !== "ended" && state !== "suspended";

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

function nameOf({ familyName, givenName }: Person): string {
  return `${familyName} ${givenName}`;
}
