import type { Migration } from "../../foundations/database/operation.ts";

/** What a mailbox is and how it stands (domain §1.2, §1.4), the copies that left it, and what a structure may hold. */
export const lifeMigration: Migration = {
  id: "mailboxes-0004",
  async up(db, { whole }) {
    const mailboxes = () => db.schema.alterTable("mailboxes_mailboxes");
    await mailboxes()
      .addColumn("description", "text", (column) => column.notNull().defaultTo(""))
      .execute();
    await mailboxes()
      .addColumn("red_list", whole, (column) => column.notNull().defaultTo(0))
      .execute();
    await mailboxes().addColumn("holder_id", "text").execute();
    await mailboxes()
      .addColumn("status", "text", (column) => column.notNull().defaultTo("active"))
      .execute();
    await mailboxes().addColumn("delete_at", whole).execute();
    await db.schema
      .createIndex("mailboxes_mailboxes_structure")
      .on("mailboxes_mailboxes")
      .column("structure_id")
      .execute();
    // Few mailboxes are ever about to go: the sweep looks at no other.
    await db.schema
      .createIndex("mailboxes_mailboxes_delete")
      .on("mailboxes_mailboxes")
      .column("delete_at")
      .execute();
    await db.schema
      .createTable("mailboxes_statuses")
      .addColumn("mailbox_id", "text", (column) => column.notNull())
      .addColumn("step", whole, (column) => column.notNull())
      .addColumn("status", "text", (column) => column.notNull())
      .addColumn("at", whole, (column) => column.notNull())
      .addColumn("actor", "text", (column) => column.notNull())
      .addColumn("reason", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("mailboxes_statuses_key", ["mailbox_id", "step"])
      .execute();
    await db.schema
      .createTable("mailboxes_exports")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("mailbox_id", "text", (column) => column.notNull())
      .addColumn("person_id", "text", (column) => column.notNull())
      .addColumn("asked_at", whole, (column) => column.notNull())
      .addColumn("begun_at", whole)
      .addColumn("ended_at", whole)
      .addColumn("messages", whole, (column) => column.notNull())
      .addColumn("done", whole, (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex("mailboxes_exports_mailbox")
      .on("mailboxes_exports")
      .column("mailbox_id")
      .execute();
    await db.schema
      .createTable("mailboxes_structures")
      .addColumn("structure_id", "text", (column) => column.primaryKey())
      .addColumn("quota_bytes", whole, (column) => column.notNull())
      .execute();
  },
};
