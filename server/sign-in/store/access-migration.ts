import type { Migration } from "../../foundations/database/operation.ts";

/** First accesses: links, codes of contacts, conditions accepted, and when somebody was last seen. */
export const accessMigration: Migration = {
  id: "sign-in-0050",
  async up(db, { whole, bytes }) {
    await db.schema
      .createTable("sign_in_activations")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("secret_hash", bytes, (column) => column.notNull().unique())
      .addColumn("person_id", "text", (column) => column.notNull())
      .addColumn("structure_id", "text", (column) => column.notNull())
      .addColumn("made_at", whole, (column) => column.notNull())
      .addColumn("made_by", "text", (column) => column.notNull())
      .addColumn("expires_at", whole, (column) => column.notNull())
      .addColumn("mail_state", "text", (column) => column.notNull())
      .addColumn("mail_at", whole, (column) => column.notNull())
      .addColumn("codes_sent", whole, (column) => column.notNull())
      .addColumn("ended_at", whole)
      .addColumn("end_reason", "text")
      .execute();
    await db.schema
      .createIndex("sign_in_activations_person")
      .on("sign_in_activations")
      .columns(["person_id", "made_at"])
      .execute();
    await db.schema
      .createTable("sign_in_activation_codes")
      .addColumn("activation_id", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("contact_hash", bytes, (column) => column.notNull())
      .addColumn("browser_hash", bytes, (column) => column.notNull())
      .addColumn("begun_at", whole, (column) => column.notNull())
      .addColumn("asked_at", whole, (column) => column.notNull())
      .addColumn("expires_at", whole, (column) => column.notNull())
      .addColumn("tries_left", whole, (column) => column.notNull())
      .addColumn("proved_at", whole)
      .addPrimaryKeyConstraint("sign_in_activation_codes_key", ["activation_id", "kind"])
      .execute();
    await db.schema
      .createTable("sign_in_conditions")
      .addColumn("person_id", "text", (column) => column.notNull())
      .addColumn("version", "text", (column) => column.notNull())
      .addColumn("at", whole, (column) => column.notNull())
      .addPrimaryKeyConstraint("sign_in_conditions_key", ["person_id", "version"])
      .execute();
    await db.schema
      .createTable("sign_in_lasts")
      .addColumn("person_id", "text", (column) => column.primaryKey())
      .addColumn("at", whole, (column) => column.notNull())
      .execute();
  },
};
