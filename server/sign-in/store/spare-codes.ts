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
import type { AccessTables, SpareCodeRow } from "./access-tables.ts";
import { isProved } from "./apps.ts";
import { keepNotice, type NewNotice } from "./notices.ts";

export const spareMigration: Migration = {
  id: "sign-in-0051",
  async up(db, { whole }) {
    await db.schema
      .createTable("sign_in_spare_codes")
      .addColumn("person_id", "text", (column) => column.notNull())
      .addColumn("prefix", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("hash", "text", (column) => column.notNull())
      .addColumn("made_at", whole, (column) => column.notNull())
      .addColumn("expires_at", whole)
      .addColumn("used_at", whole)
      .addPrimaryKeyConstraint("sign_in_spare_codes_key", ["person_id", "kind", "prefix"])
      .execute();
  },
};

type Kind = SpareCodeRow["kind"];

interface NewSpares {
  person: Pick<Person, "id" | "structureId">;
  kind: Kind;
  codes: { prefix: string; hash: string }[];
  /** Null: until they are used, or others made. */
  expiresAt: number | null;
  at: number;
  actor: string;
}

export const spareReads = {
  /** The codes on paper that a person still has, and when they were made; null when none ever were. */
  async sparesLeft(
    tx: ReadTx,
    { personId }: { personId: string },
  ): Promise<{ left: number; madeAt: number } | null> {
    const rows = await tables(tx)
      .selectFrom("sign_in_spare_codes")
      .select(["made_at", "used_at"])
      .where("person_id", "=", personId)
      .where("kind", "=", "recovery")
      .execute();
    const [first] = rows;
    return first
      ? { left: rows.filter(({ used_at: usedAt }) => usedAt === null).length, madeAt: first.made_at }
      : null;
  },

  /** The living codes of a person that begin so: one of each kind at most. */
  async spareCodes(
    tx: ReadTx,
    { personId, prefix, at }: { personId: string; prefix: string; at: number },
  ): Promise<SpareCodeRow[]> {
    return tables(tx)
      .selectFrom("sign_in_spare_codes")
      .selectAll()
      .where("person_id", "=", personId)
      .where("prefix", "=", prefix)
      .where("used_at", "is", null)
      .where((one) => one.or([one("expires_at", "is", null), one("expires_at", ">", at)]))
      .orderBy("kind")
      .execute();
  },
};

export function createSpareChanges({ audit }: SignInStoreParts) {
  async function put(tx: ChangeTx, given: NewSpares): Promise<void> {
    const { person, kind, codes, expiresAt, at, actor } = given;
    await dropSpares(tx, person.id, kind);
    const row = { person_id: person.id, kind, made_at: at, expires_at: expiresAt, used_at: null };
    await tables(tx)
      .insertInto("sign_in_spare_codes")
      .values(codes.map(({ prefix, hash }) => ({ ...row, prefix, hash })))
      .execute();
    await audit.append(tx, {
      chain: `structure:${person.structureId}`,
      at,
      actor,
      action: `${kind}-code.made`,
      object: person.id,
      outcome: "done",
      facts: { count: codes.length },
    });
  }

  return {
    /** Codes in the place of those of the same kind that were there. */
    putSpares: put,

    /** The same for a person's own, in a session where she gave a second factor anew. */
    async putOwnSpares(
      tx: ChangeTx,
      { sessionId, notice, ...given }: NewSpares & { sessionId: string; notice: NewNotice },
    ): Promise<Refusal | null> {
      const { person, at } = given;
      // Of two pages at once, the second’s codes take the place of the first’s.
      await takeTurn(tx, `sign-in spare codes ${person.id}`);
      if (!(await isProved(tx, { sessionId, at }))) return refuse("proof-needed");
      await put(tx, given);
      await keepNotice(tx, person, notice, at);
      return null;
    },
  };
}

/** Uses a spare code, once; false when somebody was faster. */
export async function spendSpare(
  tx: ChangeTx,
  given: { personId: string; kind: Kind; prefix: string; at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable("sign_in_spare_codes")
    .set({ used_at: given.at })
    .where("person_id", "=", given.personId)
    .where("kind", "=", given.kind)
    .where("prefix", "=", given.prefix)
    .where("used_at", "is", null)
    .where((one) => one.or([one("expires_at", "is", null), one("expires_at", ">", given.at)]))
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Takes codes away: of one kind, or all. */
export async function dropSpares(tx: ChangeTx, personId: string, kind: Kind | null): Promise<void> {
  await tables(tx)
    .deleteFrom("sign_in_spare_codes")
    .where("person_id", "=", personId)
    .$if(kind !== null, (query) => query.where("kind", "=", kind ?? "recovery"))
    .execute();
}

function tables(tx: ReadTx) {
  return tablesOf<AccessTables>(tx);
}
