import type { Kysely } from "kysely";
import type { AuditRecord } from "../../audit/record.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { may } from "../rules/rights.ts";
import type { DestroyedView } from "../views.ts";
import { findBar, type Incoming, insertMessage } from "./delivery.ts";
import { holdMailboxes } from "./hold.ts";
import { countLeft } from "./leave.ts";
import type { Asked } from "../rules/scope.ts";
import { standing } from "./people.ts";
import type { MailboxesTables } from "./tables.ts";

type Db = Kysely<MailboxesTables>;
const tables = tablesOf<MailboxesTables>;

/** What one person may keep uploaded at a time: two messages' files, in number (`mostFiles` of a draft). */
const mostUploaded = { octets: 200_000_000, files: 200 };

export type Made =
  | { outcome: "made"; threadId: string; oldState: string; newState: string }
  | { outcome: "forbidden" | "full" | "folder-not-found" | "state-mismatch" };

/** Messages that people write here, what they bring for them, and messages that go for good. */
export function createWriting(audit: AuditRecord) {
  const changes = {
    /** Puts a message that was written here into its folder. `null` when the person has no right on the mailbox. */
    async make(
      tx: ChangeTx,
      asked: Asked & { incoming: Incoming & { folderId: string }; ifInState: string | null },
    ): Promise<Made | null> {
      const db = tables(tx);
      const { incoming, personId, mailboxId, now } = asked;
      await holdMailboxes(tx, [mailboxId]);
      const member = await standing(tx, personId, mailboxId, "read", now);
      if (!member) return null;
      if (!may(member, "write", now)) return { outcome: "forbidden" };
      const oldState = `${member.mailboxState}.${member.personState}`;
      if (asked.ifInState !== null && asked.ifInState !== oldState) return { outcome: "state-mismatch" };
      if (!(await hasFolder(db, mailboxId, incoming.folderId))) return { outcome: "folder-not-found" };
      const bar = await findBar(tx, [incoming]);
      if (bar) return { outcome: bar === "closed" ? "forbidden" : bar };
      const threadId = await insertMessage(db, incoming);
      await audit.append(tx, {
        chain: `mailbox:${mailboxId}`,
        at: now,
        actor: `person:${personId}`,
        action: "message.written",
        object: incoming.messageId,
        outcome: "done",
        facts: { ...asked.by, size: incoming.size, conversation: threadId },
      });
      tx.changed({ mailboxId });
      const newState = `${member.mailboxState + 1}.${member.personState}`;
      return { outcome: "made", threadId, oldState, newState };
    },

    /** Destroys messages for good; a tombstone of each stays, and its blob is to be removed. */
    async destroy(
      tx: ChangeTx,
      asked: Asked & { ids: string[]; ifInState: string | null },
    ): Promise<DestroyedView | "state-mismatch" | null> {
      const { personId, mailboxId, now } = asked;
      await holdMailboxes(tx, [mailboxId]);
      const member = await standing(tx, personId, mailboxId, "read", now);
      if (!member) return null;
      const oldState = `${member.mailboxState}.${member.personState}`;
      if (asked.ifInState !== null && asked.ifInState !== oldState) return "state-mismatch";
      const done: DestroyedView = {
        oldState,
        newState: oldState,
        destroyed: [],
        notFound: [],
        forbidden: [],
      };
      if (!may(member, "write", now)) return { ...done, forbidden: asked.ids };
      let state = member.mailboxState;
      for (const id of asked.ids) {
        const gone = await destroyOne(tables(tx), mailboxId, id);
        if (gone === null) {
          done.notFound.push(id);
          continue;
        }
        state = gone.state;
        done.destroyed.push(id);
        await audit.append(tx, {
          chain: `mailbox:${mailboxId}`,
          at: now,
          actor: `person:${personId}`,
          action: "message.destroyed",
          object: id,
          outcome: "done",
          facts: { ...asked.by, size: gone.size },
        });
      }
      if (done.destroyed.length > 0) tx.changed({ mailboxId });
      return { ...done, newState: `${state}.${member.personState}` };
    },

    /** Keeps what a person has brought for a message; `too-much` when she keeps much already. */
    async keepUpload(
      tx: ChangeTx,
      asked: Asked & { blobId: string; type: string; size: number; expiresAt: number },
    ): Promise<"kept" | "too-much" | "forbidden" | null> {
      const db = tables(tx);
      const { personId: person_id, mailboxId: mailbox_id, blobId: blob_id, type, size, now } = asked;
      const member = await standing(tx, person_id, mailbox_id, "read", now);
      if (!member) return null;
      if (!may(member, "write", now)) return "forbidden";
      const held = await db
        .selectFrom("mailboxes_uploads")
        .select((row) => [
          row.fn.sum<number | null>("size").as("octets"),
          row.fn.countAll<number>().as("files"),
        ])
        .where("person_id", "=", person_id)
        .executeTakeFirst();
      const octets = Number(held?.octets ?? 0) + size;
      if (octets > mostUploaded.octets || Number(held?.files ?? 0) >= mostUploaded.files) return "too-much";
      await db
        .insertInto("mailboxes_uploads")
        .values({ blob_id, mailbox_id, person_id, type, size, expires_at: asked.expiresAt })
        .execute();
      await audit.append(tx, {
        chain: `mailbox:${mailbox_id}`,
        at: now,
        actor: `person:${person_id}`,
        action: "upload.kept",
        object: blob_id,
        outcome: "done",
        facts: { ...asked.by, size },
      });
      return "kept";
    },
  };

  const reads = {
    /** Whether the person may write in the mailbox; `null` when she has no right on it at all. */
    async mayWrite(tx: ReadTx, { personId, mailboxId, now }: Asked): Promise<boolean | null> {
      const member = await standing(tx, personId, mailboxId, "read", now);
      return member && may(member, "write", now);
    },

    /** An upload of this person, while it is kept and she may write there. */
    async upload(tx: ReadTx, asked: Asked & { blobId: string }) {
      const { personId, mailboxId, blobId, now } = asked;
      if (!(await standing(tx, personId, mailboxId, "write", now))) return null;
      const found = await tables(tx)
        .selectFrom("mailboxes_uploads")
        .select(["type", "size"])
        .where("blob_id", "=", blobId)
        .where("mailbox_id", "=", mailboxId)
        .where("person_id", "=", personId)
        .where("expires_at", ">", now)
        .executeTakeFirst();
      return found ?? null;
    },
  };
  return { changes, reads };
}

