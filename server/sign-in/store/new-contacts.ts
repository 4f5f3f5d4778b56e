import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import {
  type ChangeTx,
  type Migration,
  type ReadTx,
  tablesOf,
} from "../../foundations/database/operation.ts";
import { takeTurn } from "../../foundations/database/turns.ts";
import { newContactRules as rules } from "../rules/new-contact.ts";
import type { SignInStoreParts } from "../store.ts";
import { isProved } from "./apps.ts";
import { keepFormerNotice, keepNotice, type NewNotice } from "./notices.ts";
import type { SignInTables } from "./tables.ts";

/** A contact that waits for its code, in the place of one that its person has. The code is computed from the id. */
export interface NewContactRow {
  person_id: string;
  kind: "email" | "mobile";
  id: string;
  /** The session that asked, which alone may answer. */
  session_id: string;
  /** As the directory will keep it. */
  sealed: Uint8Array;
  asked_at: number;
  expires_at: number;
  tries_left: number;
  /** How many codes were sent since the day that `counted_at` begins. */
  sent: number;
  counted_at: number;
}

interface NewContactTables extends SignInTables {
  sign_in_new_contacts: NewContactRow;
}

export const newContactMigration: Migration = {
  id: "sign-in-0111",
  async up(db, { whole, bytes }) {
    await db.schema
      .createTable("sign_in_new_contacts")
      .addColumn("person_id", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("session_id", "text", (column) => column.notNull())
      .addColumn("sealed", bytes, (column) => column.notNull())
      .addColumn("asked_at", whole, (column) => column.notNull())
      .addColumn("expires_at", whole, (column) => column.notNull())
      .addColumn("tries_left", whole, (column) => column.notNull())
      .addColumn("sent", whole, (column) => column.notNull())
      .addColumn("counted_at", whole, (column) => column.notNull())
      .addPrimaryKeyConstraint("sign_in_new_contacts_key", ["person_id", "kind"])
      .execute();
  },
};

interface Asking {
  person: Person;
  sessionId: string;
  at: number;
}

export function createNewContactChanges({ directory }: SignInStoreParts) {
  return {
    /** Begins a contact, in the place of one that was begun and never proved. */
    async beginContact(
      tx: ChangeTx,
      given: Asking & Pick<NewContactRow, "id" | "kind" | "sealed">,
    ): Promise<Refusal | null> {
      const { person, sessionId, at, id, kind, sealed } = given;
      await takeContactTurn(tx, person.id);
      if (!(await isProved(tx, { sessionId, at }))) return refuse("proof-needed");
      const before = await find(tx, person.id, (row) => row.kind === kind);
      const isToday = before !== null && at < before.counted_at + rules.dayMs;
      const soon = before ? before.asked_at + rules.resendAfterMs : 0;
      if (soon > at) return refuse("resend-too-soon", { retryAt: soon });
      if (isToday && before.sent >= rules.mostCodes)
        return refuse("resend-too-many", { retryAt: before.counted_at + rules.dayMs });
      const row: NewContactRow = {
        person_id: person.id,
        kind,
        id,
        session_id: sessionId,
        sealed,
        asked_at: at,
        expires_at: at + rules.codeMs,
        tries_left: rules.tries,
        sent: isToday ? before.sent + 1 : 1,
        counted_at: isToday ? before.counted_at : at,
      };
      await tables(tx)
        .insertInto("sign_in_new_contacts")
        .values(row)
        .onConflict((conflict) => conflict.columns(["person_id", "kind"]).doUpdateSet(row))
        .execute();
      return null;
    },

    /**
     * Consumes an answer: the right code puts the contact in the place of the former one, verified, and what was sent to
     * that one opens nothing any more.
     */
    async confirmContact(
      tx: ChangeTx,
      given: Asking & { id: string; right: boolean; notices: Record<NewContactRow["kind"], ContactNotices> },
    ): Promise<Refusal | null> {
      const { person, sessionId, at, id, right, notices } = given;
      await takeContactTurn(tx, person.id);
      const row = await find(tx, person.id, (one) => one.id === id && one.session_id === sessionId);
      if (!row) return refuse("not-found");
      if (row.tries_left <= 0) return refuse("too-many-codes");
      if (at >= row.expires_at) return refuse("code-expired");
      if (!right) {
        const triesLeft = row.tries_left - 1;
        await set(tx, row, { tries_left: triesLeft });
        return triesLeft > 0 ? refuse("wrong-code", { triesLeft }) : refuse("too-many-codes");
      }
      const { kind, sealed } = row;
      const deed = { actor: `person:${person.id}`, at };
      const before = await directory.reads.contacts(tx, person);
      await directory.changes.setContact(tx, { person, kind, sealed, deed });
      await directory.changes.verifyContact(tx, { person, kind, sealed, deed });
      // Kept for its count; its code has served.
      await set(tx, row, { id: `used ${id}`, expires_at: at });
      await tables(tx).deleteFrom("sign_in_challenges").where("person_id", "=", person.id).execute();
      await tables(tx)
        .updateTable("sign_in_links")
        .set({ ended_at: at, end_reason: "withdrawn" })
        .where("person_id", "=", person.id)
        .where("ended_at", "is", null)
        .execute();
      const { notice, toFormer } = notices[kind];
      await keepNotice(tx, person, notice, at);
      await keepFormerNotice(tx, person, { notice: toFormer, former: { [kind]: before?.[kind] }, at });
      return null;
    },
  };
}

/** What is told of a change: by every way that the person has now, and where the contact was. */
interface ContactNotices {
  notice: NewNotice;
  toFormer: NewNotice;
}

/** Contacts that were begun more than a day ago. */
export async function forgetOldContacts(tx: ChangeTx, at: number): Promise<void> {
  await tables(tx)
    .deleteFrom("sign_in_new_contacts")
    .where("counted_at", "<=", at - rules.dayMs)
    .where("expires_at", "<=", at)
    .execute();
}

function takeContactTurn(tx: ChangeTx, personId: string): Promise<boolean> {
  return takeTurn(tx, `sign-in contact of ${personId}`);
}

async function find(
  tx: ReadTx,
  personId: string,
  is: (row: NewContactRow) => boolean,
): Promise<NewContactRow | null> {
  const rows = await tables(tx)
    .selectFrom("sign_in_new_contacts")
    .selectAll()
    .where("person_id", "=", personId)
    .execute();
  return rows.find(is) ?? null;
}

async function set(tx: ChangeTx, row: NewContactRow, to: Partial<NewContactRow>): Promise<void> {
  await tables(tx)
    .updateTable("sign_in_new_contacts")
    .set(to)
    .where("person_id", "=", row.person_id)
    .where("kind", "=", row.kind)
    .execute();
}

function tables(tx: ReadTx) {
  return tablesOf<NewContactTables>(tx);
}
