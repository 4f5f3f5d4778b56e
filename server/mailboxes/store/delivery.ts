import { type Kysely, type RawBuilder, sql } from "kysely";
import type { AuditRecord } from "../../audit/record.ts";
import { type ChangeTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { holdMailboxes } from "./hold.ts";
import { countPlaced } from "./place.ts";
import { queueForIndex } from "./search-queue.ts";
import type { MailboxesTables } from "./tables.ts";

/** A message whose bytes are on disk, on its way into one mailbox. JSON is written by the caller, outside the writer. */
export interface Incoming {
  messageId: string;
  /** The conversation to begin when none is met. */
  newThreadId: string;
  mailboxId: string;
  /** Where it goes; the folder of role `inbox` when null. */
  folderId: string | null;
  blobId: string;
  size: number;
  receivedAt: number;
  preview: string;
  hasAttachment: boolean;
  envelope: string;
  structure: string;
  headerEnd: number;
  keywords: string;
  threadKeys: { own: string[]; met: string[] };
  fingerprint: string;
  /** Until when the same fingerprint is known again. */
  keepUntil: number;
  /** Everybody who has a right on the mailbox now has read it already (a message brought over). */
  seenByAll: boolean;
}

export interface IncomingAudit {
  at: number;
  actor: string;
  action: string;
}

export type IncomingOutcome =
  | { outcome: "stored"; stored: string[]; again: string[] }
  | { outcome: "full" | "closed" };

/** No conversation grows beyond what a client may ask for at once (500): who writes without end begins others. */
const mostInThread = 400;

/** The change that takes messages in, for every mailbox or for none. */
export function createDelivery(audit: AuditRecord) {
  return async function receive(
    tx: ChangeTx,
    { incoming, trace }: { incoming: Incoming[]; trace: IncomingAudit },
  ): Promise<IncomingOutcome> {
    const db = tablesOf<MailboxesTables>(tx);
    const bar = await findBar(tx, incoming);
    if (bar) return { outcome: bar };
    const stored: string[] = [];
    const again: string[] = [];
    for (const one of incoming) {
      if (!(await isNew(db, one))) {
        again.push(one.blobId);
        continue;
      }
      const threadId = await insertMessage(db, one);
      stored.push(one.blobId);
      tx.changed({ mailboxId: one.mailboxId });
      await audit.append(tx, {
        ...trace,
        chain: `mailbox:${one.mailboxId}`,
        object: one.messageId,
        outcome: "done",
        facts: { size: one.size, conversation: threadId },
      });
    }
    return { outcome: "stored", stored, again };
  };
}

/** Takes the mailboxes for this change; whether one of them is closed, or has not the room. */
export async function findBar(tx: ChangeTx, incoming: Incoming[]): Promise<"closed" | "full" | null> {
  const arriving = new Map<string, number>();
  for (const { mailboxId, size } of incoming) arriving.set(mailboxId, (arriving.get(mailboxId) ?? 0) + size);
  const rows = await holdMailboxes(tx, [...arriving.keys()]);
  if (rows.some(({ status }) => status !== "active")) return "closed";
  const isFull = rows.some(
    ({ id, used_bytes, quota_bytes }) => used_bytes + (arriving.get(id) ?? 0) > quota_bytes,
  );
  return isFull ? "full" : null;
}

async function isNew(db: Kysely<MailboxesTables>, one: Incoming): Promise<boolean> {
  return (await insertArrival(db, one)).numAffectedRows === 1n;
}

const insertArrival = prepare((db: Kysely<MailboxesTables>, one: Incoming) =>
  db
    .insertInto("mailboxes_arrivals")
    .values({
      mailbox_id: one.mailboxId,
      fingerprint: one.fingerprint,
      message_id: one.messageId,
      keep_until: one.keepUntil,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

/** Writes a message with all that counts it; answers its conversation. */
export async function insertMessage(db: Kysely<MailboxesTables>, one: Incoming): Promise<string> {
  const met = await findThread(db, one);
  const isFull = met !== undefined && (await isThreadFull(db, met));
  const known = isFull ? undefined : met;
  const threadId = known ?? one.newThreadId;
  const [moved] = (await countInMailbox(db, { ...one, threads: known ? 0 : 1 })).rows;
  if (!moved) throw new Error(`mailbox ${one.mailboxId} is gone`);
  const { state } = moved;
  const folderId = one.folderId ?? (await inboxOf(db, one.mailboxId));
  await insertRow(db, { ...one, folderId, threadId, attached: one.hasAttachment ? 1 : 0, state });
  const placed = { folderId, threadId, messageId: one.messageId, receivedAt: one.receivedAt };
  await countPlaced(db, placed, state);
  await queueForIndex(db, one);
  const keys = [...new Set([...one.threadKeys.own, ...one.threadKeys.met])];
  const meeting = { mailboxId: one.mailboxId, keys, threadId };
  // Those who answer a full conversation meet in the one that goes on from it.
  if (keys.length > 0) await (isFull ? meetAgain : meet)(db, meeting);
  if (one.seenByAll) await markSeenByAll(db, one, folderId, state);
  return threadId;
}

/** By which messages a conversation is met from now on. */
interface Meeting {
  mailboxId: string;
  keys: readonly string[];
  threadId: string;
}

const meet = prepare((db: Kysely<MailboxesTables>, meeting: Meeting, among) =>
  insertMeeting(db, meeting, among).onConflict((conflict) => conflict.doNothing()),
);
const meetAgain = prepare((db: Kysely<MailboxesTables>, meeting: Meeting, among) =>
  insertMeeting(db, meeting, among).onConflict((conflict) =>
    conflict.columns(["mailbox_id", "key"]).doUpdateSet({ thread_id: meeting.threadId }),
  ),
);

function insertMeeting(
  db: Kysely<MailboxesTables>,
  { mailboxId, keys, threadId }: Meeting,
  among: (list: readonly string[]) => RawBuilder<string>,
) {
  return (
    db
      .insertInto("mailboxes_references")
      .columns(["mailbox_id", "key", "thread_id"])
      // « where true »: without it SQLite takes « on conflict » for the condition of a join.
      .expression(sql`select ${mailboxId}, found.value, ${threadId} from ${among(keys)} as found where true`)
  );
}

const countInMailbox = prepare(
  (db: Kysely<MailboxesTables>, { mailboxId, size, threads }: Incoming & { threads: number }) =>
    db
      .updateTable("mailboxes_mailboxes")
      .set((row) => ({
        state: row("state", "+", 1),
        used_bytes: row("used_bytes", "+", size),
        messages: row("messages", "+", 1),
        threads: row("threads", "+", threads),
      }))
      .where("id", "=", mailboxId)
      .returning("state"),
);

const insertRow = prepare(
  (
    db: Kysely<MailboxesTables>,
    one: Incoming & { folderId: string; threadId: string; attached: number; state: number },
  ) =>
    db.insertInto("mailboxes_messages").values({
      id: one.messageId,
      mailbox_id: one.mailboxId,
      folder_id: one.folderId,
      thread_id: one.threadId,
      blob_id: one.blobId,
      size: one.size,
      received_at: one.receivedAt,
      preview: one.preview,
      has_attachment: one.attached,
      envelope: one.envelope,
      structure: one.structure,
      header_end: one.headerEnd,
      keywords: one.keywords,
      seen_count: 0,
      created_state: one.state,
      changed_state: one.state,
    }),
);

async function findThread(db: Kysely<MailboxesTables>, one: Incoming): Promise<string | undefined> {
  const keys = [...one.threadKeys.met, ...one.threadKeys.own];
  if (keys.length === 0) return undefined;
  const { rows } = await threadsOfKeys(db, { mailboxId: one.mailboxId, keys });
  const met = new Map(rows.map(({ key, thread_id }) => [key, thread_id]));
  const nearest = keys.find((key) => met.has(key));
  return nearest === undefined ? undefined : met.get(nearest);
}

const threadsOfKeys = prepare(
  (db: Kysely<MailboxesTables>, { mailboxId, keys }: { mailboxId: string; keys: readonly string[] }, among) =>
    db
      .selectFrom(among(keys).as<"asked">(sql`asked`))
      // SQLite makes a table of what stands behind « in »; a CROSS JOIN keeps it to look for each key.
      .crossJoin("mailboxes_references")
      .select(["key", "thread_id"])
      .where("mailbox_id", "=", mailboxId)
      .where("key", "=", sql<string>`asked.value`),
);

async function isThreadFull(db: Kysely<MailboxesTables>, threadId: string): Promise<boolean> {
  const [thread] = (await countThread(db, { threadId })).rows;
  return Number(thread?.messages ?? 0) >= mostInThread;
}

const countThread = prepare((db: Kysely<MailboxesTables>, { threadId }: { threadId: string }) =>
  db
    .selectFrom("mailboxes_messages")
    .select((row) => row.fn.countAll<number>().as("messages"))
    .where("thread_id", "=", threadId),
);

async function inboxOf(db: Kysely<MailboxesTables>, mailboxId: string): Promise<string> {
  const [inbox] = (await findInbox(db, { mailboxId })).rows;
  if (!inbox) throw new Error(`mailbox ${mailboxId} has no inbox`);
  return inbox.id;
}

const findInbox = prepare((db: Kysely<MailboxesTables>, { mailboxId }: { mailboxId: string }) =>
  db
    .selectFrom("mailboxes_folders")
    .select("id")
    .where("mailbox_id", "=", mailboxId)
    .where("role", "=", "inbox"),
);

async function markSeenByAll(db: Kysely<MailboxesTables>, one: Incoming, folderId: string, state: number) {
  const readers = await db
    .selectFrom("mailboxes_readers")
    .select("person_id")
    .where("folder_id", "=", folderId)
    .where("start_at", "<=", one.receivedAt)
    .execute();
  if (readers.length === 0) return;
  await db
    .insertInto("mailboxes_seen")
    .values(
      readers.map(({ person_id }) => ({
        person_id,
        message_id: one.messageId,
        mailbox_id: one.mailboxId,
        seen: 1,
        // The message itself is new in the mailbox's state: nobody's own state has to move for it.
        changed_state: 0,
      })),
    )
    .execute();
  await db
    .updateTable("mailboxes_readers")
    .set((row) => ({ seen: row("seen", "+", 1) }))
    .where("folder_id", "=", folderId)
    .where("start_at", "<=", one.receivedAt)
    .execute();
  await db
    .updateTable("mailboxes_messages")
    .set({ seen_count: readers.length, changed_state: state })
    .where("id", "=", one.messageId)
    .execute();
}
