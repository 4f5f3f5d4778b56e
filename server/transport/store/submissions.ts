import { type Kysely, sql } from "kysely";
import type { AuditRecord } from "../../audit/record.ts";
import { type ChangeTx, tablesOf } from "../../foundations/database/operation.ts";
import type { MailboxesRecord } from "../../mailboxes/record.ts";
import type { KeywordUpdate } from "../../mailboxes/views.ts";
import type { AfterView, Submitted, Unsent } from "../views.ts";
import { findObstacle } from "./may-leave.ts";
import type { TransportTables } from "./tables.ts";

type Db = Kysely<TransportTables>;
const tables = tablesOf<TransportTables>;

/** Who asks, of which mailbox, and when. */
export interface Asked {
  personId: string;
  mailboxId: string;
  now: number;
  /** The password of the program that asks in her name, for the trace. */
  by?: { program: string };
}

/** A message on its way out; its bytes are on disk. */
export interface Leaving {
  id: string;
  messageId: string;
  threadId: string;
  blobId: string;
  size: number;
  sender: string;
  sendAt: number;
  expiresAt: number;
  recipients: { id: string; address: string; domain: string }[];
}

/** Letting messages go, and calling them back. */
export function createSubmissions({ audit, mailboxes }: { audit: AuditRecord; mailboxes: MailboxesRecord }) {
  /**
   * What happens to the message along with it (« Brouillons » to « Envoyés »), in the same transaction; first, so that
   * nothing has changed yet when it is refused.
   */
  async function applyAfter(
    tx: ChangeTx,
    asked: Asked,
    after: KeywordUpdate | null,
  ): Promise<AfterView | null | "refused"> {
    if (!after) return null;
    const done = await mailboxes.setKeywords(tx, { ...asked, updates: [after], ifInState: null });
    if (!done || done === "state-mismatch" || done.updated.length === 0) return "refused";
    return { oldState: done.oldState, newState: done.newState };
  }

  return {
    /** Lets a message go to all its recipients. `null` when the person has no right on the mailbox. */
    async submit(
      tx: ChangeTx,
      { leaving, after, ...asked }: Asked & { leaving: Leaving; after: KeywordUpdate | null },
    ): Promise<Submitted | null> {
      const right = await mailboxes.mayWrite(tx, asked);
      if (right === null) return null;
      if (!right) return { outcome: "forbidden" };
      const db = tables(tx);
      await holdState(db, asked.mailboxId);
      const obstacle = await findObstacle(db, asked, leaving);
      if (obstacle) return obstacle;
      const moved = await applyAfter(tx, asked, after);
      if (moved === "refused") return { outcome: "after-refused" };
      const state = await takeState(db, asked.mailboxId);
      await insertLeaving(db, asked, leaving, state);
      await audit.append(tx, {
        chain: `mailbox:${asked.mailboxId}`,
        at: asked.now,
        actor: `person:${asked.personId}`,
        action: "message.sent",
        object: leaving.messageId,
        outcome: "done",
        facts: {
          ...asked.by,
          submission: leaving.id,
          recipients: leaving.recipients.length,
          size: leaving.size,
        },
      });
      tx.changed({ mailboxId: asked.mailboxId });
      return {
        outcome: "submitted",
        id: leaving.id,
        sendAt: leaving.sendAt,
        state: `${state}`,
        after: moved,
      };
    },

    /** Calls a message back as long as nobody has tried to send it. `null` as above. */
    async unsend(
      tx: ChangeTx,
      { id, after, ...asked }: Asked & { id: string; after: KeywordUpdate | null },
    ): Promise<Unsent | null> {
      const right = await mailboxes.mayWrite(tx, asked);
      if (right === null) return null;
      const db = tables(tx);
      const found = await db
        .selectFrom("transport_submissions")
        .select(["message_id", "blob_id", "pending"])
        .where("id", "=", id)
        .where("mailbox_id", "=", asked.mailboxId)
        .where("destroyed_state", "is", null)
        .executeTakeFirst();
      if (!found) return { outcome: "not-found" };
      if (!right) return { outcome: "forbidden" };
      await holdState(db, asked.mailboxId);
      const rows = await db
        .selectFrom("transport_queue")
        .select(["state", "attempts", "not_before"])
        .where("submission_id", "=", id)
        .orderBy("place")
        // No other node takes them meanwhile; one that has taken them is waited for, and then it is too late.
        .$if(tx.dialect === "postgres", (query) => query.forUpdate())
        .execute();
      const isHere = (row: (typeof rows)[number]) =>
        row.state === "waiting" && row.attempts === 0 && row.not_before > asked.now;
      if (!rows.every(isHere)) return { outcome: "too-late" };
      const moved = await applyAfter(tx, asked, after);
      if (moved === "refused") return { outcome: "after-refused" };
      await db
        .updateTable("transport_queue")
        .set({ state: "canceled" })
        .where("submission_id", "=", id)
        .execute();
      const state = await takeState(db, asked.mailboxId);
      await db
        .updateTable("transport_submissions")
        .set({ canceled: 1, pending: 0, changed_state: state })
        .where("id", "=", id)
        .execute();
      await db.insertInto("transport_discards").values({ blob_id: found.blob_id }).execute();
      await audit.append(tx, {
        chain: `mailbox:${asked.mailboxId}`,
        at: asked.now,
        actor: `person:${asked.personId}`,
        action: "message.unsent",
        object: found.message_id,
        outcome: "done",
        facts: { ...asked.by, submission: id },
      });
      tx.changed({ mailboxId: asked.mailboxId });
      return { outcome: "unsent", state: `${state}`, after: moved };
    },

    /** Forgets submissions whose recipients' fates are all known: the message itself stays. Answers those forgotten. */
    async forgetSubmissions(tx: ChangeTx, { ids, ...asked }: Asked & { ids: string[] }) {
      if (!(await mailboxes.mayWrite(tx, asked))) return { state: null, destroyed: [] };
      const db = tables(tx);
      const destroyed: string[] = [];
      let state: number | null = null;
      for (const id of ids) {
        const known = await db
          .selectFrom("transport_submissions")
          .select("message_id")
          .where("id", "=", id)
          .where("mailbox_id", "=", asked.mailboxId)
          .where("destroyed_state", "is", null)
          .where("pending", "=", 0)
          .executeTakeFirst();
        if (!known) continue;
        state = await takeState(db, asked.mailboxId);
        await db
          .updateTable("transport_submissions")
          .set({ destroyed_state: state, changed_state: state })
          .where("id", "=", id)
          .execute();
        await audit.append(tx, {
          chain: `mailbox:${asked.mailboxId}`,
          at: asked.now,
          actor: `person:${asked.personId}`,
          action: "submission.forgotten",
          object: known.message_id,
          outcome: "done",
          facts: { ...asked.by, submission: id },
        });
        destroyed.push(id);
      }
      if (destroyed.length > 0) tx.changed({ mailboxId: asked.mailboxId });
      return { state: state === null ? null : `${state}`, destroyed };
    },
  };
}

