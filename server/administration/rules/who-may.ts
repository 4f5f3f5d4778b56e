import type { RefusalCode } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";

/** What somebody who looks after accesses may want to do. */
export type Deed =
  /** Look at the persons, mailboxes and rights of a structure. */
  | "see"
  /** Look at the operator's own trace. */
  | "see-operator"
  /** Give somebody an access, with rights on mailboxes. */
  | "give"
  /** Change rights on mailboxes. */
  | "change-rights"
  /** Suspend, resume, end an access. */
  | "withdraw"
  /** Send a first access again, change a contact, take a method away, give a « code de dépannage ». */
  | "repair"
  /** Narrow what the operator allows to sign in with. */
  | "set-policy"
  /** Make a mailbox, change, close or delete one. */
  | "manage-mailboxes"
  /** Make a structure, or look at all of them. */
  | "make-structure"
  /** Name a référent, or release one. */
  | "name-referent";

/** What a deed is done to: a structure, and a person of it when it is about one. */
export interface Subject {
  structureId: string;
  person?: Pick<Person, "id" | "referent">;
}

/** Nobody does these to herself: a référent who shuts herself out, or lets herself in, needs another one. */
const toOthers: readonly Deed[] = ["withdraw", "repair"];
const operatorDeeds: readonly Deed[] = ["make-structure", "name-referent", "see-operator"];

/** Why somebody may not do a deed now; null when she may. Another structure's objects are not to be found. */
export function findBar(actor: Person, deed: Deed, subject: Subject, now: number): RefusalCode | null {
  if (actor.state !== "active" || (actor.endsAt !== null && actor.endsAt <= now)) return "signed-out";
  if (operatorDeeds.includes(deed)) return actor.administrator ? null : "not-administrator";
  const isSelf = subject.person?.id === actor.id;
  if (actor.administrator) {
    if (isSelf) return "not-oneself";
    // The operator helps référents, who help the others: nothing else of a structure is its business.
    return toOthers.includes(deed) && subject.person?.referent ? null : "not-found";
  }
  if (subject.structureId !== actor.structureId) return "not-found";
  if (!isReferentNow(actor, now)) return "not-referent";
  return isSelf && toOthers.includes(deed) ? "not-oneself" : null;
}

/** Whether somebody's charge of référent has begun and is not over. */
export function isReferentNow(
  { referent, referentFrom, referentUntil }: Pick<Person, "referent" | "referentFrom" | "referentUntil">,
  now: number,
): boolean {
  return (
    referent &&
    (referentFrom === null || referentFrom <= now) &&
    (referentUntil === null || now < referentUntil)
  );
}

/** Whether somebody can do what a référent does: her charge is hers now, and her access is open. */
export function isInCharge(person: Person, now: number): boolean {
  return (
    person.state === "active" && (person.endsAt === null || now < person.endsAt) && isReferentNow(person, now)
  );
}
