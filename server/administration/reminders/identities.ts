import type { IdentityView } from "../../../contracts/administration-reminders.ts";
import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { IdentityProof, IdentityRow, Person } from "../../directory/door.ts";
import type { ChangeTx, ReadTx } from "../../foundations/database/operation.ts";
import { identityMs, listIdentityAges, stepIdentity } from "../rules/identity.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { type Asked, standIn, standOver } from "../store/standing.ts";
import { type Charge, findCharges, type ReferentNotice, tellReferents } from "./referents.ts";

/** An identity that its référents are to be told of. */
export interface IdentityFound {
  row: IdentityRow;
  person: Person;
  step: { told: number; days: number };
}

export function createIdentityReads(parts: AdministrationStoreParts) {
  const { directory } = parts;
  return {
    /** How a person's identity was checked, by whom and when. */
    async identity(tx: ReadTx, given: Asked & { personId: string }): Promise<IdentityView | Refusal> {
      const standing = await standIn(parts, tx, given, "see");
      if (isRefusal(standing)) return standing;
      const person = await directory.reads.person(tx, { id: given.personId });
      if (person?.structureId !== standing.actor.structureId) return refuse("not-found");
      const checks: IdentityView["checks"] = [];
      for (const { by, ...check } of await directory.reads.identityChecks(tx, { personId: person.id })) {
        const id = /^person:(.+)$/.exec(by)?.[1];
        const checker = id === undefined ? null : await directory.reads.person(tx, { id });
        checks.push({ ...check, by: checker?.name ?? null });
      }
      return { checks, dueAt: checks[0] ? checks[0].at + identityMs : null };
    },

    /** The identities that grow old and were not told of, and who looks after these persons. */
    async identitiesFound(
      tx: ReadTx,
      { at, limit }: { at: number; limit: number },
    ): Promise<{ found: IdentityFound[]; charges: Charge[] }> {
      const found: IdentityFound[] = [];
      for (const { told, before } of listIdentityAges(at))
        for (const row of await directory.reads.agedIdentities(tx, {
          told,
          before,
          limit: limit - found.length,
        })) {
          const person = await directory.reads.person(tx, { id: row.person_id });
          const step = stepIdentity({ checkedAt: row.checked_at, told }, at);
          if (person && step) found.push({ row, person, step });
        }
      const told = found.filter(isTold).map(({ person }) => person.structureId);
      return { found, charges: await findCharges(directory, tx, told, at) };
    },
  };
}

export function createIdentityChanges(parts: AdministrationStoreParts) {
  const { directory } = parts;
  return {
    /** « Identité vérifiée de nouveau »: how, by whoever asks, now; what was kept before stays. */
    async checkIdentity(
      tx: ChangeTx,
      given: Asked & { personId: string; how: IdentityProof },
    ): Promise<Person | Refusal> {
      const standing = await standOver(parts, tx, given, "repair", given.personId);
      if (isRefusal(standing)) return standing;
      const { person, deed } = standing;
      if (person.state === "left") return refuse("access-left");
      await directory.changes.checkIdentity(tx, { person, how: given.how, deed });
      return person;
    },

    /** Tells the référents of what was found: each once, whichever nodes found it. */
    async tellIdentities(
      tx: ChangeTx,
      { at, found, notices }: { at: number; found: IdentityFound[]; notices: ReferentNotice[] },
    ): Promise<number> {
      const moved: IdentityFound[] = [];
      for (const one of found.toSorted((a, b) => (a.person.id < b.person.id ? -1 : 1)))
        if (await directory.changes.tellIdentity(tx, { row: one.row, told: one.step.told })) moved.push(one);
      for (const one of moved.filter(isTold)) {
        const about = { of: "identity", days: one.step.days } as const;
        await tellReferents(parts, tx, { structureId: one.person.structureId, about, notices, at });
      }
      return moved.length;
    },
  };
}

/** Whoever is gone is nobody's to check again. */
export function isTold({ person }: IdentityFound): boolean {
  return person.state !== "left";
}
