import type { Migration } from "../../foundations/database/operation.ts";
import { newContactMigration } from "./new-contacts.ts";
import { rescueRequestMigration } from "./rescue-requests.ts";
import { silenceMigration } from "./silences.ts";

const formerContactMigration: Migration = {
  // Who loses a contact is told there, by a notice that outlives a restart.
  id: "sign-in-0121",
  async up(db, { bytes }) {
    await db.schema.alterTable("sign_in_notices").addColumn("contact", bytes).execute();
  },
};

/** What accesses need over time: silences, contacts that change, requests for an agreement. */
export const careMigrations: readonly Migration[] = [
  silenceMigration,
  newContactMigration,
  rescueRequestMigration,
  formerContactMigration,
];

export const lockMigration: Migration = {
  // A silent session is locked before it ends.
  id: "sign-in-0090",
  async up(db, { whole }) {
    await db.schema.alterTable("sign_in_sessions").addColumn("locked_at", whole).execute();
    await db.schema
      .alterTable("sign_in_sessions")
      .addColumn("unlock_tries", whole, (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
