import { type ColumnDataType, type CreateTableBuilder, type Kysely, sql } from "kysely";
import type { ColumnTypes, Migration } from "../../foundations/database/operation.ts";
import { lifeMigration } from "./life-migration.ts";
import { searchMigration, textsMigration } from "./search-migration.ts";

type Columns = Record<string, ColumnDataType | "bytea" | "blob" | { type: ColumnDataType; nullable: true }>;

const text = "text" as const;
const nullableText = { type: "text", nullable: true } as const;

/** One table from its columns: NOT NULL unless said, and its primary key. */
function table(db: Kysely<unknown>, name: string, columns: Columns, key: string[]) {
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(name);
  for (const [column, wanted] of Object.entries(columns)) {
    const { type, nullable } = typeof wanted === "object" ? wanted : { type: wanted, nullable: false };
    builder = builder.addColumn(column, sql.raw(String(type)), (one) => (nullable ? one : one.notNull()));
  }
  return builder.addPrimaryKeyConstraint(`${name}_key`, key).execute();
}

function index(db: Kysely<unknown>, name: string, on: string, columns: string[]) {
  return db.schema.createIndex(name).on(on).columns(columns).execute();
}

async function first(db: Kysely<unknown>, { whole, bytes }: ColumnTypes): Promise<void> {
  await table(
    db,
    "mailboxes_mailboxes",
    {
      id: text,
      structure_id: text,
      address: text,
      name: text,
      kind: text,
      service: text,
      responsible: text,
      key_sealed: bytes,
      quota_bytes: whole,
      used_bytes: whole,
      messages: whole,
      threads: whole,
      state: whole,
      created_at: whole,
    },
    ["id"],
  );
  await db.schema
    .createIndex("mailboxes_mailboxes_address")
    .unique()
    .on("mailboxes_mailboxes")
    .column("address")
    .execute();
  await table(
    db,
    "mailboxes_memberships",
    {
      mailbox_id: text,
      person_id: text,
      right: text,
      starts_at: whole,
      ends_at: { type: whole, nullable: true },
      state: whole,
    },
    ["mailbox_id", "person_id"],
  );
  await index(db, "mailboxes_memberships_person", "mailboxes_memberships", ["person_id"]);
  await table(
    db,
    "mailboxes_folders",
    {
      id: text,
      mailbox_id: text,
      parent_id: nullableText,
      name: text,
      role: nullableText,
      sort_order: whole,
      messages: whole,
      threads: whole,
      created_state: whole,
      shape_state: whole,
      changed_state: whole,
    },
    ["id"],
  );
  await index(db, "mailboxes_folders_mailbox", "mailboxes_folders", ["mailbox_id"]);
  await table(
    db,
    "mailboxes_readers",
    {
      folder_id: text,
      person_id: text,
      start_at: whole,
      before: whole,
      seen: whole,
      unseen: whole,
      changed_state: whole,
    },
    ["folder_id", "person_id"],
  );
  await index(db, "mailboxes_readers_start", "mailboxes_readers", ["folder_id", "start_at"]);
  await messages(db, whole);
}

async function messages(db: Kysely<unknown>, whole: ColumnTypes["whole"]): Promise<void> {
  await table(
    db,
    "mailboxes_messages",
    {
      id: text,
      mailbox_id: text,
      folder_id: text,
      thread_id: text,
      blob_id: text,
      size: whole,
      received_at: whole,
      preview: text,
      has_attachment: whole,
      envelope: text,
      structure: text,
      header_end: whole,
      keywords: text,
      seen_count: whole,
      created_state: whole,
      changed_state: whole,
    },
    ["id"],
  );
  const on = "mailboxes_messages";
  await index(db, "mailboxes_messages_folder", on, ["folder_id", "received_at", "id"]);
  await index(db, "mailboxes_messages_date", on, ["mailbox_id", "received_at", "id"]);
  await index(db, "mailboxes_messages_thread", on, ["thread_id", "received_at"]);
  await index(db, "mailboxes_messages_created", on, ["mailbox_id", "created_state"]);
  await index(db, "mailboxes_messages_changed", on, ["mailbox_id", "changed_state"]);
  await index(db, "mailboxes_messages_blob", on, ["blob_id"]);
  await table(
    db,
    "mailboxes_seen",
    { person_id: text, message_id: text, mailbox_id: text, seen: whole, changed_state: whole },
    ["message_id", "person_id"],
  );
  await index(db, "mailboxes_seen_changed", "mailboxes_seen", ["person_id", "mailbox_id", "changed_state"]);
  await table(
    db,
    "mailboxes_folder_threads",
    { folder_id: text, thread_id: text, newest_at: whole, newest_id: text, messages: whole },
    ["folder_id", "thread_id"],
  );
  await index(db, "mailboxes_folder_threads_newest", "mailboxes_folder_threads", [
    "folder_id",
    "newest_at",
    "newest_id",
  ]);
  await table(db, "mailboxes_days", { folder_id: text, day: whole, messages: whole, threads: whole }, [
    "folder_id",
    "day",
  ]);
  await table(db, "mailboxes_references", { mailbox_id: text, key: text, thread_id: text }, [
    "mailbox_id",
    "key",
  ]);
  await table(
    db,
    "mailboxes_arrivals",
    { mailbox_id: text, fingerprint: text, message_id: text, keep_until: whole },
    ["mailbox_id", "fingerprint"],
  );
  await index(db, "mailboxes_arrivals_until", "mailboxes_arrivals", ["keep_until"]);
  await table(db, "mailboxes_readings", { session_id: text, message_id: text, at: whole }, [
    "session_id",
    "message_id",
  ]);
  await index(db, "mailboxes_readings_at", "mailboxes_readings", ["at"]);
}

/** Messages that are written here, and that go: uploads, tombstones, blobs to remove. */
async function writing(db: Kysely<unknown>, { whole }: ColumnTypes): Promise<void> {
  await table(
    db,
    "mailboxes_tombstones",
    {
      mailbox_id: text,
      message_id: text,
      thread_id: text,
      thread_gone: whole,
      created_state: whole,
      destroyed_state: whole,
    },
    ["mailbox_id", "message_id"],
  );
  await index(db, "mailboxes_tombstones_state", "mailboxes_tombstones", ["mailbox_id", "destroyed_state"]);
  await index(db, "mailboxes_references_thread", "mailboxes_references", ["thread_id"]);
  await table(db, "mailboxes_discards", { blob_id: text }, ["blob_id"]);
  await table(
    db,
    "mailboxes_uploads",
    { blob_id: text, mailbox_id: text, person_id: text, type: text, size: whole, expires_at: whole },
    ["blob_id"],
  );
  await index(db, "mailboxes_uploads_person", "mailboxes_uploads", ["person_id"]);
  await index(db, "mailboxes_uploads_expiry", "mailboxes_uploads", ["expires_at"]);
}

export const migrations: Migration[] = [
  { id: "mailboxes-0001", up: first },
  searchMigration,
  { id: "mailboxes-0003", up: writing },
  lifeMigration,
  textsMigration,
];
