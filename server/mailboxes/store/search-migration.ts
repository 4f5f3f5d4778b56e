import { type CreateTableBuilder, type Kysely, sql } from "kysely";
import type { Migration } from "../../foundations/database/operation.ts";

/** The tables of the search, and a place in the queue for every message that is there already. */
export const searchMigration: Migration = {
  id: "mailboxes-0002",
  async up(db, { whole, bytes }) {
    // The engines have nothing in common here, and their types tell which one this is.
    const isSqlite = bytes === "blob";
    await forMessages(db, "mailboxes_unindexed")
      .addColumn("mailbox_id", "text", (column) => column.notNull())
      .addColumn("received_at", whole, (column) => column.notNull())
      .addColumn("leased_until", whole, (column) => column.notNull())
      .execute();
    for (const column of ["received_at", "mailbox_id"])
      await db.schema
        .createIndex(`mailboxes_unindexed_${column}`)
        .on("mailboxes_unindexed")
        .column(column)
        .execute();
    const indexed = forMessages(db, "mailboxes_indexed")
      .addColumn("place", whole, (column) => column.notNull().primaryKey())
      .addColumn("mailbox_id", "text", (column) => column.notNull())
      .addColumn("thread_id", "text", (column) => column.notNull())
      .addColumn("received_at", whole, (column) => column.notNull())
      .addColumn("has_attachment", whole, (column) => column.notNull());
    if (isSqlite) {
      await indexed.execute();
      await sql`create virtual table mailboxes_words using fts5(subject, sender, recipients, body,
        content='', contentless_delete=1, tokenize="ascii tokenchars '_.'")`.execute(db);
      // A message that goes takes its words along, whoever removes it.
      await sql`create trigger mailboxes_indexed_gone after delete on mailboxes_indexed
        begin delete from mailboxes_words where rowid = old.place; end`.execute(db);
    } else {
      await indexed.addColumn("words", sql`tsvector`, (column) => column.notNull()).execute();
      // What is written lately waits in a list, which every search reads: in kilobytes, a short one.
      await sql`create index mailboxes_indexed_words on mailboxes_indexed using gin (words)
        with (gin_pending_list_limit = 512)`.execute(db);
    }
    await sql`insert into mailboxes_unindexed (message_id, mailbox_id, received_at, leased_until)
      select id, mailbox_id, received_at, 0 from mailboxes_messages`.execute(db);
  },
};

/** Texts beside the index; those of messages indexed before are read off their files, as ever. */
export const textsMigration: Migration = {
  id: "mailboxes-0005",
  async up(db, { bytes }) {
    await forMessages(db, "mailboxes_texts")
      .addColumn("sealed", bytes === "blob" ? "blob" : "bytea", (column) => column.notNull())
      .execute();
  },
};

/** A table with at most one row a message, which goes when the message does. */
function forMessages(db: Kysely<unknown>, name: string): CreateTableBuilder<string, string> {
  return db.schema
    .createTable(name)
    .addColumn("message_id", "text", (column) =>
      column.notNull().unique().references("mailboxes_messages.id").onDelete("cascade"),
    );
}
