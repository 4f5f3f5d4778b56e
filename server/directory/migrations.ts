import type { Migration } from "../foundations/database/operation.ts";
import { identityMigration } from "./identity-migration.ts";

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
  {
    // Accesses: whether a person's is open, who is référent and when, who administers, how her identity was checked.
    id: "directory-0010",
    async up(db, { whole }) {
      const persons = () => db.schema.alterTable("directory_persons");
      await persons()
        .addColumn("state", "text", (column) => column.notNull().defaultTo("active"))
        .execute();
      await persons().addColumn("ends_at", whole).execute();
      await persons().addColumn("referent_from", whole).execute();
      await persons().addColumn("referent_until", whole).execute();
      await persons()
        .addColumn("administrator", whole, (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema
        .createTable("directory_accesses")
        .addColumn("person_id", "text", (column) => column.primaryKey().references("directory_persons.id"))
        .addColumn("civility", "text", (column) => column.notNull())
        .addColumn("rpps", "text")
        .addColumn("made_at", whole, (column) => column.notNull())
        .addColumn("made_by", "text", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("directory_identity_checks")
        .addColumn("person_id", "text", (column) => column.notNull().references("directory_persons.id"))
        .addColumn("at", whole, (column) => column.notNull())
        .addColumn("how", "text", (column) => column.notNull())
        .addColumn("checked_by", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("directory_identity_checks_key", ["person_id", "at"])
        .execute();
    },
  },
  identityMigration,
];
