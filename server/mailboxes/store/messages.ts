import { type Kysely, sql } from "kysely";
import type { Envelope } from "../../formats/mime/envelope.ts";
import type { MimePart } from "../../formats/mime/types.ts";
import { type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import type { Asked } from "../rules/scope.ts";
import type { FolderView, HeavyPart, MessageView, States } from "../views.ts";
import { standing } from "./people.ts";
import type { MailboxesTables } from "./tables.ts";

type Db = Kysely<MailboxesTables>;
const tables = tablesOf<MailboxesTables>;

export async function states(tx: ReadTx, { personId, mailboxId, now }: Asked): Promise<States | null> {
  const member = await standing(tx, personId, mailboxId, "read", now);
  if (!member) return null;
  const both = `${member.mailboxState}.${member.personState}`;
  const right = member.status === "active" ? member.right : "reader";
  return { right, message: both, folder: both, thread: `${member.mailboxState}` };
}

const foldersOf = prepare((db: Db, { mailboxId, personId }: Pick<Asked, "mailboxId" | "personId">) =>
  db
    .selectFrom("mailboxes_folders")
    .innerJoin("mailboxes_readers", "mailboxes_readers.folder_id", "mailboxes_folders.id")
    .selectAll("mailboxes_folders")
    .select(["mailboxes_readers.before", "mailboxes_readers.seen", "mailboxes_readers.unseen"])
    .where("mailbox_id", "=", mailboxId)
    .where("mailboxes_readers.person_id", "=", personId)
    .orderBy("sort_order")
    .orderBy("name"),
);

/** All folders are read, whichever are asked for: they are few. */
export async function folders(tx: ReadTx, asked: Asked & { ids: string[] | null }) {
  const known = await states(tx, asked);
  if (!known) return null;
  const { rows } = await foldersOf(tables(tx), asked);
  const wanted = asked.ids && new Set(asked.ids);
  const views = (wanted ? rows.filter(({ id }) => wanted.has(id)) : rows).map((row): FolderView => {
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
  const { personId, mailboxId, ids, without = [] } = asked;
  const member = await standing(tx, personId, mailboxId, "read", asked.now);
  if (!member) return null;
  const { rows } = await rowsWithout(without)(tables(tx), { personId, mailboxId, ids });
  return {
    state: `${member.mailboxState}.${member.personState}`,
    messages: rows.map((row) => describe(row, member.starts_at)),
  };
}

export async function findBlob(tx: ReadTx, asked: Asked & { blobId: string }): Promise<MessageView | null> {
  const member = await standing(tx, asked.personId, asked.mailboxId, "read", asked.now);
  if (!member) return null;
  const [row] = (await rowOfBlob(tables(tx), asked)).rows;
  return row ? describe(row, member.starts_at) : null;
}

/** The conversations named, with their messages by date of arrival, oldest first (RFC 8621 §3). */
export async function threads(tx: ReadTx, asked: Asked & { ids: string[] }) {
  const known = await states(tx, asked);
  if (!known) return null;
  const byThread = new Map<string, string[]>();
  for (const { id, thread_id } of (await membersOf(tables(tx), asked)).rows) {
    const members = byThread.get(thread_id);
    if (members) members.push(id);
    else byThread.set(thread_id, [id]);
  }
  return {
    state: known.thread,
    threads: [...byThread].map(([id, messageIds]) => ({ id, messageIds })),
  };
}

const membersOf = prepare(
  (db: Db, { mailboxId, ids }: { mailboxId: string; ids: readonly string[] }, among) =>
    db
      .selectFrom("mailboxes_messages")
      .select(["id", "thread_id"])
      .where("thread_id", "in", among(ids))
      .where(standsIn(mailboxId))
      .orderBy("received_at")
      .orderBy("id"),
);

type Named = Pick<Asked, "personId" | "mailboxId">;
/** A row of a message, without what was left out. */
type Row = Awaited<ReturnType<ReturnType<typeof prepareRows>>>["rows"][number];

function describe(row: Row, startAt: number): MessageView {
  return new DescribedMessage(row, startAt);
}

/** A class for its two accessors, which cost more than all the rest when each message is given its own. */
class DescribedMessage implements MessageView {
  readonly id: string;
  readonly threadId: string;
  readonly blobId: string;
  readonly folderIds: string[];
  readonly keywords: string[];
  readonly teamSeen: boolean;
  readonly size: number;
  readonly receivedAt: number;
  readonly preview: string;
  readonly hasAttachment: boolean;
  readonly headerEnd: number;
  readonly #row: Row;
  #envelope: Envelope | undefined;
  #structure: MimePart | undefined;

  constructor(row: Row, startAt: number) {
    this.#row = row;
    this.id = row.id;
    this.threadId = row.thread_id;
    this.blobId = row.blob_id;
    this.folderIds = [row.folder_id];
    const seen = row.seen === null ? row.received_at < startAt : row.seen === 1;
    this.keywords = JSON.parse(row.keywords);
    if (seen) this.keywords.push("$seen");
    this.teamSeen = row.seen_count > 0;
    this.size = row.size;
    this.receivedAt = row.received_at;
    this.preview = row.preview;
    this.hasAttachment = row.has_attachment === 1;
    this.headerEnd = row.header_end;
  }

  // What nobody looks at is never parsed.
  get envelope(): Envelope {
    return (this.#envelope ??= JSON.parse(this.#row.envelope ?? ""));
  }

  get structure(): MimePart {
    return (this.#structure ??= JSON.parse(this.#row.structure ?? ""));
  }
}

const prepared = new Map<string, ReturnType<typeof prepareRows>>();

function rowsWithout(without: readonly HeavyPart[]): ReturnType<typeof prepareRows> {
  const key = without.join();
  const rows = prepared.get(key) ?? prepareRows(without);
  prepared.set(key, rows);
  return rows;
}

function prepareRows(without: readonly HeavyPart[]) {
  const attached = sql<string | null>`case when has_attachment = 1 then structure end`;
  const kept = without.includes("structure of the unattached") ? attached : sql<string>`structure`;
  return prepare((db: Db, given: Named & { ids: readonly string[] }, among) =>
    select(db, given)
      .$if(!without.includes("envelope"), (query) => query.select("envelope"))
      .$if(!without.includes("structure"), (query) => query.select(kept.as("structure")))
      .where("id", "in", among(given.ids)),
  );
}

const rowOfBlob = prepare((db: Db, given: Named & { blobId: string }) =>
  select(db, given).select(["envelope", "structure"]).where("blob_id", "=", given.blobId),
);

function select(db: Db, { mailboxId, personId }: Named) {
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
    .where(standsIn(mailboxId));
}

/**
 * Holds the messages named against the mailbox. « is true » keeps SQLite from walking the whole mailbox instead of
 * looking the few named up: it knows not how many each way would meet.
 */
export function standsIn(mailboxId: string) {
  return sql<boolean>`(mailboxes_messages.mailbox_id = ${mailboxId}) is true`;
}
