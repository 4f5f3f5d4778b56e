import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import {
  type ChangeTx,
  type Migration,
  type ReadTx,
  tablesOf,
} from "../../foundations/database/operation.ts";
import { takeTurn } from "../../foundations/database/turns.ts";
import type { SignInStoreParts } from "../store.ts";

/** A « code de dépannage » that one référent asks for and another one has to agree to. */
export interface RescueRequestRow {
  id: string;
  structure_id: string;
  person_id: string;
  asked_by: string;
  asked_at: number;
  /** For the agreement, and for the code that follows it. */
  expires_at: number;
  decided_by: string | null;
  state: "asked" | "agreed" | "refused" | "given";
}

/** Long enough to reach a colleague, too short to lie about. */
const rescueRequestMs = 30 * 60_000;

export const rescueRequestMigration: Migration = {
  id: "sign-in-0112",
  async up(db, { whole }) {
    await db.schema
      .createTable("sign_in_rescue_requests")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("structure_id", "text", (column) => column.notNull())
      .addColumn("person_id", "text", (column) => column.notNull())
      .addColumn("asked_by", "text", (column) => column.notNull())
      .addColumn("asked_at", whole, (column) => column.notNull())
      .addColumn("expires_at", whole, (column) => column.notNull())
      .addColumn("decided_by", "text")
      .addColumn("state", "text", (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex("sign_in_rescue_requests_structure")
      .on("sign_in_rescue_requests")
      .columns(["structure_id", "expires_at"])
      .execute();
    await db.schema
      .createIndex("sign_in_rescue_requests_end")
      .on("sign_in_rescue_requests")
      .column("expires_at")
      .execute();
  },
};

export const rescueRequestReads = {
  /** The living requests of a structure, the last one first. */
  async rescueRequests(
    tx: ReadTx,
    { structureId, at }: { structureId: string; at: number },
  ): Promise<RescueRequestRow[]> {
    return tables(tx)
      .selectFrom("sign_in_rescue_requests")
      .selectAll()
      .where("structure_id", "=", structureId)
      .where("expires_at", ">", at)
      .orderBy("asked_at", "desc")
      .execute();
  },

  async rescueRequest(tx: ReadTx, { id }: { id: string }): Promise<RescueRequestRow | null> {
    return (
      (await tables(tx)
        .selectFrom("sign_in_rescue_requests")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst()) ?? null
    );
  },
};

export function createRescueRequestChanges({ audit }: SignInStoreParts) {
  return {
    /** Asks, once at a time for a person; false when the same was asked already and nobody answered yet. */
    async askRescue(
      tx: ChangeTx,
      given: { id: string; person: Pick<Person, "id" | "structureId">; by: string; at: number },
    ): Promise<boolean> {
      const { id, person, by, at } = given;
      await takeRescueTurn(tx, person.id);
      const living = await findOf(tx, person, by, at);
      if (living?.state === "asked" || living?.state === "agreed") return false;
      const row: RescueRequestRow = {
        id,
        structure_id: person.structureId,
        person_id: person.id,
        asked_by: by,
        asked_at: at,
        expires_at: at + rescueRequestMs,
        decided_by: null,
        state: "asked",
      };
      await tables(tx).insertInto("sign_in_rescue_requests").values(row).execute();
      await trace(tx, row, "rescue.asked", by, at);
      return true;
    },

    /** Agrees, or refuses: once, while it lives. Who may is asked before. */
    async decideRescue(
      tx: ChangeTx,
      { id, by, agrees, at }: { id: string; by: string; agrees: boolean; at: number },
    ): Promise<Refusal | RescueRequestRow> {
      const found = await rescueRequestReads.rescueRequest(tx, { id });
      if (!found) return refuse("not-found");
      await takeRescueTurn(tx, found.person_id);
      const state = agrees ? ("agreed" as const) : ("refused" as const);
      const { numUpdatedRows } = await tables(tx)
        .updateTable("sign_in_rescue_requests")
        .set({ state, decided_by: by })
        .where("id", "=", id)
        .where("state", "=", "asked")
        .where("expires_at", ">", at)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return refuse("request-over");
      await trace(tx, found, agrees ? "rescue.agreed" : "rescue.refused", by, at);
      return { ...found, state, decided_by: by };
    },

    /** Uses an agreement up, for whoever asked for it; who agreed, or null when there is none. */
    async takeAgreement(
      tx: ChangeTx,
      { person, by, at }: { person: Pick<Person, "id" | "structureId">; by: string; at: number },
    ): Promise<string | null> {
      await takeRescueTurn(tx, person.id);
      const living = await findOf(tx, person, by, at);
      if (living?.state !== "agreed") return null;
      await tables(tx)
        .updateTable("sign_in_rescue_requests")
        .set({ state: "given" })
        .where("id", "=", living.id)
        .execute();
      return living.decided_by;
    },
  };

  function trace(
    tx: ChangeTx,
    { structure_id, person_id }: RescueRequestRow,
    action: string,
    by: string,
    at: number,
  ): Promise<void> {
    return audit.append(tx, {
      chain: `structure:${structure_id}`,
      at,
      actor: `person:${by}`,
      action,
      object: person_id,
      outcome: "done",
      facts: {},
    });
  }
}

export async function forgetOldRescueRequests(tx: ChangeTx, at: number): Promise<void> {
  await tables(tx).deleteFrom("sign_in_rescue_requests").where("expires_at", "<=", at).execute();
}

function takeRescueTurn(tx: ChangeTx, personId: string): Promise<boolean> {
  return takeTurn(tx, `sign-in rescue of ${personId}`);
}

/** The last living request of one référent for one person. */
async function findOf(
  tx: ReadTx,
  { id, structureId }: Pick<Person, "id" | "structureId">,
  by: string,
  at: number,
): Promise<RescueRequestRow | undefined> {
  const rows = await rescueRequestReads.rescueRequests(tx, { structureId, at });
  return rows.find((row) => row.person_id === id && row.asked_by === by);
}

function tables(tx: ReadTx) {
  return tablesOf<{ sign_in_rescue_requests: RescueRequestRow }>(tx);
}
