import type { Kysely } from "kysely";
import { dayOf } from "../rules/days.ts";
import { addToDay, countPlaced, type Placed } from "./place.ts";
import type { MailboxesTables } from "./tables.ts";

type Db = Kysely<MailboxesTables>;

/**
 * Takes a message out of its folder's counts, the inverse of `countPlaced`; to be called while its row still stands
 * there. Costs a few rows, and one range of an index where it was the newest of its conversation.
 */
export async function countLeft(db: Db, placed: Placed, state: number): Promise<void> {
  const { folderId, threadId, receivedAt } = placed;
  const thread = await db
    .selectFrom("mailboxes_folder_threads")
    .select(["newest_id", "messages"])
    .where("folder_id", "=", folderId)
    .where("thread_id", "=", threadId)
    .executeTakeFirstOrThrow();
  const isLast = thread.messages === 1;
  const day = dayOf(receivedAt);
  if (isLast) {
    await addToDay(db, { folder_id: folderId, day, messages: -1, threads: -1 });
    await db
      .deleteFrom("mailboxes_folder_threads")
      .where("folder_id", "=", folderId)
      .where("thread_id", "=", threadId)
      .execute();
  } else {
    const next = thread.newest_id === placed.messageId ? await nextNewest(db, placed) : undefined;
    const changesDay = next !== undefined && dayOf(next.received_at) !== day;
    await addToDay(db, { folder_id: folderId, day, messages: -1, threads: changesDay ? -1 : 0 });
    if (changesDay)
      await addToDay(db, { folder_id: folderId, day: dayOf(next.received_at), messages: 0, threads: 1 });
    await db
      .updateTable("mailboxes_folder_threads")
      .set((row) => ({
        messages: row("messages", "-", 1),
        ...(next ? { newest_at: next.received_at, newest_id: next.id } : {}),
      }))
      .where("folder_id", "=", folderId)
      .where("thread_id", "=", threadId)
      .execute();
  }
  await db
    .updateTable("mailboxes_folders")
    .set((row) => ({
      messages: row("messages", "-", 1),
      threads: row("threads", "-", isLast ? 1 : 0),
      changed_state: state,
    }))
    .where("id", "=", folderId)
    .execute();
  await db
    .updateTable("mailboxes_readers")
    .set((row) => ({ before: row("before", "-", 1) }))
    .where("folder_id", "=", folderId)
    .where("start_at", ">", receivedAt)
    .execute();
  await countReadings(db, placed, -1);
}

/** Moves a message to another folder of its mailbox; what each person has read of it goes along. */
export async function moveMessage(db: Db, placed: Placed, folderId: string, state: number): Promise<void> {
  await countLeft(db, placed, state);
  await db
    .updateTable("mailboxes_messages")
    .set({ folder_id: folderId, changed_state: state })
    .where("id", "=", placed.messageId)
    .execute();
  const there = { ...placed, folderId };
  await countPlaced(db, there, state);
  await countReadings(db, there, 1);
}

/** The message that stands for the conversation in this folder once this one is gone. */
function nextNewest(db: Db, { folderId, threadId, messageId }: Placed) {
  return db
    .selectFrom("mailboxes_messages")
    .select(["id", "received_at"])
    .where("thread_id", "=", threadId)
    .where("folder_id", "=", folderId)
    .where("id", "!=", messageId)
    .orderBy("received_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Adds what each person has read (or unread) of a message to a folder's counts, or takes it out of them. */
async function countReadings(db: Db, { folderId, messageId, receivedAt }: Placed, step: 1 | -1) {
  const seenBy = (seen: 0 | 1) =>
    db
      .selectFrom("mailboxes_seen")
      .select("person_id")
      .where("message_id", "=", messageId)
      .where("seen", "=", seen);
  await db
    .updateTable("mailboxes_readers")
    .set((row) => ({ seen: row("seen", "+", step) }))
    .where("folder_id", "=", folderId)
    .where("start_at", "<=", receivedAt)
    .where("person_id", "in", seenBy(1))
    .execute();
  await db
    .updateTable("mailboxes_readers")
    .set((row) => ({ unseen: row("unseen", "+", step) }))
    .where("folder_id", "=", folderId)
    .where("start_at", ">", receivedAt)
    .where("person_id", "in", seenBy(0))
    .execute();
}
