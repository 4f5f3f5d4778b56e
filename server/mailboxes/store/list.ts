import { type Kysely, sql } from "kysely";
import { type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { type DayCount, dayOf, locate, startOfDay } from "../rules/days.ts";
import type { MessageQuery, MessageQueryView } from "../views.ts";
import { standing } from "./people.ts";
import type { MailboxesTables } from "./tables.ts";

type Db = Kysely<MailboxesTables>;

/** A list ordered by date: its rows, and the counts per day that turn a position into a key. */
interface List {
  table: "mailboxes_messages" | "mailboxes_folder_threads";
  scope: { column: string; value: string };
  at: string;
  id: string;
  total: number;
  days(ascending: boolean): Promise<DayCount[]>;
}

interface Key {
  id: string;
  at: number;
}

/**
 * A page of a list: a position costs the days before it (a few thousand small rows at most), then one range of an
 * index; never an OFFSET over the folder.
 */
export async function query(
  tx: ReadTx,
  args: { personId: string; mailboxId: string; now: number; query: MessageQuery },
): Promise<MessageQueryView | "anchor-not-found" | "folder-not-found" | null> {
  const db = tablesOf<MailboxesTables>(tx);
  const member = await standing(tx, args.personId, args.mailboxId, "read", args.now);
  if (!member) return null;
  const wanted = args.query;
  const state = `${member.mailboxState}.${member.personState}`;
  const list = await openList(db, args.mailboxId, wanted);
  if (list === "folder-not-found") return list;
  if (list === "conversations of the mailbox") return conversations(db, args.mailboxId, wanted, state);
  const position = await resolvePosition(db, list, wanted);
  if (position === null) return "anchor-not-found";
  const ids = position < list.total && wanted.limit > 0 ? await page(db, list, wanted, position) : [];
  return { state, ids, position, total: list.total };
}

async function openList(
  db: Db,
  mailboxId: string,
  { folderId, collapse }: MessageQuery,
): Promise<List | "folder-not-found" | "conversations of the mailbox"> {
  if (folderId === null) {
    if (collapse) return "conversations of the mailbox";
    const { messages } = await db
      .selectFrom("mailboxes_mailboxes")
      .select("messages")
      .where("id", "=", mailboxId)
      .executeTakeFirstOrThrow();
    return {
      ...messagesOf("mailbox_id", mailboxId),
      total: messages,
      days: (up) => mailboxDays(db, mailboxId, up),
    };
  }
  const [folder] = (await totalsOf(db, { folderId, mailboxId })).rows;
  if (!folder) return "folder-not-found";
  if (!collapse)
    return {
      ...messagesOf("folder_id", folderId),
      total: folder.messages,
      days: (up) => folderDays(db, folderId, "messages", up),
    };
  return {
    table: "mailboxes_folder_threads",
    scope: { column: "folder_id", value: folderId },
    at: "newest_at",
    id: "newest_id",
    total: folder.threads,
    days: (up) => folderDays(db, folderId, "threads", up),
  };
}

const totalsOf = prepare((db: Db, { folderId, mailboxId }: { folderId: string; mailboxId: string }) =>
  db
    .selectFrom("mailboxes_folders")
    .select(["messages", "threads"])
    .where("id", "=", folderId)
    .where("mailbox_id", "=", mailboxId),
);

function messagesOf(column: "mailbox_id" | "folder_id", value: string) {
  return { table: "mailboxes_messages" as const, scope: { column, value }, at: "received_at", id: "id" };
}

function folderDays(
  db: Db,
  folderId: string,
  count: "messages" | "threads",
  ascending: boolean,
): Promise<DayCount[]> {
  return db
    .selectFrom("mailboxes_days")
    .select(["day", `${count} as count`])
    .where("folder_id", "=", folderId)
    .where(count, ">", 0)
    .orderBy("day", ascending ? "asc" : "desc")
    .execute();
}

async function mailboxDays(db: Db, mailboxId: string, ascending: boolean): Promise<DayCount[]> {
  const rows = await db
    .selectFrom("mailboxes_days")
    .innerJoin("mailboxes_folders", "mailboxes_folders.id", "mailboxes_days.folder_id")
    .select((row) => ["day", row.fn.sum<number>("mailboxes_days.messages").as("count")] as const)
    .where("mailbox_id", "=", mailboxId)
    .groupBy("day")
    .orderBy("day", ascending ? "asc" : "desc")
    .execute();
  return rows.map(({ day, count }) => ({ day, count: Number(count) }));
}

/** RFC 8620 §5.5: a negative position counts from the end; an anchor wins over a position. */
async function resolvePosition(db: Db, list: List, wanted: MessageQuery): Promise<number | null> {
  if (wanted.anchor === null)
    return wanted.position < 0 ? Math.max(0, list.total + wanted.position) : wanted.position;
  const anchor = await keyOf(db, list, wanted.anchor);
  if (!anchor) return null;
  const day = dayOf(anchor.at);
  let before = 0;
  for (const one of await list.days(wanted.ascending)) {
    if (one.day === day) break;
    before += one.count;
  }
  before += await countInDay(db, list, anchor, day, wanted.ascending);
  return Math.max(0, before + wanted.anchorOffset);
}

async function keyOf(db: Db, list: List, id: string): Promise<Key | undefined> {
  const thread =
    list.table === "mailboxes_folder_threads"
      ? sql`and thread_id = (select thread_id from mailboxes_messages where id = ${id})`
      : sql``;
  const { rows } = await sql<Key>`
    select ${sql.ref(list.id)} as id, ${sql.ref(list.at)} as at from ${sql.table(list.table)}
    where ${sql.ref(list.scope.column)} = ${list.scope.value} and ${sql.ref(list.id)} = ${id} ${thread}`.execute(
    db,
  );
  return rows[0];
}

async function countInDay(db: Db, list: List, anchor: Key, day: number, ascending: boolean): Promise<number> {
  const at = sql.ref(list.at);
  const before = ascending
    ? sql`${at} >= ${startOfDay(day)} and (${at} < ${anchor.at} or (${at} = ${anchor.at} and ${sql.ref(list.id)} < ${anchor.id}))`
    : sql`${at} < ${startOfDay(day + 1)} and (${at} > ${anchor.at} or (${at} = ${anchor.at} and ${sql.ref(list.id)} > ${anchor.id}))`;
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(list.table)}
    where ${sql.ref(list.scope.column)} = ${list.scope.value} and ${before}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

async function page(
  db: Db,
  list: List,
  { ascending, limit }: MessageQuery,
  position: number,
): Promise<string[]> {
  const { column, value: folderId } = list.scope;
  if (position === 0 && !ascending && column === "folder_id") {
    const newest = list.table === "mailboxes_folder_threads" ? newestThreads : newestMessages;
    return (await newest(db, { folderId, limit })).rows.map(({ id }) => id);
  }
  // The first page needs no counts: it starts where the index does.
  const start = position === 0 ? null : locate(await list.days(ascending), position);
  if (position > 0 && !start) return [];
  const at = sql.ref(list.at);
  const from = !start
    ? sql``
    : ascending
      ? sql`and ${at} >= ${startOfDay(start.day)}`
      : sql`and ${at} < ${startOfDay(start.day + 1)}`;
  const order = ascending ? sql`asc` : sql`desc`;
  const { rows } = await sql<{ id: string }>`
    select ${sql.ref(list.id)} as id from ${sql.table(list.table)}
    where ${sql.ref(list.scope.column)} = ${list.scope.value} ${from}
    order by ${at} ${order}, ${sql.ref(list.id)} ${order} limit ${limit} offset ${start?.skip ?? 0}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** What everybody who opens a folder asks for. */
const newestThreads = prepare((db: Db, { folderId, limit }: { folderId: string; limit: number }) =>
  db
    .selectFrom("mailboxes_folder_threads")
    .select("newest_id as id")
    .where("folder_id", "=", folderId)
    .orderBy("newest_at", "desc")
    .orderBy("newest_id", "desc")
    .limit(limit),
);

const newestMessages = prepare((db: Db, { folderId, limit }: { folderId: string; limit: number }) =>
  db
    .selectFrom("mailboxes_messages")
    .select("id")
    .where("folder_id", "=", folderId)
    .orderBy("received_at", "desc")
    .orderBy("id", "desc")
    .limit(limit),
);

/**
 * The conversations of a whole mailbox, newest message first. No table keeps this order: it walks the messages from
 * one end and costs what lies before the page, not what lies behind it. Our own page never asks for it.
 */
async function conversations(
  db: Db,
  mailboxId: string,
  wanted: MessageQuery,
  state: string,
): Promise<MessageQueryView | "anchor-not-found"> {
  const { threads: total } = await db
    .selectFrom("mailboxes_mailboxes")
    .select("threads")
    .where("id", "=", mailboxId)
    .executeTakeFirstOrThrow();
  const direction = wanted.ascending ? "asc" : "desc";
  const first = wanted.position < 0 ? Math.max(0, total + wanted.position) : wanted.position;
  const seen = new Set<string>();
  const ids: string[] = [];
  const enough = () => wanted.anchor === null && ids.length >= first + wanted.limit;
  for (let last: Key | undefined, more = true; more && !enough();) {
    const after = last;
    const rows: (Key & { thread_id: string })[] = await db
      .selectFrom("mailboxes_messages")
      .select(["id", "received_at as at", "thread_id"])
      .where("mailbox_id", "=", mailboxId)
      .$if(after !== undefined, (q) =>
        q.where((row) =>
          row(
            row.refTuple("received_at", "id"),
            wanted.ascending ? ">" : "<",
            row.tuple(after?.at ?? 0, after?.id ?? ""),
          ),
        ),
      )
      .orderBy("received_at", direction)
      .orderBy("id", direction)
      .limit(500)
      .execute();
    for (const { id, thread_id } of rows) {
      if (!seen.has(thread_id)) ids.push(id);
      seen.add(thread_id);
    }
    last = rows.at(-1);
    more = rows.length === 500;
  }
  const anchored = wanted.anchor === null ? first : ids.indexOf(wanted.anchor);
  if (anchored < 0) return "anchor-not-found";
  const position = wanted.anchor === null ? first : Math.max(0, anchored + wanted.anchorOffset);
  return { state, ids: ids.slice(position, position + wanted.limit), position, total };
}
