import { type Kysely, sql } from "kysely";
import { prepare } from "../../foundations/database/prepare.ts";
import { dayOf } from "../rules/days.ts";
import type { MailboxesTables } from "./tables.ts";

type Db = Kysely<MailboxesTables>;

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
  const [thread] = (await findNewest(db, { folderId, threadId })).rows;
  const newest =
    !thread ||
    receivedAt > thread.newest_at ||
    (receivedAt === thread.newest_at && messageId > thread.newest_id);
  if (!thread) await beginThread(db, { folderId, threadId, messageId, receivedAt });
  else await (newest ? moveThread : addToThread)(db, placed);
  const leavesDay = thread !== undefined && newest && dayOf(thread.newest_at) !== dayOf(receivedAt);
  if (leavesDay)
    await addToDay(db, { folder_id: folderId, day: dayOf(thread.newest_at), messages: 0, threads: -1 });
  const threads = !thread || leavesDay ? 1 : 0;
  await addToDay(db, { folder_id: folderId, day: dayOf(receivedAt), messages: 1, threads });
  await countInFolder(db, { folderId, threads: thread ? 0 : 1, state });
  await countForLateComers(db, { folderId, receivedAt });
}

const findNewest = prepare((db: Db, { folderId, threadId }: Pick<Placed, "folderId" | "threadId">) =>
  db
    .selectFrom("mailboxes_folder_threads")
    .select(["newest_at", "newest_id"])
    .where("folder_id", "=", folderId)
    .where("thread_id", "=", threadId),
);

const beginThread = prepare((db: Db, { folderId, threadId, messageId, receivedAt }: Placed) =>
  db.insertInto("mailboxes_folder_threads").values({
    folder_id: folderId,
    thread_id: threadId,
    newest_at: receivedAt,
    newest_id: messageId,
    messages: 1,
  }),
);

const addToThread = prepare((db: Db, placed: Placed) => growThread(db, placed));
const moveThread = prepare((db: Db, placed: Placed) =>
  growThread(db, placed).set({ newest_at: placed.receivedAt, newest_id: placed.messageId }),
);

function growThread(db: Db, { folderId, threadId }: Placed) {
  return db
    .updateTable("mailboxes_folder_threads")
    .set((row) => ({ messages: row("messages", "+", 1) }))
    .where("folder_id", "=", folderId)
    .where("thread_id", "=", threadId);
}

const countInFolder = prepare((db: Db, given: { folderId: string; threads: number; state: number }) =>
  db
    .updateTable("mailboxes_folders")
    .set((row) => ({
      messages: row("messages", "+", 1),
      threads: row("threads", "+", given.threads),
      changed_state: given.state,
    }))
    .where("id", "=", given.folderId),
);

const countForLateComers = prepare(
  (db: Db, { folderId, receivedAt }: Pick<Placed, "folderId" | "receivedAt">) =>
    db
      .updateTable("mailboxes_readers")
      .set((row) => ({ before: row("before", "+", 1) }))
      .where("folder_id", "=", folderId)
      .where("start_at", ">", receivedAt),
);

/** Adds to what a day of a folder counts; negative numbers take away. */
export const addToDay = prepare(
  (db: Db, { folder_id, day, messages, threads }: MailboxesTables["mailboxes_days"]) =>
    db
      .insertInto("mailboxes_days")
      .values({ folder_id, day, messages, threads })
      .onConflict((conflict) =>
        conflict.columns(["folder_id", "day"]).doUpdateSet({
          messages: sql`mailboxes_days.messages + excluded.messages`,
          threads: sql`mailboxes_days.threads + excluded.threads`,
        }),
      ),
);

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