/** Whether a folder is of this mailbox. */
export async function hasFolder(db: Db, mailboxId: string, folderId: string): Promise<boolean> {
  const found = await db
    .selectFrom("mailboxes_folders")
    .select("id")
    .where("id", "=", folderId)
    .where("mailbox_id", "=", mailboxId)
    .executeTakeFirst();
  return found !== undefined;
}

async function destroyOne(
  db: Db,
  mailboxId: string,
  id: string,
): Promise<{ state: number; size: number } | null> {
  const row = await db
    .selectFrom("mailboxes_messages")
    .select(["folder_id", "thread_id", "received_at", "blob_id", "size", "created_state"])
    .where("id", "=", id)
    .where("mailbox_id", "=", mailboxId)
    .executeTakeFirst();
  if (!row) return null;
  const { thread_id, size } = row;
  const other = await db
    .selectFrom("mailboxes_messages")
    .select("id")
    .where("thread_id", "=", thread_id)
    .where("id", "!=", id)
    .limit(1)
    .executeTakeFirst();
  const { state } = await db
    .updateTable("mailboxes_mailboxes")
    .set((now) => ({
      state: now("state", "+", 1),
      used_bytes: now("used_bytes", "-", size),
      messages: now("messages", "-", 1),
      threads: now("threads", "-", other ? 0 : 1),
    }))
    .where("id", "=", mailboxId)
    .returning("state")
    .executeTakeFirstOrThrow();
  const placed = { folderId: row.folder_id, threadId: thread_id, messageId: id, receivedAt: row.received_at };
  await countLeft(db, placed, state);
  await db.deleteFrom("mailboxes_messages").where("id", "=", id).execute();
  await db.deleteFrom("mailboxes_seen").where("message_id", "=", id).execute();
  // An id is never given twice: a late answer begins a conversation of its own.
  if (!other) await db.deleteFrom("mailboxes_references").where("thread_id", "=", thread_id).execute();
  await db
    .insertInto("mailboxes_tombstones")
    .values({
      mailbox_id: mailboxId,
      message_id: id,
      thread_id,
      thread_gone: other ? 0 : 1,
      created_state: row.created_state,
      destroyed_state: state,
    })
    .execute();
  await db.insertInto("mailboxes_discards").values({ blob_id: row.blob_id }).execute();
  return { state, size };
}
