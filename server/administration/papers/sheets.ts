import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import type { ChangeTx } from "../../foundations/database/operation.ts";
import type { Right } from "../../mailboxes/door.ts";
import { type Asked, standOver } from "../store/standing.ts";
import type { AdministrationStoreParts } from "../store.ts";

/** What a « fiche d'accès » says besides what its code opens. */
export interface SheetFacts {
  person: Person;
  civility: string;
  referent: string;
  structure: string;
  mailboxes: { name: string; address: string; right: Right; from: number; until: number | null }[];
}

export function createSheetChanges(parts: AdministrationStoreParts) {
  const { directory, signIn, mailboxes } = parts;
  return {
    /** A start code in the place of every link before it, with what is printed beside it. Conditions as of `resend`. */
    async printSheet(
      tx: ChangeTx,
      given: Asked & { personId: string; link: { id: string; secretHash: Uint8Array } },
    ): Promise<SheetFacts | Refusal> {
      const standing = await standOver(parts, tx, given, "repair", given.personId);
      if (isRefusal(standing)) return standing;
      const { actor, person, deed } = standing;
      const { at, link } = given;
      if (person.state === "left") return refuse("access-left");
      if (person.state !== "active" || (person.endsAt !== null && person.endsAt <= at))
        return refuse("access-closed");
      const [state] = await signIn.reads.signInStates(tx, { personIds: [person.id] });
      const contacts = await directory.reads.contacts(tx, person);
      const isReached = contacts?.email !== null && contacts?.email.verifiedAt !== null;
      if (state?.hasPassword && isReached) return refuse("access-used");
      await signIn.changes.makeActivation(tx, { ...link, person, printed: true, ...deed });
      const { structureId } = person;
      const own = await mailboxes.reads.structureMailboxes(tx, { structureId, now: at });
      const rights = await mailboxes.reads.rightsOf(tx, { structureId, personIds: [person.id], now: at });
      const [facts] = await directory.reads.accessFacts(tx, { personIds: [person.id] });
      return {
        person,
        civility: facts?.civility ?? "",
        referent: actor.name,
        structure: (await directory.reads.structure(tx, { id: structureId }))?.name ?? "",
        mailboxes: own.flatMap(({ id, name, address }) =>
          rights
            .filter(({ mailboxId }) => mailboxId === id)
            .map(({ right, from, until }) => ({ name, address, right, from, until })),
        ),
      };
    },
  };
}
