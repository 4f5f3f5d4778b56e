import type { AuditRecord } from "../../audit/record.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { takeTurn } from "../../foundations/database/turns.ts";
import type { AccessFacts, AccessState, IdentityProof, Person } from "../views.ts";
import { createIdentityChanges, identityReads, keepCheck } from "./identities.ts";
import { asPerson, type Deed, type DirectoryTables, type PersonRow } from "./tables.ts";

/** A person who gets an access, contacts sealed by the door. */
export interface PersonToAdd {
  row: PersonRow;
  civility: string;
  rpps: string | null;
  identity: IdentityProof;
  deed: Deed;
}

export const accessReads = {
  ...identityReads,

  /** Everybody of a structure, whatever became of her access. */
  async people(tx: ReadTx, { structureId }: { structureId: string }): Promise<Person[]> {
    const rows = await tables(tx)
      .selectFrom("directory_persons")
      .selectAll()
      .where("structure_id", "=", structureId)
      .orderBy("id")
      .execute();
    return rows.map(asPerson);
  },

  /** Who is, was or will be référent of a structure. */
  async referents(tx: ReadTx, { structureId }: { structureId: string }): Promise<Person[]> {
    const rows = await tables(tx)
      .selectFrom("directory_persons")
      .selectAll()
      .where("structure_id", "=", structureId)
      .where("referent", "=", 1)
      .orderBy("id")
      .execute();
    return rows.map(asPerson);
  },

  /** Which contacts everybody of a structure has verified: no code goes to another. */
  async verifiedContacts(
    tx: ReadTx,
    { structureId }: { structureId: string },
  ): Promise<{ personId: string; email: boolean; mobile: boolean }[]> {
    const rows = await tables(tx)
      .selectFrom("directory_persons")
      .select(["id", "email_verified_at", "mobile_verified_at"])
      .where("structure_id", "=", structureId)
      .execute();
    return rows.map((row) => ({
      personId: row.id,
      email: row.email_verified_at !== null,
      mobile: row.mobile_verified_at !== null,
    }));
  },

  /** Which of these logins somebody has; in lower case. */
  async takenLogins(tx: ReadTx, { logins }: { logins: string[] }): Promise<string[]> {
    if (logins.length === 0) return [];
    const rows = await tables(tx)
      .selectFrom("directory_persons")
      .select("login")
      .where("login", "in", logins)
      .execute();
    return rows.map(({ login }) => login);
  },

  /** What is kept of the accesses of these persons; nothing of those whom no référent gave theirs. */
  async accessFacts(tx: ReadTx, { personIds }: { personIds: string[] }): Promise<AccessFacts[]> {
    if (personIds.length === 0) return [];
    const rows = await tables(tx)
      .selectFrom("directory_accesses")
      .selectAll()
      .where("person_id", "in", personIds)
      .execute();
    const checks = await tables(tx)
      .selectFrom("directory_identity_checks")
      .selectAll()
      .where("person_id", "in", personIds)
      .orderBy("at")
      .execute();
    const last = new Map(checks.map((check) => [check.person_id, check]));
    return rows.map((row) => {
      const check = last.get(row.person_id);
      return {
        personId: row.person_id,
        civility: row.civility,
        rpps: row.rpps,
        madeAt: row.made_at,
        identity: check ? { how: check.how, at: check.at, by: check.checked_by } : null,
      };
    });
  },
};

