import { sql } from "kysely";
import type { Migration } from "../foundations/database/operation.ts";

/** Référents of a structure without its other persons; when identities are to be checked again, and who was told. */
export const identityMigration: Migration = {
  id: "directory-0020",
  async up(db, { whole }) {
    await db.schema
      .createIndex("directory_persons_referent")
      .on("directory_persons")
      .columns(["structure_id", "referent"])
      .execute();
    await db.schema
      .createTable("directory_identities")
      .addColumn("person_id", "text", (column) => column.primaryKey().references("directory_persons.id"))
      .addColumn("structure_id", "text", (column) => column.notNull())
      .addColumn("checked_at", whole, (column) => column.notNull())
      .addColumn("told", whole, (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex("directory_identities_age")
      .on("directory_identities")
      .columns(["told", "checked_at"])
      .execute();
    await db.schema
      .createIndex("directory_identities_structure")
      .on("directory_identities")
      .columns(["structure_id", "checked_at"])
      .execute();
    await sql`INSERT INTO directory_identities (person_id, structure_id, checked_at, told)
      SELECT checks.person_id, persons.structure_id, MAX(checks.at), 0
      FROM directory_identity_checks AS checks JOIN directory_persons AS persons ON persons.id = checks.person_id
      GROUP BY checks.person_id, persons.structure_id`.execute(db);
  },
};
