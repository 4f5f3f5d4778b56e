import type { Kysely } from "kysely";
import type { ColumnTypes, Migration } from "../../foundations/database/operation.ts";

async function first(db: Kysely<unknown>, { whole }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("transport_submissions")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("mailbox_id", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull())
    .addColumn("message_id", "text", (column) => column.notNull())
    .addColumn("thread_id", "text", (column) => column.notNull())
    .addColumn("blob_id", "text", (column) => column.notNull())
    .addColumn("size", whole, (column) => column.notNull())
    .addColumn("sender", "text", (column) => column.notNull())
    .addColumn("send_at", whole, (column) => column.notNull())
    .addColumn("canceled", whole, (column) => column.notNull())
    .addColumn("pending", whole, (column) => column.notNull())
    .addColumn("created_state", whole, (column) => column.notNull())
    .addColumn("changed_state", whole, (column) => column.notNull())
    .addColumn("destroyed_state", whole)
    .execute();
  await index(db, "transport_submissions", "changed", ["mailbox_id", "changed_state"]);
  await index(db, "transport_submissions", "sent", ["mailbox_id", "send_at"]);
  await index(db, "transport_submissions", "message", ["message_id"]);
  await index(db, "transport_submissions", "blob", ["blob_id"]);
  await db.schema
    .createTable("transport_queue")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("submission_id", "text", (column) => column.notNull())
    .addColumn("mailbox_id", "text", (column) => column.notNull())
    .addColumn("place", whole, (column) => column.notNull())
    .addColumn("recipient", "text", (column) => column.notNull())
    .addColumn("domain", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("not_before", whole, (column) => column.notNull())
    .addColumn("expires_at", whole, (column) => column.notNull())
    .addColumn("attempts", whole, (column) => column.notNull())
    .addColumn("leased_until", whole, (column) => column.notNull())
    .addColumn("lease", "text", (column) => column.notNull())
    .addColumn("reply", "text")
    .addColumn("replied_at", whole)
    .execute();
  await index(db, "transport_queue", "due", ["state", "not_before"]);
  await index(db, "transport_queue", "submission", ["submission_id"]);
  await db.schema
    .createTable("transport_states")
    .addColumn("mailbox_id", "text", (column) => column.primaryKey())
    .addColumn("state", whole, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("transport_discards")
    .addColumn("blob_id", "text", (column) => column.primaryKey())
    .execute();
}

function index(db: Kysely<unknown>, table: string, name: string, columns: string[]): Promise<void> {
  return db.schema.createIndex(`${table}_${name}`).on(table).columns(columns).execute();
}

/** What is forgotten, and from which state on changes can still be told. */
async function second(db: Kysely<unknown>, { whole }: ColumnTypes): Promise<void> {
  await db.schema
    .alterTable("transport_states")
    .addColumn("forgotten", whole, (column) => column.notNull().defaultTo(0))
    .execute();
  await index(db, "transport_submissions", "age", ["send_at"]);
}

export const migrations: Migration[] = [
  { id: "transport-0001", up: first },
  { id: "transport-0002", up: second },
];