/** Takes a mailbox's counter until the commit, so that what leaves it is looked at one after the other. */
async function holdState(db: Db, mailbox_id: string): Promise<void> {
  await db
    .insertInto("transport_states")
    .values({ mailbox_id, state: 0 })
    .onConflict((conflict) =>
      conflict.column("mailbox_id").doUpdateSet({ state: sql`transport_states.state` }),
    )
    .execute();
}

/** The next number of a mailbox's counter of submissions. */
export async function takeState(db: Db, mailbox_id: string): Promise<number> {
  const { state } = await db
    .insertInto("transport_states")
    .values({ mailbox_id, state: 1 })
    .onConflict((conflict) =>
      conflict.column("mailbox_id").doUpdateSet({ state: sql`transport_states.state + 1` }),
    )
    .returning("state")
    .executeTakeFirstOrThrow();
  return state;
}

async function insertLeaving(db: Db, asked: Asked, leaving: Leaving, state: number): Promise<void> {
  await db
    .insertInto("transport_submissions")
    .values({
      id: leaving.id,
      mailbox_id: asked.mailboxId,
      person_id: asked.personId,
      message_id: leaving.messageId,
      thread_id: leaving.threadId,
      blob_id: leaving.blobId,
      size: leaving.size,
      sender: leaving.sender,
      send_at: leaving.sendAt,
      canceled: 0,
      pending: leaving.recipients.length,
      created_state: state,
      changed_state: state,
      destroyed_state: null,
    })
    .execute();
  await db
    .insertInto("transport_queue")
    .values(
      leaving.recipients.map(({ id, address, domain }, place) => ({
        id,
        submission_id: leaving.id,
        mailbox_id: asked.mailboxId,
        place,
        recipient: address,
        domain,
        state: "waiting" as const,
        not_before: leaving.sendAt,
        expires_at: leaving.expiresAt,
        attempts: 0,
        leased_until: 0,
        lease: "",
        reply: null,
        replied_at: null,
      })),
    )
    .execute();
}
