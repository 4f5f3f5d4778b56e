import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import type { ChangeTx } from "../../foundations/database/operation.ts";
import type { Right } from "../../mailboxes/door.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { type Asked, type Standing, standIn } from "./standing.ts";

/** One cell of persons × mailboxes, its days read already. `right: null` ends what is there. */
export interface RightWanted {
  personId: string;
  mailboxId: string;
  right: Right | null;
  /** Null: from now on. */
  from: number | null;
  until: number | null;
}

export function createRightsChanges(parts: AdministrationStoreParts) {
  return {
    /** All of these changes, or none: of persons and mailboxes of one's own structure. */
    async changeRights(
      tx: ChangeTx,
      given: Asked & { changes: RightWanted[] },
    ): Promise<{ changed: number } | Refusal> {
      const standing = await standIn(parts, tx, given, "change-rights");
      if (isRefusal(standing)) return standing;
      const people = new Map<string, Person>();
      for (const { personId } of given.changes) {
        const person = await parts.directory.reads.person(tx, { id: personId });
        if (!person || person.structureId !== standing.actor.structureId) return refuse("not-found");
        people.set(personId, person);
      }
      for (const { personId, right } of given.changes) {
        const person = people.get(personId);
        if (right !== null && person?.state === "left") return refuse("access-left");
        if (right !== null && person?.administrator) return refuse("administrator-reads-nothing");
      }
      return putRights(parts, tx, standing, given.changes);
    },
  };
}

/** Puts rights of persons who are known to be of the actor's structure; its mailboxes are looked up here. */
export async function putRights(
  { mailboxes }: Pick<AdministrationStoreParts, "mailboxes">,
  tx: ChangeTx,
  { actor: { structureId }, deed }: Standing,
  wanted: readonly RightWanted[],
): Promise<{ changed: number } | Refusal> {
  const { actor, at } = deed;
  const ids = new Set(await mailboxes.reads.structureMailboxIds(tx, { structureId }));
  if (!wanted.every(({ mailboxId }) => ids.has(mailboxId))) return refuse("not-found");
  // Mailboxes are taken in one order, whoever changes which.
  const inOrder = wanted.toSorted((one, other) => (one.mailboxId < other.mailboxId ? -1 : 1));
  for (const { personId, mailboxId, right, from, until } of inOrder) {
    if (right === null) await mailboxes.changes.endMembership(tx, { mailboxId, personId, at, actor });
    else
      await mailboxes.changes.putMembership(tx, {
        mailboxId,
        personId,
        right,
        startsAt: from ?? at,
        endsAt: until,
        at,
        actor,
      });
  }
  return { changed: wanted.length };
}
