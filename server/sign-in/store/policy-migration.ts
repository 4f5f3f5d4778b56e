import type { Migration } from "../../foundations/database/operation.ts";

/** What structures narrow, who was told of it, and how long a session may be silent for their sake. */
export const policyMigration: Migration = {
  id: "sign-in-0110",
  async up(db, { whole }) {
    for (const [table, key] of [
      ["sign_in_policies", ["structure_id"]],
      ["sign_in_policy_versions", ["structure_id", "version"]],
    ] as const)
      await db.schema
        .createTable(table)
        .addColumn("structure_id", "text", (column) => column.notNull())
        .addColumn("version", whole, (column) => column.notNull())
        .addColumn("rules", "text", (column) => column.notNull())
        .addColumn("saved_at", whole, (column) => column.notNull())
        .addColumn("saved_by", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint(`${table}_key`, [...key])
        .execute();
    await db.schema
      .createTable("sign_in_policy_told")
      .addColumn("person_id", "text", (column) => column.notNull())
      .addColumn("ends_at", whole, (column) => column.notNull())
      .addColumn("days", whole, (column) => column.notNull())
      .addColumn("told_at", whole, (column) => column.notNull())
      .addPrimaryKeyConstraint("sign_in_policy_told_key", ["person_id", "ends_at", "days"])
      .execute();
    await db.schema.alterTable("sign_in_sessions").addColumn("rule_idle_ms", whole).execute();
  },
};
