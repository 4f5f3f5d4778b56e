import type { AccessView, PeopleView, RightView } from "../../contracts/administration.ts";
import type { DirectoryDoor } from "../directory/door.ts";
import type { GivenRight } from "../mailboxes/door.ts";
import { isSingle } from "./rules/access-state.ts";
import { identityMs } from "./rules/identity.ts";
import { monthMs } from "./rules/silence.ts";
import { dayOf } from "./rules/days.ts";
import type { PeopleFound, PersonFound } from "./store/people.ts";

/** What of a structure's persons goes out to their référent. `self`: the one who asks. */
export function viewPeople(
  found: PeopleFound,
  self: string,
  directory: Pick<DirectoryDoor, "openContacts">,
  now: number,
): PeopleView {
  const { rows, mailboxes, ...rest } = found;
  return {
    ...rest,
    mailboxes: mailboxes.map(({ id, name, address, people }) => ({ id, name, address, people })),
    people: rows.map((row) => viewPerson(row, self, directory, now)),
  };
}

export function viewPerson(
  { person, state, isSilent, isIdentityOld, signIn, facts, contacts, rights }: PersonFound,
  self: string,
  directory: Pick<DirectoryDoor, "openContacts">,
  now: number,
): AccessView {
  const { email, mobile } = contacts ? directory.openContacts(contacts) : { email: null, mobile: null };
  return {
    id: person.id,
    name: person.name,
    givenName: person.givenName,
    login: person.login,
    occupation: person.occupation,
    civility: facts?.civility ?? "",
    referent: person.referent,
    self: person.id === self,
    state,
    until: person.endsAt === null ? null : lastDay(person.endsAt),
    lastAt: signIn.lastAt,
    link: signIn.link,
    single: isSingle(signIn),
    silentMonths: isSilent && signIn.lastAt !== null ? Math.floor((now - signIn.lastAt) / monthMs) : null,
    identityDue: isIdentityOld && facts?.identity ? facts.identity.at + identityMs : null,
    email: email?.address ?? null,
    emailVerified: email !== null && email.verifiedAt !== null,
    mobile: mobile?.address ?? null,
    rights: rights.map((right) => viewRight(right, now)),
  };
}

function viewRight({ mailboxId, right, from, until }: GivenRight, now: number): RightView {
  return {
    mailboxId,
    right,
    from: from > now ? dayOf(from) : null,
    until: until === null ? null : lastDay(until),
  };
}

/** The last day that ends before this instant. */
function lastDay(endsAt: number): string {
  return dayOf(endsAt - 1);
}
