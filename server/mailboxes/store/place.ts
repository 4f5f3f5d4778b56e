import { type Kysely, sql } from "kysely";
import { dayOf } from "../rules/days.ts";
import type { MailboxesTables } from "./tables.ts";

/** What a folder has to know of a message to count it. */
export interface Placed {
  folderId: string;
  threadId: string;
  messageId: string;
  receivedAt: number;
}

/**
 * Counts a new message in its folder: totals, the day's, the conversation's newest, and the readers whose start is
 * later than it. Costs a few rows, whatever the folder holds.
 */
export async function countPlaced(db: Kysely<MailboxesTables>, placed: Placed, state: number): Promise<void> {
  const { folderId, threadId, messageId, receivedAt } = placed;
  const thread = await db
    .selectFrom("mailboxes_folder_threads")
    .select(["newest_at", "newest_id"])
    .where("folder_id", "=", folderId)
    .where("thread_id", "=", threadId)
    .executeTakeFirst();
  const newest =
    !thread ||
    receivedAt > thread.newest_at ||
    (receivedAt === thread.newest_at && messageId > thread.newest_id);
  if (!thread) {
    await db
      .insertInto("mailboxes_folder_threads")
      .values({
        folder_id: folderId,
        thread_id: threadId,
        newest_at: receivedAt,
        newest_id: messageId,
        messages: 1,
      })
      .execute();
  } else {
    await db
      .updateTable("mailboxes_folder_threads")
      .set((row) => ({
        messages: row("messages", "+", 1),
        ...(newest ? { newest_at: receivedAt, newest_id: messageId } : {}),
      }))
      .where("folder_id", "=", folderId)
      .where("thread_id", "=", threadId)
      .execute();
  }
  const leavesDay = thread !== undefined && newest && dayOf(thread.newest_at) !== dayOf(receivedAt);
  if (leavesDay) await addToDay(db, folderId, dayOf(thread.newest_at), 0, -1);
  await addToDay(db, folderId, dayOf(receivedAt), 1, !thread || leavesDay ? 1 : 0);
  await db
    .updateTable("mailboxes_folders")
    .set((row) => ({
      messages: row("messages", "+", 1),
      threads: row("threads", "+", thread ? 0 : 1),
      changed_state: state,
    }))
    .where("id", "=", folderId)
    .execute();
  await db
    .updateTable("mailboxes_readers")
    .set((row) => ({ before: row("before", "+", 1) }))
    .where("folder_id", "=", folderId)
    .where("start_at", ">", receivedAt)
    .execute();
}

async function addToDay(
  db: Kysely<MailboxesTables>,
  folder_id: string,
  day: number,
  messages: number,
  threads: number,
): Promise<void> {
  await db
    .insertInto("mailboxes_days")
    .values({ folder_id, day, messages, threads })
    .onConflict((conflict) =>
      conflict.columns(["folder_id", "day"]).doUpdateSet({
        messages: sql`mailboxes_days.messages + excluded.messages`,
        threads: sql`mailboxes_days.threads + excluded.threads`,
      }),
    )
    .execute();
}

/** How many messages of a folder came before an instant: whole days from the counters, then part of one. */
export async function countBefore(
  db: Kysely<MailboxesTables>,
  folderId: string,
  at: number,
): Promise<number> {
  const days = await db
    .selectFrom("mailboxes_days")
    .select((row) => row.fn.coalesce(row.fn.sum<number>("messages"), sql<number>`0`).as("count"))
    .where("folder_id", "=", folderId)
    .where("day", "<", dayOf(at))
    .executeTakeFirstOrThrow();
  const part = await db
    .selectFrom("mailboxes_messages")
    .select((row) => row.fn.countAll<number>().as("count"))
    .where("folder_id", "=", folderId)
    .where("received_at", ">=", dayOf(at) * 86_400_000)
    .where("received_at", "<", at)
    .executeTakeFirstOrThrow();
  return Number(days.count) + Number(part.count);
}
