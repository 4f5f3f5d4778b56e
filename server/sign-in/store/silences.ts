import { type Kysely, sql } from "kysely";
import {
  type ChangeTx,
  type Migration,
  type ReadTx,
  tablesOf,
} from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { activationRules } from "../rules/activation-life.ts";

/**
 * Since when somebody has not signed in, and how far she was told of it (CNIL, délibération 2014-239: no authentication
 * for at most a year, told before).
 */
export interface SilenceRow {
  person_id: string;
  /** The last sign-in; before any, when her access or its link was given. */
  since: number;
  stage: SilenceStage;
  /** The day that she was told of, once `warned`; null: none. */
  ends_at: number | null;
}
/** `waiting`: for a first access, link in hand. `closed`: nothing more is due before she comes in or is let in again. */
export type SilenceStage = "waiting" | "counted" | "told" | "warned" | "closed";

interface SilenceTables {
  sign_in_silences: SilenceRow;
  /** What the référents of a structure were told of on a day: of a hundred persons, once. */
  sign_in_digests: { structure_id: string; kind: string; day: number };
}

const dayMs = 86_400_000;
/** How long a day's digests are remembered. */
const digestDays = 3;

export const silenceMigration: Migration = {
  id: "sign-in-0120",
  async up(db, { whole }) {
    await db.schema
      .createTable("sign_in_silences")
      .addColumn("person_id", "text", (column) => column.primaryKey())
      .addColumn("since", whole, (column) => column.notNull())
      .addColumn("stage", "text", (column) => column.notNull())
      .addColumn("ends_at", whole)
      .execute();
    await db.schema
      .createIndex("sign_in_silences_since")
      .on("sign_in_silences")
      .columns(["stage", "since"])
      .execute();
    await db.schema
      .createIndex("sign_in_silences_end")
      .on("sign_in_silences")
      .columns(["stage", "ends_at"])
      .execute();
    await db.schema
      .createTable("sign_in_digests")
      .addColumn("structure_id", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("day", whole, (column) => column.notNull())
      .addPrimaryKeyConstraint("sign_in_digests_key", ["structure_id", "kind", "day"])
      .execute();
    // Whoever came in, then whoever could, then whoever waits for her first access.
    for (const from of [
      sql`SELECT person_id, at, 'counted' FROM sign_in_lasts WHERE true`,
      sql`SELECT person_id, changed_at, 'counted' FROM sign_in_passwords WHERE true`,
      sql`SELECT person_id, MAX(made_at), 'waiting' FROM sign_in_activations WHERE ended_at IS NULL GROUP BY person_id`,
    ])
      await sql`INSERT INTO sign_in_silences (person_id, since, stage) ${from} ON CONFLICT (person_id) DO NOTHING`.execute(
        db,
      );
  },
};

/** From when each stage is due: instants, milliseconds since 1970. */
export interface SilencesAsked {
  at: number;
  /** What began to be silent before is due: to be told for the first time, then for the last. */
  counted: number;
  told: number;
  limit: number;
}

/** What is due, with the last use of a password of a program: that is an authentication too. */
export interface SilenceDue extends SilenceRow {
  heardAt: number | null;
}

export const silenceReads = {
  /** The silences that something is due of, the longest first: a walk of the index, whatever the size of a structure. */
  async dueSilences(tx: ReadTx, asked: SilencesAsked): Promise<SilenceDue[]> {
    const { at, limit, counted, told } = asked;
    const due: SilenceRow[] = [];
    const before = { warned: at, told, counted, waiting: at - activationRules.lifeMs };
    for (const stage of ["warned", "told", "counted", "waiting"] as const) {
      const column = stage === "warned" ? "ends_at" : "since";
      due.push(
        ...(await tables(tx)
          .selectFrom("sign_in_silences")
          .selectAll()
          .where("stage", "=", stage)
          .where(column, "<=", before[stage])
          .orderBy(column)
          .limit(limit - due.length)
          .execute()),
      );
      if (due.length >= limit) break;
    }
    const heard: SilenceDue[] = [];
    for (const row of due) heard.push({ ...row, heardAt: await findHeard(tx, row.person_id) });
    return heard;
  },
};

export function createSilenceChanges() {
  return {
    /** Goes on from what was read; false when she came in meanwhile, or another node went on before. */
    async moveSilence(
      tx: ChangeTx,
      given: { from: SilenceRow; to: Pick<SilenceRow, "since" | "stage" | "ends_at"> },
    ): Promise<boolean> {
      const { from, to } = given;
      const { numUpdatedRows } = await tables(tx)
        .updateTable("sign_in_silences")
        .set({ since: to.since, stage: to.stage, ends_at: to.ends_at })
        .where("person_id", "=", from.person_id)
        .where("stage", "=", from.stage)
        .where("since", "=", from.since)
        .where("ends_at", from.ends_at === null ? "is" : "=", from.ends_at)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    /** Counts from now on: her access was opened again. */
    async countSilence(tx: ChangeTx, { personId, at }: { personId: string; at: number }): Promise<void> {
      await putSilence(tx, { person_id: personId, since: at, stage: "counted", ends_at: null });
    },

    /** Whether nobody told a structure's référents of this kind of thing today yet; they are told from now on. */
    async takeDigest(
      tx: ChangeTx,
      { structureId, kind, at }: { structureId: string; kind: string; at: number },
    ): Promise<boolean> {
      const day = Math.floor(at / dayMs);
      await tables(tx)
        .deleteFrom("sign_in_digests")
        .where("structure_id", "=", structureId)
        .where("day", "<", day - digestDays)
        .execute();
      const { numInsertedOrUpdatedRows } = await tables(tx)
        .insertInto("sign_in_digests")
        .values({ structure_id: structureId, kind, day })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
  };
}

/** Puts a silence in the place of what was counted before. */
export async function putSilence(tx: ChangeTx, row: SilenceRow): Promise<void> {
  await upsert(tables(tx), row);
}

const upsert = prepare((db: Kysely<SilenceTables>, { person_id, since, stage, ends_at }: SilenceRow) =>
  db
    .insertInto("sign_in_silences")
    .values({ person_id, since, stage, ends_at })
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet({ since, stage, ends_at })),
);

/** Begins to count where nothing was counted: somebody can come in from now on. */
export async function beginSilence(tx: ChangeTx, personId: string, at: number): Promise<void> {
  await tables(tx)
    .insertInto("sign_in_silences")
    .values({ person_id: personId, since: at, stage: "counted", ends_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function findHeard(tx: ReadTx, personId: string): Promise<number | null> {
  const row = await tablesOf<{ sign_in_app_passwords: { person_id: string; used_at: number | null } }>(tx)
    .selectFrom("sign_in_app_passwords")
    .select((one) => one.fn.max("used_at").as("at"))
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return row?.at ?? null;
}

function tables(tx: ReadTx) {
  return tablesOf<SilenceTables>(tx);
}
