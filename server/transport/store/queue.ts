import { type Kysely, sql } from "kysely";
import type { AuditRecord } from "../../audit/record.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { takeState } from "./submissions.ts";
import type { RowState, TransportTables } from "./tables.ts";

type Db = Kysely<TransportTables>;
const tables = tablesOf<TransportTables>;

/** Rows that one node holds: of one message, for one destination, at one stage. */
export interface Work {
  stage: "waiting" | "returning";
  submissionId: string;
  mailboxId: string;
  blobId: string;
  size: number;
  sender: string;
  /** When the message was let go. */
  sentAt: number;
  domain: string;
  rows: {
    id: string;
    recipient: string;
    attempts: number;
    expiresAt: number;
    reply: string | null;
    repliedAt: number | null;
  }[];
}

/** What became of one row. `again` waits until `notBefore`. */
export interface Settled {
  id: string;
  fate: "delivered" | "relayed" | "refused" | "again";
  reply: string;
  notBefore: number;
}

/** The most recipients of one transaction (RFC 5321 §4.5.3.1.8). */
const mostRecipients = 100;

/** The queue as the nodes work on it: claimed row by row, settled row by row. */
export function createQueue({ audit }: { audit: AuditRecord }) {
  const changes = {
    /** Takes what is due and that nobody holds, and keeps it from the other nodes until the lease ends. */
    async claim(
      tx: ChangeTx,
      { now, until, lease, busy }: { now: number; until: number; lease: string; busy: string[] },
    ): Promise<Work | null> {
      const db = tables(tx);
      const due = await db
        .selectFrom("transport_queue")
        .select(["submission_id", "domain", "state"])
        .where("state", "in", ["waiting", "returning"])
        .where("not_before", "<=", now)
        .where("leased_until", "<=", now)
        .$if(busy.length > 0, (query) => query.where("domain", "not in", busy))
        .orderBy("not_before")
        .limit(1)
        // Two nodes never wait for one another here; SQLite has one writer.
        .$if(tx.dialect === "postgres", (query) => query.forUpdate().skipLocked())
        .executeTakeFirst();
      if (!due) return null;
      const rows = await db
        .updateTable("transport_queue")
        .set((row) => ({ leased_until: until, lease, attempts: row("attempts", "+", 1) }))
        .where("id", "in", (row) =>
          row
            .selectFrom("transport_queue")
            .select("id")
            .where("submission_id", "=", due.submission_id)
            .where("domain", "=", due.domain)
            .where("state", "=", due.state)
            .where("not_before", "<=", now)
            .where("leased_until", "<=", now)
            .orderBy("place")
            .limit(mostRecipients),
        )
        // Held against the rows again once they are locked: they may have been called back meanwhile.
        .where("state", "=", due.state)
        .where("not_before", "<=", now)
        .where("leased_until", "<=", now)
        .returning(["id", "recipient", "place", "attempts", "expires_at", "reply", "replied_at"])
        .execute();
      const { blob_id, ...of } = await db
        .selectFrom("transport_submissions")
        .select(["mailbox_id", "blob_id", "size", "sender", "send_at"])
        .where("id", "=", due.submission_id)
        .executeTakeFirstOrThrow();
      return {
        stage: due.state === "returning" ? "returning" : "waiting",
        submissionId: due.submission_id,
        mailboxId: of.mailbox_id,
        blobId: blob_id,
        size: of.size,
        sender: of.sender,
        sentAt: of.send_at,
        domain: due.domain,
        rows: rows
          .sort((a, b) => a.place - b.place)
          .map(({ expires_at, replied_at, id, recipient, attempts, reply }) => ({
            id,
            recipient,
            attempts,
            reply,
            expiresAt: expires_at,
            repliedAt: replied_at,
          })),
      };
    },

    /** Holds rows longer; false when another node has them, and this one has to let go. */
    async renew(tx: ChangeTx, { lease, until, count }: { lease: string; until: number; count: number }) {
      const { numUpdatedRows } = await tables(tx)
        .updateTable("transport_queue")
        .set({ leased_until: until })
        .where("lease", "=", lease)
        .where("state", "in", ["waiting", "returning"])
        .executeTakeFirstOrThrow();
      return Number(numUpdatedRows) === count;
    },

    /** At the start of a node: what it held when it was stopped is free again; all that is held where it is the only one. */
    async release(tx: ChangeTx, { node }: { node: string }): Promise<void> {
      await tables(tx)
        .updateTable("transport_queue")
        .set({ leased_until: 0 })
        .where("leased_until", ">", 0)
        .where("state", "in", ["waiting", "returning"])
        .$if(tx.dialect === "postgres", (query) => query.where("lease", "like", `${node}.%`))
        .execute();
    },

    /** Writes what became of rows that this lease still holds. */
    async settle(
      tx: ChangeTx,
      args: { lease: string; now: number; submissionId: string; mailboxId: string; settled: Settled[] },
    ): Promise<void> {
      const db = tables(tx);
      const { lease, now, submissionId, mailboxId } = args;
      const state = await takeState(db, mailboxId);
      let done = 0;
      for (const { id, fate, reply, notBefore } of args.settled) {
        const row = await db
          .updateTable("transport_queue")
          .set({ ...stageOf(fate, notBefore, now), leased_until: 0, lease: "", reply, replied_at: now })
          .where("id", "=", id)
          .where("lease", "=", lease)
          .where("state", "=", "waiting")
          .returning(["domain", "attempts"])
          .executeTakeFirst();
        if (!row || fate === "again") continue;
        if (fate !== "refused") done++;
        await audit.append(tx, {
          chain: `mailbox:${mailboxId}`,
          at: now,
          actor: "program",
          action: `message.${fate}`,
          object: submissionId,
          outcome: fate === "refused" ? "refused" : "done",
          facts: { domain: row.domain, attempts: row.attempts, code: Number.parseInt(reply, 10) || 0 },
        });
      }
      await finish(db, { submissionId, state, done });
      tx.changed({ mailboxId });
    },

    /** The mailbox has been told of a failure: the row is at its end. */
    async returned(
      tx: ChangeTx,
      args: { lease: string; now: number; id: string; submissionId: string; mailboxId: string },
    ): Promise<void> {
      const db = tables(tx);
      const { lease, now, id, submissionId, mailboxId } = args;
      const { numUpdatedRows } = await db
        .updateTable("transport_queue")
        .set({ state: "failed", leased_until: 0, lease: "" })
        .where("id", "=", id)
        .where("lease", "=", lease)
        .where("state", "=", "returning")
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return;
      await finish(db, { submissionId, state: await takeState(db, mailboxId), done: 1 });
      await audit.append(tx, {
        chain: `mailbox:${mailboxId}`,
        at: now,
        actor: "program",
        action: "message.returned",
        object: submissionId,
        outcome: "done",
        facts: {},
      });
      tx.changed({ mailboxId });
    },

    /** Lets a failure wait: the mailbox that is to be told of it cannot take the message now. */
    async postpone(tx: ChangeTx, { lease, notBefore }: { lease: string; notBefore: number }): Promise<void> {
      await tables(tx)
        .updateTable("transport_queue")
        .set({ leased_until: 0, lease: "", not_before: notBefore })
        .where("lease", "=", lease)
        .execute();
    },

    /** Which of these blobs still have to leave. */
    async blobsWithRow(tx: ChangeTx, { ids }: { ids: string[] }): Promise<string[]> {
      if (ids.length === 0) return [];
      // What a node that was killed had asked to commit may still be under way there.
      if (tx.dialect === "postgres") await sql`lock table transport_submissions in share mode`.execute(tx.db);
      const rows = await tables(tx)
        .selectFrom("transport_submissions")
        .select("blob_id")
        .where("blob_id", "in", ids)
        .where("pending", ">", 0)
        .execute();
      return rows.map(({ blob_id }) => blob_id);
    },

    /** These blobs are off the disk. */
    async discarded(tx: ChangeTx, { ids }: { ids: string[] }): Promise<void> {
      await tables(tx).deleteFrom("transport_discards").where("blob_id", "in", ids).execute();
    },
  };

  const reads = {
    /** When the next row that nobody holds is due; null when none waits. */
    async nextDue(tx: ReadTx, { now }: { now: number }): Promise<number | null> {
      const row = await tables(tx)
        .selectFrom("transport_queue")
        .select("not_before")
        .where("state", "in", ["waiting", "returning"])
        .where("leased_until", "<=", now)
        .orderBy("not_before")
        .limit(1)
        .executeTakeFirst();
      return row?.not_before ?? null;
    },

    async discards(tx: ReadTx): Promise<string[]> {
      const rows = await tables(tx).selectFrom("transport_discards").select("blob_id").limit(200).execute();
      return rows.map(({ blob_id }) => blob_id);
    },
  };
  return { changes, reads };
}

function stageOf(
  fate: Settled["fate"],
  notBefore: number,
  now: number,
): { state: RowState; not_before: number } {
  if (fate === "again") return { state: "waiting", not_before: notBefore };
  return { state: fate === "refused" ? "returning" : fate, not_before: now };
}

/** Counts rows that are at their end; with the last one of a message its bytes may go. */
async function finish(
  db: Db,
  { submissionId, state, done }: { submissionId: string; state: number; done: number },
): Promise<void> {
  const { pending, blob_id } = await db
    .updateTable("transport_submissions")
    .set((row) => ({ pending: row("pending", "-", done), changed_state: state }))
    .where("id", "=", submissionId)
    .returning(["pending", "blob_id"])
    .executeTakeFirstOrThrow();
  if (pending === 0 && done > 0) await db.insertInto("transport_discards").values({ blob_id }).execute();
}
