import type { StructuresView } from "../../../contracts/administration.ts";
import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import type { ChangeTx, ReadTx } from "../../foundations/database/operation.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { addPerson, type NewAccess } from "./giving.ts";
import { type Asked, standIn } from "./standing.ts";

export function createOperatorReads(parts: AdministrationStoreParts) {
  const { directory } = parts;
  return {
    /** Every structure with its référents: all that the operator sees of them. */
    async structures(tx: ReadTx, given: Asked): Promise<StructuresView | Refusal> {
      const standing = await standIn(parts, tx, given, "make-structure");
      if (isRefusal(standing)) return standing;
      const structures: StructuresView["structures"] = [];
      for (const id of await directory.reads.structureIds(tx)) {
        const structure = await directory.reads.structure(tx, { id });
        const people = await directory.reads.people(tx, { structureId: id });
        const referents = people
          .filter(({ referent }) => referent)
          .map((person) => ({ name: person.name, login: person.login }));
        if (structure) structures.push({ ...structure, referents });
      }
      return { structures };
    },
  };
}

export function createOperatorChanges(parts: AdministrationStoreParts) {
  const { directory } = parts;
  return {
    async makeStructure(
      tx: ChangeTx,
      given: Asked & { id: string; name: string; finess: string },
    ): Promise<{ structureId: string } | Refusal> {
      const standing = await standIn(parts, tx, given, "make-structure");
      if (isRefusal(standing)) return standing;
      const { id, name, finess } = given;
      for (const other of await directory.reads.structureIds(tx)) {
        const known = await directory.reads.structure(tx, { id: other });
        if (known?.finess === finess || known?.name === name) return refuse("structure-taken");
      }
      await directory.changes.putStructure(tx, { structure: { id, name, finess }, deed: standing.deed });
      return { structureId: id };
    },

    /** Gives somebody an access as référent of a structure. Rights on mailboxes are not the operator's to give. */
    async nameReferent(
      tx: ChangeTx,
      given: Asked & { structureId: string; access: NewAccess },
    ): Promise<Person | Refusal> {
      const standing = await standIn(parts, tx, given, "name-referent", given.structureId);
      if (isRefusal(standing)) return standing;
      if (!(await directory.reads.structure(tx, { id: given.structureId }))) return refuse("not-found");
      if (!(await directory.changes.takeLogin(tx, given.access.row))) return refuse("login-taken");
      const person = await addPerson(parts, tx, standing, given.access, given.structureId);
      const charge = { from: null, until: null };
      await directory.changes.setReferent(tx, { person, charge, deed: standing.deed });
      return { ...person, referent: true };
    },
  };
}
