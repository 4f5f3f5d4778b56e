import type { Kysely } from "kysely";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { indexOf } from "./search-index.ts";
import type { MailboxesTables } from "./tables.ts";
import { keepText } from "./texts.ts";

const tables = tablesOf<MailboxesTables>;

/** A message whose words are not in the index yet, with what reading it takes. */
export interface Unindexed {
  messageId: string;
  mailboxId: string;
  blobId: string;
  /** JSON: Envelope, MimePart. */
  envelope: string;
  structure: string;
}

/** What a message brings into the index, its words in the engine's form (`SearchIndex.prepare`). */
export interface Prepared {
  messageId: string;
  words: string[];
  /** The beginning of its text, sealed (`search/kept-text.ts`); null where its bytes could not be read. */
  text: Uint8Array | null;
}

/** Notes that a message is to be indexed; in the transaction that brings it. */
export const queueForIndex = prepare(
  (
    db: Kysely<MailboxesTables>,
    { messageId, mailboxId, receivedAt }: { messageId: string; mailboxId: string; receivedAt: number },
  ) =>
    db
      .insertInto("mailboxes_unindexed")
      .values({ message_id: messageId, mailbox_id: mailboxId, received_at: receivedAt, leased_until: 0 }),
);

const queuedAgain = 1000;
/** The most that a count of what is still to be indexed says: beyond it, many. */
const mostCounted = 10_000;

/** How many messages of these mailboxes are still to be indexed. */
export async function countUnindexed(db: Kysely<MailboxesTables>, mailboxIds: string[]): Promise<number> {
  const [row] = (await unindexedOf(db, { mailboxIds })).rows;
  return Number(row?.count ?? 0);
}

const unindexedOf = prepare(
  (db: Kysely<MailboxesTables>, { mailboxIds }: { mailboxIds: readonly string[] }, among) =>
    db
      .selectFrom(
        db
          .selectFrom("mailboxes_unindexed")
          .select("message_id")
          .where("mailbox_id", "in", among(mailboxIds))
          .limit(mostCounted)
          .as("some"),
      )
      .select((row) => row.fn.countAll<number>().as("count")),
);

export const queueChanges = {
  /**
   * Takes some messages that are to be indexed, newest first, for as long as the lease: on several nodes each is read
   * by one; a node that dies leaves them to the next.
   */
  async takeUnindexed(
    tx: ChangeTx,
    { now, leaseMs, most }: { now: number; leaseMs: number; most: number },
  ): Promise<Unindexed[]> {
    const db = tables(tx);
    const waiting = await db
      .selectFrom("mailboxes_unindexed")
      .select("message_id")
      .where("leased_until", "<=", now)
      .orderBy("received_at", "desc")
      .limit(most)
      .$if(tx.dialect === "postgres", (query) => query.forUpdate().skipLocked())
      .execute();
    if (waiting.length === 0) return [];
    const ids = waiting.map(({ message_id }) => message_id);
    await db
      .updateTable("mailboxes_unindexed")
      .set({ leased_until: now + leaseMs })
      .where("message_id", "in", ids)
      .execute();
    return db
      .selectFrom("mailboxes_messages")
      .select(["id as messageId", "mailbox_id as mailboxId", "blob_id as blobId", "envelope", "structure"])
      .where("id", "in", ids)
      .execute();
  },

  /** After an import: puts every message back into the queue, some at a time, in the order of their ids. */
  async queueAgain(tx: ChangeTx, { after }: { after: string }): Promise<string | null> {
    const db = tables(tx);
    const some = await db
      .selectFrom("mailboxes_messages")
      .select((row) => ["id as message_id", "mailbox_id", "received_at", row.val(0).as("leased_until")])
      .where("id", ">", after)
      .orderBy("id")
      .limit(queuedAgain)
      .execute();
    if (some.length === 0) return null;
    await db
      .insertInto("mailboxes_unindexed")
      .values(some)
      .onConflict((conflict) => conflict.column("message_id").doNothing())
      .execute();
    return some.at(-1)?.message_id ?? null;
  },

  /** Writes words into the index; what was indexed or destroyed meanwhile is passed over. */
  async writeIndexed(tx: ChangeTx, { prepared }: { prepared: Prepared[] }): Promise<void> {
    const db = tables(tx);
    const index = indexOf(tx.dialect);
    const byId = new Map(prepared.map((one) => [one.messageId, one]));
    const waiting = await db
      .deleteFrom("mailboxes_unindexed")
      .where("message_id", "in", [...byId.keys()])
      .returning("message_id")
      .execute();
    if (waiting.length === 0) return;
    const messages = await db
      .selectFrom("mailboxes_messages")
      .select(["id as message_id", "mailbox_id", "thread_id", "received_at", "has_attachment"])
      .where(
        "id",
        "in",
        waiting.map(({ message_id }) => message_id),
      )
      // FTS5 gathers words in memory as long as places grow: one that goes back makes it write out what it has.
      .orderBy("received_at")
      .execute();
    for (const message of messages) {
      const place = await freePlace(db, message.received_at);
      const { words = [], text = null } = byId.get(message.message_id) ?? {};
      await index.write(db, { ...message, place }, words);
      if (text) await keepText(db, { message_id: message.message_id, sealed: text });
    }
  },
};

export const queueReads = {
  async anyUnindexed(tx: ReadTx, { now }: { now: number }): Promise<boolean> {
    const row = await tables(tx)
      .selectFrom("mailboxes_unindexed")
      .select("message_id")
      .where("leased_until", "<=", now)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  },
};

/**
 * The first free place from the message's millisecond on. Where a crowd has the same date (a former system that kept
 * none), the stretch that is looked at doubles: a place costs the logarithm of the crowd.
 */
async function freePlace(db: Kysely<MailboxesTables>, receivedAt: number): Promise<number> {
  let start = Math.max(0, receivedAt);
  for (let length = 1; ; length *= 2) {
    const end = start + length;
    const [taken] = (await lastPlace(db, { start, end })).rows;
    const free = taken ? taken.place + 1 : start;
    if (free < end) return free;
    start = end;
  }
}

const lastPlace = prepare((db: Kysely<MailboxesTables>, { start, end }: { start: number; end: number }) =>
  db
    .selectFrom("mailboxes_indexed")
    .select("place")
    .where("place", ">=", start)
    .where("place", "<", end)
    .orderBy("place", "desc")
    .limit(1),
);
