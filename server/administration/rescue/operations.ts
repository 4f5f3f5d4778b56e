import type { RescueRequests } from "../../../contracts/administration-rescue.ts";
import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import type { ChangeTx, ReadTx } from "../../foundations/database/operation.ts";
import type { NewNotice } from "../../sign-in/door.ts";
import { findCharges, type ReferentNotice } from "../reminders/referents.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { type Asked, standIn, standOver } from "../store/standing.ts";

export function createRescueReads(parts: AdministrationStoreParts) {
  const { directory, signIn } = parts;
  return {
    /** Who could agree to a code for a person: the référents there, but whoever asks, and the person. */
    async rescueWitnesses(
      tx: ReadTx,
      { who, at, personId }: Asked & { personId: string },
    ): Promise<Person[]> {
      const person = await directory.reads.person(tx, { id: personId });
      const [charge] = await findCharges(directory, tx, person ? [person.structureId] : [], at);
      return (charge?.referents ?? []).filter(({ id }) => id !== who && id !== personId);
    },

    async rescueRequestsOf(tx: ReadTx, given: Asked): Promise<RescueRequests | Refusal> {
      const standing = await standIn(parts, tx, given, "see");
      if (isRefusal(standing)) return standing;
      const { who, at } = given;
      const { structureId } = standing.actor;
      const requests: RescueRequests["requests"] = [];
      for (const row of await signIn.reads.rescueRequests(tx, { structureId, at })) {
        const person = await directory.reads.person(tx, { id: row.person_id });
        const by = await directory.reads.person(tx, { id: row.asked_by });
        requests.push({
          id: row.id,
          personId: row.person_id,
          person: person?.name ?? "",
          by: by?.name ?? "",
          mine: row.asked_by === who,
          hers: row.person_id === who,
          at: row.asked_at,
          until: row.expires_at,
          state: row.state,
        });
      }
      return { requests };
    },
  };
}

export function createRescueChanges(parts: AdministrationStoreParts) {
  const { directory, signIn } = parts;
  return {
    /** Asks the other référents; nobody is told twice of what waits already. */
    async askRescue(
      tx: ChangeTx,
      given: Asked & { personId: string; id: string; notices: Omit<ReferentNotice, "about">[] },
    ): Promise<{ told: number } | Refusal> {
      const standing = await standOver(parts, tx, given, "repair", given.personId);
      if (isRefusal(standing)) return standing;
      const { person } = standing;
      if (person.state === "left") return refuse("access-left");
      const { who, at, id, notices } = given;
      if (notices.length === 0) return refuse("lone-referent");
      if (await signIn.changes.askRescue(tx, { id, person, by: who, at }))
        for (const one of notices)
          await signIn.changes.keepNotice(tx, { person: one.person, notice: one.notice, at });
      return { told: notices.length };
    },

    /** Another référent of the structure agrees or refuses; whoever asked is told. */
    async decideRescue(
      tx: ChangeTx,
      given: Asked & { id: string; agrees: boolean; notice: NewNotice },
    ): Promise<{ state: string } | Refusal> {
      const standing = await standIn(parts, tx, given, "see");
      if (isRefusal(standing)) return standing;
      const { who, at, id, agrees, notice } = given;
      const request = await signIn.reads.rescueRequest(tx, { id });
      if (request?.structure_id !== standing.actor.structureId) return refuse("not-found");
      if (request.asked_by === who || request.person_id === who) return refuse("not-oneself");
      const decided = await signIn.changes.decideRescue(tx, { id, by: who, agrees, at });
      if (isRefusal(decided)) return decided;
      const asker = await directory.reads.person(tx, { id: request.asked_by });
      if (asker) await signIn.changes.keepNotice(tx, { person: asker, notice, at });
      return { state: decided.state };
    },
  };
}
