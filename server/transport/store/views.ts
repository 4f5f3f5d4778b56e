import type { Kysely } from "kysely";
import { type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { MailboxesRecord } from "../../mailboxes/record.ts";
import type { RecipientView, SubmissionChanges, SubmissionView } from "../views.ts";
import { type Candidate, findObstacle } from "./may-leave.ts";
import type { Asked } from "./submissions.ts";
import type { TransportTables } from "./tables.ts";

type Db = Kysely<TransportTables>;
const tables = tablesOf<TransportTables>;

/** What narrows a list of submissions; null leaves it as it is. */
export interface SubmissionFilter {
  ids: string[] | null;
  messageIds: string[] | null;
  threadIds: string[] | null;
}

/** What people see of what left their mailboxes. */
export function createSubmissionReads({ mailboxes }: { mailboxes: MailboxesRecord }) {
  return {
    /** The counter of submissions of a mailbox; null to whoever has no right on it. */
    async submissionState(tx: ReadTx, asked: Asked): Promise<string | null> {
      return (await mailboxes.states(tx, asked)) && stateOf(tables(tx), asked.mailboxId);
    },

    /** The newest first, at most `limit`. */
    async submissions(
      tx: ReadTx,
      { filter, limit, ...asked }: Asked & { filter: SubmissionFilter; limit: number },
    ): Promise<{ state: string; submissions: SubmissionView[] } | null> {
      if (!(await mailboxes.states(tx, asked))) return null;
      const db = tables(tx);
      const { ids, messageIds, threadIds } = filter;
      const found = await db
        .selectFrom("transport_submissions")
        .select(["id", "message_id", "thread_id", "person_id", "sender", "send_at", "canceled"])
        .where("mailbox_id", "=", asked.mailboxId)
        .where("destroyed_state", "is", null)
        .$if(ids !== null, (query) => query.where("id", "in", named(ids)))
        .$if(messageIds !== null, (query) => query.where("message_id", "in", named(messageIds)))
        .$if(threadIds !== null, (query) => query.where("thread_id", "in", named(threadIds)))
        .orderBy("send_at", "desc")
        .orderBy("id")
        .limit(limit)
        .execute();
      const rows = await db
        .selectFrom("transport_queue")
        .selectAll()
        .where("submission_id", "in", named(found.map(({ id }) => id)))
        .orderBy("place")
        .execute();
      const bySubmission = Map.groupBy(rows, (row) => row.submission_id);
      const submissions = found.map((one): SubmissionView => {
        const own = bySubmission.get(one.id) ?? [];
        const isUntouched = own.every(
          (row) => row.state === "waiting" && row.attempts === 0 && row.not_before > asked.now,
        );
        return {
          id: one.id,
          messageId: one.message_id,
          threadId: one.thread_id,
          personId: one.person_id,
          sender: one.sender,
          sendAt: one.send_at,
          undo: one.canceled === 1 ? "canceled" : isUntouched ? "pending" : "final",
          recipients: own.map(describe),
        };
      });
      return { state: await stateOf(db, asked.mailboxId), submissions };
    },

    /** Asked before the bytes are copied, and again in the change itself: `findObstacle`. */
    obstacle: (tx: ReadTx, { leaving, ...asked }: Asked & { leaving: Candidate }) =>
      findObstacle(tables(tx), asked, leaving),

    /** What moved since a state (RFC 8620 §5.2). */
    async submissionChanges(
      tx: ReadTx,
      { since, most, ...asked }: Asked & { since: string; most: number },
    ): Promise<SubmissionChanges | "too-old" | null> {
      if (!(await mailboxes.states(tx, asked))) return null;
      const db = tables(tx);
      const { now, forgotten } = await statesOf(db, asked.mailboxId);
      const from = /^\d{1,15}$/.test(since) ? Number(since) : Number.POSITIVE_INFINITY;
      if (from > now || from < forgotten) return "too-old";
      const rows = await db
        .selectFrom("transport_submissions")
        .select(["id", "created_state", "changed_state", "destroyed_state"])
        .where("mailbox_id", "=", asked.mailboxId)
        .where("changed_state", ">", from)
        .orderBy("changed_state")
        .limit(most + 1)
        .execute();
      // Each state is one submission's: a cut never parts one.
      const kept = rows.slice(0, most);
      const hasMoreChanges = rows.length > most;
      const isNew = (row: (typeof rows)[number]) => row.created_state > from;
      const idsOf = (some: typeof rows) => some.map(({ id }) => id);
      return {
        newState: String(hasMoreChanges ? (kept.at(-1)?.changed_state ?? from) : now),
        hasMoreChanges,
        created: idsOf(kept.filter((row) => isNew(row) && row.destroyed_state === null)),
        updated: idsOf(kept.filter((row) => !isNew(row) && row.destroyed_state === null)),
        destroyed: idsOf(kept.filter((row) => !isNew(row) && row.destroyed_state !== null)),
      };
    },
  };
}

async function stateOf(db: Db, mailboxId: string): Promise<string> {
  return String((await statesOf(db, mailboxId)).now);
}

async function statesOf(db: Db, mailboxId: string): Promise<{ now: number; forgotten: number }> {
  const row = await db
    .selectFrom("transport_states")
    .select(["state as now", "forgotten"])
    .where("mailbox_id", "=", mailboxId)
    .executeTakeFirst();
  return row ?? { now: 0, forgotten: 0 };
}

function describe(row: TransportTables["transport_queue"]): RecipientView {
  return {
    address: row.recipient,
    // That the sender has been told is no news to him.
    state: row.state === "returning" ? "failed" : row.state,
    reply: row.reply,
    repliedAt: row.replied_at,
    attempts: row.attempts,
    nextAt: row.state === "waiting" ? row.not_before : null,
  };
}

/** The ids of an `in (…)`, which may not be empty in every dialect. */
function named(ids: string[] | null): string[] {
  return ids && ids.length > 0 ? ids : [""];
}
