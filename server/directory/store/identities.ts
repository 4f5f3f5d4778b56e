import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { IdentityProof, Person } from "../views.ts";
import type { DirectoryTables, IdentityCheckRow, IdentityRow } from "./tables.ts";

/** One check of a person's identity, kept for good (RIE-PS 07, 08). */
export interface IdentityCheck {
  at: number;
  how: IdentityProof;
  /** As in the trace. */
  by: string;
}

/** The last checks that are shown of a person: one every three years. */
const checksShown = 20;

export const identityReads = {
  /** The checks of a person's identity, the last one first. */
  async identityChecks(tx: ReadTx, { personId }: { personId: string }): Promise<IdentityCheck[]> {
    const rows = await tables(tx)
      .selectFrom("directory_identity_checks")
      .selectAll()
      .where("person_id", "=", personId)
      .orderBy("at", "desc")
      .limit(checksShown)
      .execute();
    return rows.map(({ at, how, checked_by: by }) => ({ at, how, by }));
  },

  /** The persons of a structure whose identity was last checked before an instant. */
  async oldIdentities(
    tx: ReadTx,
    { structureId, before }: { structureId: string; before: number },
  ): Promise<string[]> {
    const rows = await tables(tx)
      .selectFrom("directory_identities")
      .select("person_id")
      .where("structure_id", "=", structureId)
      .where("checked_at", "<=", before)
      .execute();
    return rows.map(({ person_id: id }) => id);
  },

  /** Identities told of `told` times that were last checked before an instant, the oldest first: a walk of the index. */
  async agedIdentities(
    tx: ReadTx,
    { told, before, limit }: { told: number; before: number; limit: number },
  ): Promise<IdentityRow[]> {
    return tables(tx)
      .selectFrom("directory_identities")
      .selectAll()
      .where("told", "=", told)
      .where("checked_at", "<=", before)
      .orderBy("checked_at")
      .limit(limit)
      .execute();
  },
};

export function createIdentityChanges() {
  return {
    /** Writes down how often an identity was told of; false when it was checked, or told of, meanwhile. */
    async tellIdentity(tx: ChangeTx, { row, told }: { row: IdentityRow; told: number }): Promise<boolean> {
      const { numUpdatedRows } = await tables(tx)
        .updateTable("directory_identities")
        .set({ told })
        .where("person_id", "=", row.person_id)
        .where("checked_at", "=", row.checked_at)
        .where("told", "=", row.told)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
  };
}

/** Keeps a check beside those before it. */
export async function keepCheck(
  tx: ChangeTx,
  { id, structureId }: Pick<Person, "id" | "structureId">,
  check: Omit<IdentityCheckRow, "person_id">,
): Promise<void> {
  const row = { person_id: id, ...check };
  await tables(tx)
    .insertInto("directory_identity_checks")
    .values(row)
    .onConflict((conflict) => conflict.columns(["person_id", "at"]).doUpdateSet(row))
    .execute();
  const last = { structure_id: structureId, checked_at: check.at, told: 0 };
  await tables(tx)
    .insertInto("directory_identities")
    .values({ person_id: id, ...last })
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet(last))
    .execute();
}

function tables(tx: ReadTx) {
  return tablesOf<DirectoryTables>(tx);
}