export function createAccessChanges({ audit }: { audit: AuditRecord }) {
  return {
    ...createIdentityChanges(),

    /** Keeps a login for the change that is about to add its person; false when somebody has it. */
    async takeLogin(tx: ChangeTx, { login }: { login: string }): Promise<boolean> {
      // Of two structures that choose one login at once, the second waits and finds it taken.
      await takeTurn(tx, `directory login ${login}`);
      return (await accessReads.takenLogins(tx, { logins: [login] })).length === 0;
    },

    /** Adds a person with how her identity was checked; `takeLogin` has kept her login. */
    async addPerson(tx: ChangeTx, { row, civility, rpps, identity, deed }: PersonToAdd): Promise<void> {
      await tables(tx).insertInto("directory_persons").values(row).execute();
      await tables(tx)
        .insertInto("directory_accesses")
        .values({ person_id: row.id, civility, rpps, made_at: deed.at, made_by: deed.actor })
        .execute();
      await trace(tx, asTraced(row), deed, "person.added", {});
      await addCheck(tx, asTraced(row), identity, deed);
    },

    /** Her identity was checked again (RIE-PS 08: every three years). */
    async checkIdentity(
      tx: ChangeTx,
      { person, how, deed }: { person: Traced; how: IdentityProof; deed: Deed },
    ): Promise<void> {
      await addCheck(tx, person, how, deed);
    },

    /** Opens or closes an access. `unchanged`: it was so already, and leaves no trace. */
    async setAccessState(
      tx: ChangeTx,
      { person, state, deed }: { person: Traced; state: AccessState; deed: Deed },
    ): Promise<"changed" | "unchanged"> {
      const { numUpdatedRows } = await tables(tx)
        .updateTable("directory_persons")
        .set({ state })
        .where("id", "=", person.id)
        .where("state", "!=", state)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return "unchanged";
      await trace(tx, person, deed, stateActions[state], {});
      return "changed";
    },

    /** Gives the identifier of an access that never served back: somebody else may have it. */
    async freeLogin(tx: ChangeTx, { person, deed }: { person: Traced; deed: Deed }): Promise<void> {
      await tables(tx)
        .updateTable("directory_persons")
        // An id is nobody's identifier: there is no « @ » in it.
        .set({ login: person.id })
        .where("id", "=", person.id)
        .execute();
      await trace(tx, person, deed, "person.login-freed", {});
    },

    /** Says from when an access is no more; null: nothing ends it. */
    async setAccessEnd(
      tx: ChangeTx,
      { person, endsAt, deed }: { person: Traced; endsAt: number | null; deed: Deed },
    ): Promise<void> {
      await tables(tx)
        .updateTable("directory_persons")
        .set({ ends_at: endsAt })
        .where("id", "=", person.id)
        .execute();
      await trace(tx, person, deed, "person.end-set", endsAt === null ? {} : { until: endsAt });
    },

    /** Names a référent for a time, or takes the charge back (`null`). */
    async setReferent(
      tx: ChangeTx,
      given: { person: Traced; charge: { from: number | null; until: number | null } | null; deed: Deed },
    ): Promise<void> {
      const { person, charge, deed } = given;
      await tables(tx)
        .updateTable("directory_persons")
        .set({
          referent: Number(charge !== null),
          referent_from: charge?.from ?? null,
          referent_until: charge?.until ?? null,
        })
        .where("id", "=", person.id)
        .execute();
      await trace(tx, person, deed, charge ? "referent.named" : "referent.released", {});
    },

    /** Makes somebody an administrator of the operator, or no more. */
    async setAdministrator(
      tx: ChangeTx,
      { person, is, deed }: { person: Traced; is: boolean; deed: Deed },
    ): Promise<void> {
      const { numUpdatedRows } = await tables(tx)
        .updateTable("directory_persons")
        .set({ administrator: Number(is) })
        .where("id", "=", person.id)
        .where("administrator", "!=", Number(is))
        .executeTakeFirstOrThrow();
      if (numUpdatedRows > 0n)
        await trace(tx, person, deed, is ? "administrator.named" : "administrator.released", {});
    },

    /** Puts a contact in the place of another, or takes it away; it counts once it is verified. */
    async setContact(
      tx: ChangeTx,
      given: { person: Traced; kind: "email" | "mobile"; sealed: Uint8Array | null; deed: Deed },
    ): Promise<void> {
      const { person, kind, sealed, deed } = given;
      await tables(tx)
        .updateTable("directory_persons")
        .set(
          kind === "email"
            ? { email_sealed: sealed, email_verified_at: null }
            : { mobile_sealed: sealed, mobile_verified_at: null },
        )
        .where("id", "=", person.id)
        .execute();
      await trace(tx, person, deed, "contact.changed", { kind });
    },

    /** A contact was proved by its code, if it is still the one that the code went to (RIE-PS 07). */
    async verifyContact(
      tx: ChangeTx,
      given: { person: Traced; kind: "email" | "mobile"; sealed: Uint8Array; deed: Deed },
    ): Promise<boolean> {
      const { person, kind, sealed, deed } = given;
      const { numUpdatedRows } = await tables(tx)
        .updateTable("directory_persons")
        .set(kind === "email" ? { email_verified_at: deed.at } : { mobile_verified_at: deed.at })
        .where("id", "=", person.id)
        .where(kind === "email" ? "email_sealed" : "mobile_sealed", "=", sealed)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return false;
      await trace(tx, person, deed, "contact.verified", { kind });
      return true;
    },
  };

  async function addCheck(tx: ChangeTx, person: Traced, how: IdentityProof, deed: Deed): Promise<void> {
    await keepCheck(tx, person, { at: deed.at, how, checked_by: deed.actor });
    await trace(tx, person, deed, "identity.checked", { how });
  }

  function trace(
    tx: ChangeTx,
    person: Traced,
    deed: Deed,
    action: string,
    facts: Record<string, string | number>,
  ): Promise<void> {
    return audit.append(tx, {
      chain: `structure:${person.structureId}`,
      ...deed,
      action,
      object: person.id,
      outcome: "done",
      facts,
    });
  }
}

/** Whom a row of the trace tells of. */
type Traced = Pick<Person, "id" | "structureId">;

const stateActions: Record<AccessState, string> = {
  active: "person.resumed",
  suspended: "person.suspended",
  left: "person.left",
};

function asTraced(row: PersonRow): Traced {
  return { id: row.id, structureId: row.structure_id };
}

function tables(tx: ReadTx) {
  return tablesOf<DirectoryTables>(tx);
}
