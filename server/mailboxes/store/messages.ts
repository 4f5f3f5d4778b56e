import type { Kysely } from "kysely";
import { type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { StoredMessage } from "../stored-message.ts";
import type { FolderView, HeavyPart, States } from "../views.ts";
import { standing } from "./people.ts";
import type { MailboxesTables } from "./tables.ts";

type Db = Kysely<MailboxesTables>;
const tables = tablesOf<MailboxesTables>;

/** Who asks, of which mailbox, and when: every read begins by looking at the right. */
export interface Asked {
  personId: string;
  mailboxId: string;
  now: number;
}

export async function states(tx: ReadTx, { personId, mailboxId, now }: Asked): Promise<States | null> {
  const member = await standing(tx, personId, mailboxId, "read", now);
  if (!member) return null;
  const both = `${member.mailboxState}.${member.personState}`;
  return { message: both, folder: both, thread: `${member.mailboxState}` };
}

export async function folders(tx: ReadTx, asked: Asked & { ids: string[] | null }) {
  const db = tables(tx);
  const known = await states(tx, asked);
  if (!known) return null;
  const rows = await db
    .selectFrom("mailboxes_folders")
    .innerJoin("mailboxes_readers", "mailboxes_readers.folder_id", "mailboxes_folders.id")
    .selectAll("mailboxes_folders")
    .select(["mailboxes_readers.before", "mailboxes_readers.seen", "mailboxes_readers.unseen"])
    .where("mailbox_id", "=", asked.mailboxId)
    .where("mailboxes_readers.person_id", "=", asked.personId)
    .$if(asked.ids !== null, (query) => query.where("mailboxes_folders.id", "in", named(asked.ids)))
    .orderBy("sort_order")
    .orderBy("name")
    .execute();
  const views = rows.map((row): FolderView => {
    const unread = Math.max(0, row.messages - row.before - row.seen + row.unseen);
    return {
      id: row.id,
      parentId: row.parent_id,
      name: row.name,
      role: row.role,
      sortOrder: row.sort_order,
      messages: row.messages,
      unreadMessages: unread,
      threads: row.threads,
      // NOTE: an upper bound: two unread messages of one conversation count twice. Exact counts would cost a row a
      // person and conversation at each delivery.
      unreadThreads: Math.min(unread, row.threads),
    };
  });
  return { state: known.folder, folders: views };
}

/** `without` leaves out of the rows what the asker does not look at: the heavy columns stay in the store. */
export async function messages(tx: ReadTx, asked: Asked & { ids: string[]; without?: readonly HeavyPart[] }) {
  const member = await standing(tx, asked.personId, asked.mailboxId, "read", asked.now);
  if (!member) return null;
  const found = await viewsOf(
    tables(tx),
    asked,
    member.starts_at,
    (query) => query.where("id", "in", named(asked.ids)),
    asked.without,
  );
  return { state: `${member.mailboxState}.${member.personState}`, messages: found };
}

export async function findBlob(tx: ReadTx, asked: Asked & { blobId: string }): Promise<StoredMessage | null> {
  const member = await standing(tx, asked.personId, asked.mailboxId, "read", asked.now);
  if (!member) return null;
  const found = await viewsOf(tables(tx), asked, member.starts_at, (query) =>
    query.where("blob_id", "=", asked.blobId),
  );
  return found[0] ?? null;
}

/** The conversations named, with their messages by date of arrival, oldest first (RFC 8621 §3). */
export async function threads(tx: ReadTx, asked: Asked & { ids: string[] }) {
  const known = await states(tx, asked);
  if (!known) return null;
  const rows = await tables(tx)
    .selectFrom("mailboxes_messages")
    .select(["id", "thread_id"])
    .where("thread_id", "in", named(asked.ids))
    .where("mailbox_id", "=", asked.mailboxId)
    .orderBy("received_at")
    .orderBy("id")
    .execute();
  const byThread = new Map<string, string[]>();
  for (const { id, thread_id } of rows) byThread.set(thread_id, [...(byThread.get(thread_id) ?? []), id]);
  return {
    state: known.thread,
    threads: [...byThread].map(([id, messageIds]) => ({ id, messageIds })),
  };
}

async function viewsOf(
  db: Db,
  { personId, mailboxId }: Asked,
  startAt: number,
  narrow: (query: ReturnType<typeof select>) => ReturnType<typeof select>,
  without: readonly HeavyPart[] = [],
): Promise<StoredMessage[]> {
  const rows = await narrow(select(db, mailboxId, personId))
    .$if(!without.includes("envelope"), (query) => query.select("envelope"))
    .$if(!without.includes("structure"), (query) => query.select("structure"))
    .execute();
  return rows.map((row) => {
    const keywords: string[] = JSON.parse(row.keywords);
    const seen = row.seen === null ? row.received_at < startAt : row.seen === 1;
    return {
      id: row.id,
      threadId: row.thread_id,
      blobId: row.blob_id,
      folderIds: [row.folder_id],
      keywords: seen ? [...keywords, "$seen"] : keywords,
      teamSeen: row.seen_count > 0,
      size: row.size,
      receivedAt: row.received_at,
      envelope: row.envelope ?? "",
      preview: row.preview,
      hasAttachment: row.has_attachment === 1,
      structure: row.structure ?? "",
      headerEnd: row.header_end,
    };
  });
}

function select(db: Db, mailboxId: string, personId: string) {
  return db
    .selectFrom("mailboxes_messages")
    .leftJoin("mailboxes_seen", (join) =>
      join
        .onRef("mailboxes_seen.message_id", "=", "mailboxes_messages.id")
        .on("mailboxes_seen.person_id", "=", personId),
    )
    .select([
      "id",
      "thread_id",
      "blob_id",
      "folder_id",
      "keywords",
      "seen_count",
      "size",
      "received_at",
      "preview",
      "has_attachment",
      "header_end",
      "mailboxes_seen.seen",
    ])
    .where("mailboxes_messages.mailbox_id", "=", mailboxId);
}

/** The ids of an `in (…)`, which may not be empty in every dialect. */
function named(ids: string[] | null): string[] {
  return ids && ids.length > 0 ? ids : [""];
}
