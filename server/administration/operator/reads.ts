import type { StructuresView } from "../../../contracts/administration-operator.ts";
import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { ReadTx } from "../../foundations/database/operation.ts";
import { describeAccess } from "../rules/access-state.ts";
import { isInCharge } from "../rules/who-may.ts";
import { listLogins } from "../rules/login.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { type Asked, standIn } from "../store/standing.ts";

export function createOperatorReads(parts: AdministrationStoreParts) {
  const { directory, signIn, mailboxes } = parts;
  return {
    /** Every structure with its référents and how much it holds: all that the operator sees of them. */
    async structures(tx: ReadTx, given: Asked): Promise<Omit<StructuresView, "domains"> | Refusal> {
      const standing = await standIn(parts, tx, given, "make-structure");
      if (isRefusal(standing)) return standing;
      const structures: StructuresView["structures"] = [];
      for (const id of await directory.reads.structureIds(tx)) {
        const structure = await directory.reads.structure(tx, { id });
        if (!structure) continue;
        const people = await directory.reads.people(tx, { structureId: id });
        const referents = people.filter(({ referent }) => referent);
        const personIds = referents.map((person) => person.id);
        const states = await signIn.reads.signInStates(tx, { personIds });
        structures.push({
          ...structure,
          isOwn: id === standing.actor.structureId,
          people: people.filter(({ state }) => state !== "left").length,
          ...(await mailboxes.reads.structureRoom(tx, { structureId: id })),
          referents: referents.flatMap((person) => {
            const state = states.find(({ personId }) => personId === person.id);
            if (!state) return [];
            const { name, login } = person;
            return {
              id: person.id,
              name,
              login,
              state: describeAccess(person, state, given.at),
              inCharge: isInCharge(person, given.at),
            };
          }),
        });
      }
      return { structures };
    },

    /** The first identifier of these names that nobody has, in one of the operator's domains. */
    async freeReferentLogin(
      tx: ReadTx,
      given: Asked & { givenName: string; familyName: string; domain: string },
    ): Promise<{ login: string } | Refusal> {
      const standing = await standIn(parts, tx, given, "name-referent");
      if (isRefusal(standing)) return standing;
      const logins = listLogins(given.givenName, given.familyName, given.domain);
      const taken = new Set(await directory.reads.takenLogins(tx, { logins }));
      const login = logins.find((one) => !taken.has(one));
      return login === undefined ? refuse("login-malformed") : { login };
    },
  };
}
