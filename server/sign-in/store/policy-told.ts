import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { findStage } from "../rules/end-notices.ts";
import { type MethodName, methodsAt } from "../rules/methods.ts";
import { momentsOf, narrow, type Policy } from "../rules/policy.ts";
import { findEntries } from "../rules/ways.ts";
import type { SignInStoreParts } from "../store.ts";
import { findHoldings } from "./holdings.ts";
import { keepNotice, type NewNotice } from "./notices.ts";
import { findNarrowing } from "./policies.ts";
import type { PolicyTables } from "./policy-tables.ts";

/** Somebody who has only codes by e-mail, which end. */
export interface EndToTell {
  person: Pick<Person, "id" | "structureId">;
  endsAt: number;
  /** Which of the notices it is: see rules/end-notices.ts. */
  days: number;
  /** What she might have instead. */
  needs: MethodName[];
}

export function createToldReads({ directory }: Pick<SignInStoreParts, "directory">) {
  return {
    /** Who is to be told now that codes by e-mail end, in every structure. */
    async endsToTell(tx: ReadTx, { policy, at }: { policy: Policy; at: number }): Promise<EndToTell[]> {
      const found: EndToTell[] = [];
      for (const structureId of await listStructures(tx, policy)) {
        const own = narrow(policy, await findNarrowing(tx, structureId));
        const [, endsAt] = momentsOf(own, at);
        if (endsAt === undefined) continue;
        const days = findStage(endsAt, at);
        const told = await findTold(tx, endsAt, days);
        for (const { person, ...one } of await findHoldings({ directory }, tx, { structureId, at })) {
          if (told.has(person.id) || findEntries(one, own, at).length === 0) continue;
          if (findEntries(one, own, endsAt).length > 0) continue;
          const needs = methodsAt(own, endsAt).filter((method) => !one.held[method]);
          found.push({ person: { id: person.id, structureId }, endsAt, days, needs });
        }
      }
      return found;
    },
  };

  /** An operator's own date concerns them all. */
  async function listStructures(tx: ReadTx, { emailUntil }: Policy): Promise<string[]> {
    if (emailUntil !== null) return directory.reads.structureIds(tx);
    const rows = await tables(tx).selectFrom("sign_in_policies").select("structure_id").execute();
    return rows.map(({ structure_id: id }) => id);
  }
}

export function createToldChanges() {
  return {
    /** Keeps these notices, but those that another round has kept meanwhile. */
    async tellEnds(
      tx: ChangeTx,
      { ends, at }: { ends: (EndToTell & { notice: NewNotice })[]; at: number },
    ): Promise<void> {
      for (const { person, endsAt, days, notice } of ends) {
        const { numInsertedOrUpdatedRows } = await tables(tx)
          .insertInto("sign_in_policy_told")
          .values({ person_id: person.id, ends_at: endsAt, days, told_at: at })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows === 1n) await keepNotice(tx, person, notice, at);
      }
    },
  };
}

async function findTold(tx: ReadTx, endsAt: number, days: number): Promise<Set<string>> {
  const rows = await tables(tx)
    .selectFrom("sign_in_policy_told")
    .select("person_id")
    .where("ends_at", "=", endsAt)
    .where("days", "<=", days)
    .execute();
  return new Set(rows.map(({ person_id: id }) => id));
}

function tables(tx: ReadTx) {
  return tablesOf<PolicyTables>(tx);
}
