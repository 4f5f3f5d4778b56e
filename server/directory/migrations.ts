import type { Migration } from "../foundations/database/operation.ts";

/** The tables of the directory, step by step. */
export const migrations: readonly Migration[] = [
  {
    id: "directory-0001",
    async up(db, { whole, bytes }) {
      await db.schema
        .createTable("directory_structures")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("finess", "text", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("directory_persons")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("structure_id", "text", (column) => column.notNull().references("directory_structures.id"))
        .addColumn("login", "text", (column) => column.notNull().unique())
        .addColumn("given_name", "text", (column) => column.notNull())
        .addColumn("family_name", "text", (column) => column.notNull())
        .addColumn("occupation", "text", (column) => column.notNull())
        .addColumn("referent", whole, (column) => column.notNull())
        .addColumn("email_sealed", bytes)
        .addColumn("email_verified_at", whole)
        .addColumn("mobile_sealed", bytes)
        .addColumn("mobile_verified_at", whole)
        .execute();
      await db.schema
        .createIndex("directory_persons_structure")
        .on("directory_persons")
        .column("structure_id")
        .execute();
    },
  },
];
