import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import type { NewNotice } from "../../sign-in/door.ts";
import type { ChangeTx } from "../../foundations/database/operation.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { type Asked, standOver } from "./standing.ts";

/** What became of an access, and the sessions that ended with it. */
export interface Withdrawn {
  person: Person;
  ended: string[];
}

/** One person’s access. */
type Over = Asked & { personId: string };
/** With what its person is told, when it is news. */
type Told = Over & { notice: NewNotice };

export function createWithdrawals(parts: AdministrationStoreParts) {
  const { directory, signIn, mailboxes } = parts;

  async function conclude(
    tx: ChangeTx,
    { notice, at }: Told,
    person: Person,
    ended: string[],
    outcome: "changed" | "unchanged",
  ): Promise<Withdrawn> {
    // What was so already is told to nobody again.
    if (outcome === "changed") await signIn.changes.keepNotice(tx, { person, notice, at });
    return { person, ended };
  }

  return {
    /** Closes an access for a while: sessions and links end, rights stay for the day when it is opened again. */
    async suspend(tx: ChangeTx, given: Told): Promise<Withdrawn | Refusal> {
      const standing = await standOver(parts, tx, given, "withdraw", given.personId);
      if (isRefusal(standing)) return standing;
      const { person, deed } = standing;
      if (person.state === "left") return refuse("access-left");
      const outcome = await directory.changes.setAccessState(tx, { person, state: "suspended", deed });
      const ended = await signIn.changes.endAccess(tx, { person, forGood: false, ...deed });
      return conclude(tx, given, person, ended, outcome);
    },

    async resume(tx: ChangeTx, given: Told): Promise<Withdrawn | Refusal> {
      const standing = await standOver(parts, tx, given, "withdraw", given.personId);
      if (isRefusal(standing)) return standing;
      const { person, deed } = standing;
      if (person.state === "left") return refuse("access-left");
      const outcome = await directory.changes.setAccessState(tx, { person, state: "active", deed });
      if (outcome === "changed") await signIn.changes.countSilence(tx, { personId: person.id, at: given.at });
      return conclude(tx, given, person, [], outcome);
    },

    /** « Départ »: sessions, methods and rights end at once; the person stays in the directory, so that traces have a name. */
    async leave(tx: ChangeTx, given: Told): Promise<Withdrawn | Refusal> {
      const standing = await standOver(parts, tx, given, "withdraw", given.personId);
      if (isRefusal(standing)) return standing;
      const { person, deed } = standing;
      // Rights first: whatever holds the mailboxes is taken before what holds the person.
      await mailboxes.changes.endMemberships(tx, { personId: person.id, ...deed });
      if (person.referent) await directory.changes.setReferent(tx, { person, charge: null, deed });
      const outcome = await directory.changes.setAccessState(tx, { person, state: "left", deed });
      const ended = await signIn.changes.endAccess(tx, { person, forGood: true, ...deed });
      return conclude(tx, given, person, ended, outcome);
    },

    /** Sets the end of an access; one that is over already ends what is open. */
    async setEnd(tx: ChangeTx, given: Over & { endsAt: number | null }): Promise<Withdrawn | Refusal> {
      const standing = await standOver(parts, tx, given, "withdraw", given.personId);
      if (isRefusal(standing)) return standing;
      const { person, deed } = standing;
      if (person.state === "left") return refuse("access-left");
      const { endsAt } = given;
      const wasOver = person.endsAt !== null && person.endsAt <= given.at;
      await directory.changes.setAccessEnd(tx, { person, endsAt, deed });
      if (wasOver) await signIn.changes.countSilence(tx, { personId: person.id, at: given.at });
      const isOver = endsAt !== null && endsAt <= given.at;
      const ended = isOver ? await signIn.changes.endAccess(tx, { person, forGood: false, ...deed }) : [];
      return { person, ended };
    },
  };
}
