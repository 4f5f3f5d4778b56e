import type { Kysely } from "kysely";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { shareTurn, takeTurn } from "../../foundations/database/turns.ts";
import type { Narrowing } from "../rules/policy.ts";
import type { PolicyRow, PolicyTables } from "./policy-tables.ts";

/** One version of what a structure takes away, and whose it is. */
export interface PolicyVersion {
  version: number;
  narrowing: Narrowing;
  savedAt: number;
  /** A person's id. */
  savedBy: string;
}

/** How many versions a page shows. */
const shownVersions = 20;

export const policyReads = {
  /** What a structure takes away now; null: nothing. */
  async narrowing(tx: ReadTx, { structureId }: { structureId: string }): Promise<Narrowing | null> {
    return findNarrowing(tx, structureId);
  },

  /** The last versions of a structure, newest first. */
  async policyVersions(tx: ReadTx, { structureId }: { structureId: string }): Promise<PolicyVersion[]> {
    const rows = await tables(tx)
      .selectFrom("sign_in_policy_versions")
      .selectAll()
      .where("structure_id", "=", structureId)
      .orderBy("version", "desc")
      .limit(shownVersions)
      .execute();
    return rows.map((row) => ({
      version: row.version,
      narrowing: readRules(row.rules),
      savedAt: row.saved_at,
      savedBy: row.saved_by,
    }));
  },
};

/** What a structure takes away, as its row says it; for whoever has no other row of hers to read it beside. */
export async function findNarrowing(tx: ReadTx, structureId: string): Promise<Narrowing | null> {
  return readNarrowing((await rulesOf(tables(tx), { structureId })).rows[0]?.rules ?? null);
}

/**
 * The same for a session that is about to open: a policy that is saved at this instant waits for it and finds it, or was
 * saved before and is read here.
 */
export async function holdNarrowing(tx: ChangeTx, structureId: string): Promise<Narrowing | null> {
  await shareTurn(tx, turnOf(structureId));
  return findNarrowing(tx, structureId);
}

/** Waits for whoever saves the policy of this structure, and for the sessions that open meanwhile. */
export async function takePolicyTurn(tx: ChangeTx, structureId: string): Promise<void> {
  await takeTurn(tx, turnOf(structureId));
}

function turnOf(structureId: string): string {
  return `sign-in policy ${structureId}`;
}

/** The same, of a row that was read with another one. */
export function readNarrowing(rules: string | null): Narrowing | null {
  return rules === null ? null : readRules(rules);
}

/** Keeps a new version; the caller holds the structure's turn. */
export async function keepVersion(tx: ChangeTx, row: PolicyRow): Promise<void> {
  await tables(tx).insertInto("sign_in_policy_versions").values(row).execute();
  await tables(tx)
    .insertInto("sign_in_policies")
    .values(row)
    .onConflict((conflict) => conflict.column("structure_id").doUpdateSet(row))
    .execute();
}

function readRules(rules: string): Narrowing {
  // Written by `savePolicy`, whose argument has this shape.
  return JSON.parse(rules) as Narrowing;
}

const rulesOf = prepare((db: Kysely<PolicyTables>, { structureId }: { structureId: string }) =>
  db.selectFrom("sign_in_policies").select("rules").where("structure_id", "=", structureId),
);

function tables(tx: ReadTx) {
  return tablesOf<PolicyTables>(tx);
}
