import { sql } from "kysely";
import type { AuditRecord } from "../../audit/record.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { Asked } from "../rules/scope.ts";
import { standing } from "./people.ts";
import type { MailboxesTables } from "./tables.ts";

const tables = tablesOf<MailboxesTables>;

/** Readings and their trace, and what the mailboxes' own upkeep needs. */
export function createUpkeep(audit: AuditRecord) {
  const changes = {
    /**
     * Traces that a body or a part goes out to a person: one row per person, message and session. `false` when the
     * person has no right on the mailbox or the message is not in it.
     */
    async recordReading(
      tx: ChangeTx,
      asked: Asked & { messageId: string; sessionId: string },
    ): Promise<boolean> {
      const db = tables(tx);
      if (!(await standing(tx, asked.personId, asked.mailboxId, "read", asked.now))) return false;
      const message = await db
        .selectFrom("mailboxes_messages")
        .select("id")
        .where("id", "=", asked.messageId)
        .where("mailbox_id", "=", asked.mailboxId)
        .executeTakeFirst();
      if (!message) return false;
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("mailboxes_readings")
        .values({ session_id: asked.sessionId, message_id: asked.messageId, at: asked.now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 1n)
        await audit.append(tx, {
          chain: `mailbox:${asked.mailboxId}`,
          at: asked.now,
          actor: `person:${asked.personId}`,
          action: "message.read",
          object: asked.messageId,
          outcome: "done",
          facts: { session: asked.sessionId },
        });
      return true;
    },

    /** Which of these blobs have a message or were brought for one, once every delivery on its way has ended. */
    async blobsWithRow(tx: ChangeTx, { ids }: { ids: string[] }): Promise<string[]> {
      // What a node that was killed had asked to commit may still be under way there.
      if (tx.dialect === "postgres")
        await sql`lock table mailboxes_messages, mailboxes_uploads in share mode`.execute(tx.db);
      const found: string[] = [];
      for (let at = 0; at < ids.length; at += 500) {
        const some = ids.slice(at, at + 500);
        for (const table of ["mailboxes_messages", "mailboxes_uploads"] as const) {
          const rows = await tables(tx)
            .selectFrom(table)
            .select("blob_id")
            .where("blob_id", "in", some)
            .execute();
          found.push(...rows.map(({ blob_id }) => blob_id));
        }
      }
      return found;
    },

    /**
     * Forgets arrivals that no peer sends again, readings whose session is long over, and uploads that nobody used.
     * Safe to run twice.
     */
    async forget(
      tx: ChangeTx,
      { now, readingsBefore }: { now: number; readingsBefore: number },
    ): Promise<void> {
      await tables(tx).deleteFrom("mailboxes_arrivals").where("keep_until", "<", now).execute();
      await tables(tx).deleteFrom("mailboxes_readings").where("at", "<", readingsBefore).execute();
      await tables(tx)
        .insertInto("mailboxes_discards")
        .columns(["blob_id"])
        .expression((row) =>
          row.selectFrom("mailboxes_uploads").select("blob_id").where("expires_at", "<=", now),
        )
        .execute();
      await tables(tx).deleteFrom("mailboxes_uploads").where("expires_at", "<=", now).execute();
    },

    /** These blobs are off the disk. */
    async discarded(tx: ChangeTx, { ids }: { ids: string[] }): Promise<void> {
      await tables(tx).deleteFrom("mailboxes_discards").where("blob_id", "in", ids).execute();
    },
  };

  const reads = {
    /** Blobs to remove from the disk, some at a time. */
    async discards(tx: ReadTx): Promise<string[]> {
      const rows = await tables(tx).selectFrom("mailboxes_discards").select("blob_id").limit(200).execute();
      return rows.map(({ blob_id }) => blob_id);
    },
  };

  return { changes, reads };
}
