import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import type { ChangeTx } from "../../foundations/database/operation.ts";
import { takeTurn } from "../../foundations/database/turns.ts";
import { isInCharge } from "../rules/who-may.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { addPerson, type NewAccess } from "../store/giving.ts";
import { type Asked, standIn } from "../store/standing.ts";

const changed = { step: "changed" } as const;

export function createOperatorChanges(parts: AdministrationStoreParts) {
  const { directory, mailboxes, audit } = parts;
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

    /** Names somebody of a structure who has an access already. */
    async entrustReferent(
      tx: ChangeTx,
      given: Asked & { structureId: string; login: string },
    ): Promise<typeof changed | Refusal> {
      const standing = await standIn(parts, tx, given, "name-referent", given.structureId);
      if (isRefusal(standing)) return standing;
      const person = await directory.reads.findByLogin(tx, { login: given.login });
      if (!person || person.structureId !== given.structureId) return refuse("not-found");
      if (person.state === "left") return refuse("access-left");
      // Whoever administers the operator gives no access to mailboxes, and none to herself.
      if (person.administrator) return refuse("administrator-reads-nothing");
      const charge = { from: null, until: null };
      await directory.changes.setReferent(tx, { person, charge, deed: standing.deed });
      return changed;
    },

    /** Takes the charge of référent back; the access stays. A structure keeps one who is in charge. */
    async releaseReferent(
      tx: ChangeTx,
      given: Asked & { personId: string },
    ): Promise<typeof changed | Refusal> {
      const standing = await standIn(parts, tx, given, "name-referent");
      if (isRefusal(standing)) return standing;
      const found = await directory.reads.person(tx, { id: given.personId });
      if (!found?.referent) return refuse("not-found");
      const { structureId } = found;
      // Two who are released at once are not both the one before the last.
      await takeTurn(tx, `administration referents ${structureId}`);
      const people = await directory.reads.people(tx, { structureId });
      const person = people.find(({ id }) => id === given.personId);
      if (!person?.referent) return refuse("not-found");
      const others = people.filter((one) => one.id !== person.id && isInCharge(one, given.at));
      if (others.length === 0 && isInCharge(person, given.at)) return refuse("last-referent");
      await directory.changes.setReferent(tx, { person, charge: null, deed: standing.deed });
      return changed;
    },

    /** How much the mailboxes of a structure may be given together; what they have already is theirs. */
    async setQuota(
      tx: ChangeTx,
      given: Asked & { structureId: string; quotaBytes: number | null },
    ): Promise<typeof changed | Refusal> {
      const standing = await standIn(parts, tx, given, "make-structure");
      if (isRefusal(standing)) return standing;
      const { structureId, quotaBytes } = given;
      if (!(await directory.reads.structure(tx, { id: structureId }))) return refuse("not-found");
      await mailboxes.changes.setStructureQuota(tx, { structureId, quotaBytes });
      await audit.append(tx, {
        chain: `structure:${structureId}`,
        ...standing.deed,
        action: "structure.quota-set",
        object: structureId,
        outcome: "done",
        facts: quotaBytes === null ? {} : { quota: quotaBytes },
      });
      return changed;
    },
  };
}
