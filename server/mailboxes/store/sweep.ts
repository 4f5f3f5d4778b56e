import type { AuditRecord } from "../../audit/record.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { holdMailboxes } from "./hold.ts";
import type { Step } from "./life.ts";
import type { MailboxesTables } from "./tables.ts";

const tables = tablesOf<MailboxesTables>;

export const sweepReads = {
  /** Mailboxes whose delay is over and that hold something still. */
  async dueMailboxes(tx: ReadTx, { now }: { now: number }): Promise<string[]> {
    const rows = await tables(tx)
      .selectFrom("mailboxes_mailboxes")
      .select("id")
      .where("delete_at", "<=", now)
      .orderBy("id")
      .limit(100)
      .execute();
    return rows.map(({ id }) => id);
  },
};

/** Takes mailboxes away for good, a little at a time; the trace of what happened there stays. */
export function createSweep(audit: AuditRecord, takeStep: (tx: ChangeTx, step: Step) => Promise<unknown>) {
  return {
    /**
     * One step for a mailbox whose delay is over: first it closes for good, then at most so many rows of each kind go.
     * Answers whether there is more to do. Safe to run twice, and on two nodes.
     */
    async sweepMailbox(
      tx: ChangeTx,
      { mailboxId, at, most }: { mailboxId: string; at: number; most: number },
    ): Promise<boolean> {
      await holdMailboxes(tx, [mailboxId]);
      const row = await tables(tx)
        .selectFrom("mailboxes_mailboxes")
        .select(["status", "delete_at"])
        .where("id", "=", mailboxId)
        .executeTakeFirst();
      // Kept after all, or swept by another node.
      if (!row || row.delete_at === null || row.delete_at > at) return false;
      if (row.status === "unpublished") {
        await takeStep(tx, { mailboxId, at, actor: "program", step: "delete", reason: "" });
        await endAll(tx, mailboxId, at);
        return true;
      }
      if (row.status !== "deleted") return false;
      if ((await emptySome(tx, mailboxId, most)) || (await clearSome(tx, mailboxId, most))) return true;
      await finish(tx, mailboxId);
      return false;
    },
  };

  /** Every right ends, with a row of the trace each: who had access, and until when. */
  async function endAll(tx: ChangeTx, mailboxId: string, at: number): Promise<void> {
    const ended = await tables(tx)
      .updateTable("mailboxes_memberships")
      .set({ ends_at: at })
      .where("mailbox_id", "=", mailboxId)
      .where((one) => one.or([one("ends_at", "is", null), one("ends_at", ">", at)]))
      .returning("person_id")
      .execute();
    for (const { person_id } of ended) {
      await audit.append(tx, {
        chain: `mailbox:${mailboxId}`,
        at,
        actor: "program",
        action: "membership.ended",
        object: person_id,
        outcome: "done",
        facts: {},
      });
      tx.changed({ mailboxId, personId: person_id });
    }
  }
}

/** Takes some messages out; false once there are none. What is in the index of words goes with them. */
async function emptySome(tx: ChangeTx, mailboxId: string, most: number): Promise<boolean> {
  const db = tables(tx);
  const rows = await db
    .selectFrom("mailboxes_messages")
    .select(["id", "blob_id"])
    .where("mailbox_id", "=", mailboxId)
    .limit(most)
    .execute();
  if (rows.length === 0) return false;
  const ids = rows.map(({ id }) => id);
  await db
    .insertInto("mailboxes_discards")
    .values(rows.map(({ blob_id }) => ({ blob_id })))
    .execute();
  await db.deleteFrom("mailboxes_seen").where("message_id", "in", ids).execute();
  await db.deleteFrom("mailboxes_messages").where("id", "in", ids).execute();
  return true;
}

/** Takes some of what counted and joined them out; false once nothing is left. */
async function clearSome(tx: ChangeTx, mailboxId: string, most: number): Promise<boolean> {
  const db = tables(tx);
  const uploads = await db
    .selectFrom("mailboxes_uploads")
    .select("blob_id")
    .where("mailbox_id", "=", mailboxId)
    .limit(most)
    .execute();
  if (uploads.length > 0) {
    await db.insertInto("mailboxes_discards").values(uploads).execute();
    const ids = uploads.map(({ blob_id }) => blob_id);
    await db.deleteFrom("mailboxes_uploads").where("blob_id", "in", ids).execute();
    return true;
  }
  for (const [table, key] of [
    ["mailboxes_references", "key"],
    ["mailboxes_arrivals", "fingerprint"],
    ["mailboxes_tombstones", "message_id"],
  ] as const) {
    const { numDeletedRows } = await db
      .deleteFrom(table)
      .where("mailbox_id", "=", mailboxId)
      .where(key, "in", (row) =>
        row.selectFrom(table).select(key).where("mailbox_id", "=", mailboxId).limit(most),
      )
      .executeTakeFirstOrThrow();
    if (numDeletedRows > 0n) return true;
  }
  const folder = await db
    .selectFrom("mailboxes_folders")
    .select("id")
    .where("mailbox_id", "=", mailboxId)
    .limit(1)
    .executeTakeFirst();
  if (!folder) return false;
  await clearFolder(tx, folder.id, most);
  return true;
}

/** A folder goes once its conversations have gone, some at a time. */
async function clearFolder(tx: ChangeTx, folderId: string, most: number): Promise<void> {
  const db = tables(tx);
  const { numDeletedRows } = await db
    .deleteFrom("mailboxes_folder_threads")
    .where("folder_id", "=", folderId)
    .where("thread_id", "in", (row) =>
      row
        .selectFrom("mailboxes_folder_threads")
        .select("thread_id")
        .where("folder_id", "=", folderId)
        .limit(most),
    )
    .executeTakeFirstOrThrow();
  if (numDeletedRows > 0n) return;
  await db.deleteFrom("mailboxes_days").where("folder_id", "=", folderId).execute();
  await db.deleteFrom("mailboxes_readers").where("folder_id", "=", folderId).execute();
  await db.deleteFrom("mailboxes_folders").where("id", "=", folderId).execute();
}

/** What is left: its address, for nobody else, and how it came to its end. Its key is gone, so are copies of its files. */
async function finish(tx: ChangeTx, mailboxId: string): Promise<void> {
  await tables(tx)
    .updateTable("mailboxes_mailboxes")
    .set({ used_bytes: 0, messages: 0, threads: 0, delete_at: null, key_sealed: new Uint8Array() })
    .where("id", "=", mailboxId)
    .execute();
}
