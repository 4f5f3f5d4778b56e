import type { AuditRecord } from "../../audit/record.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { Asked } from "../rules/scope.ts";
import type { Right } from "../views.ts";
import { standing } from "./people.ts";
import type { MailboxesTables } from "./tables.ts";

const tables = tablesOf<MailboxesTables>;

/** How long somebody may wait between asking for a copy and fetching it. */
const fetchMs = 300_000;

/** A message on its way into a copy. */
export interface ExportedMessage {
  id: string;
  blobId: string;
  folderId: string;
  receivedAt: number;
  subject: string | null;
}

/** Where a page of messages ended; null before the first. */
export interface ExportPlace {
  receivedAt: number;
  id: string;
}

/** A mailbox that a person may take a copy of. */
export interface ExportableMailbox {
  id: string;
  name: string;
  address: string;
  messages: number;
  usedBytes: number;
  /** The last whole copy, by whomever. */
  lastAt: number | null;
}

type Mine = { exportId: string; personId: string; now: number };

/** Copies of whole mailboxes: asked for, fetched once, traced at both ends. Only whoever manages a mailbox has them. */
export function createExports(audit: AuditRecord) {
  const changes = {
    /** `null` when the person does not manage the mailbox. */
    async askExport(tx: ChangeTx, asked: Asked & { id: string }): Promise<{ messages: number } | null> {
      const { id, personId: person_id, mailboxId: mailbox_id, now } = asked;
      if (!(await standing(tx, person_id, mailbox_id, "export", now))) return null;
      const { messages } = await tables(tx)
        .selectFrom("mailboxes_mailboxes")
        .select("messages")
        .where("id", "=", mailbox_id)
        .executeTakeFirstOrThrow();
      await tables(tx)
        .insertInto("mailboxes_exports")
        .values({
          id,
          mailbox_id,
          person_id,
          messages,
          asked_at: now,
          begun_at: null,
          ended_at: null,
          done: 0,
        })
        .execute();
      return { messages };
    },

    /** Takes up a copy that was asked for, once; the trace of it is on disk before the first byte leaves. */
    async beginExport(
      tx: ChangeTx,
      { exportId, personId, now }: Mine,
    ): Promise<{ mailboxId: string; address: string; folders: { id: string; name: string }[] } | null> {
      const taken = await tables(tx)
        .updateTable("mailboxes_exports")
        .set({ begun_at: now })
        .where("id", "=", exportId)
        .where("person_id", "=", personId)
        .where("begun_at", "is", null)
        .where("asked_at", ">", now - fetchMs)
        .returning(["mailbox_id", "messages"])
        .executeTakeFirst();
      if (!taken) return null;
      const { mailbox_id: mailboxId, messages } = taken;
      if (!(await standing(tx, personId, mailboxId, "export", now))) return null;
      await trace(tx, { mailboxId, personId, now }, "mailbox.export-begun", { messages });
      const { address } = await tables(tx)
        .selectFrom("mailboxes_mailboxes")
        .select("address")
        .where("id", "=", mailboxId)
        .executeTakeFirstOrThrow();
      const folders = await tables(tx)
        .selectFrom("mailboxes_folders")
        .select(["id", "name"])
        .where("mailbox_id", "=", mailboxId)
        .execute();
      return { mailboxId, address, folders };
    },

    /** How far a copy is; `isWhole` when its last byte has left. */
    async countExported(
      tx: ChangeTx,
      { exportId, personId, now, done, isWhole }: Mine & { done: number; isWhole: boolean },
    ): Promise<void> {
      const row = await tables(tx)
        .updateTable("mailboxes_exports")
        .set({ done, ...(isWhole && { ended_at: now, messages: done }) })
        .where("id", "=", exportId)
        .where("person_id", "=", personId)
        .returning("mailbox_id")
        .executeTakeFirstOrThrow();
      if (isWhole)
        await trace(tx, { mailboxId: row.mailbox_id, personId, now }, "mailbox.exported", { messages: done });
    },
  };

  const reads = {
    /** The mailboxes that a person manages, closed ones too. */
    async exportable(
      tx: ReadTx,
      { personId, now }: { personId: string; now: number },
    ): Promise<ExportableMailbox[]> {
      const manager: Right = "manager";
      const rows = await tables(tx)
        .selectFrom("mailboxes_memberships")
        .innerJoin("mailboxes_mailboxes", "mailboxes_mailboxes.id", "mailboxes_memberships.mailbox_id")
        .select(["mailboxes_mailboxes.id", "name", "address", "messages", "used_bytes"])
        .select((row) =>
          row
            .selectFrom("mailboxes_exports")
            .select((one) => one.fn.max("ended_at").as("last"))
            .whereRef("mailboxes_exports.mailbox_id", "=", "mailboxes_mailboxes.id")
            .as("last"),
        )
        .where("person_id", "=", personId)
        .where("right", "=", manager)
        .where("starts_at", "<=", now)
        .where((one) => one.or([one("ends_at", "is", null), one("ends_at", ">", now)]))
        .where("status", "!=", "deleted")
        .orderBy("name")
        .execute();
      return rows.map(({ id, name, address, messages, used_bytes, last }) => ({
        id,
        name,
        address,
        messages,
        usedBytes: used_bytes,
        lastAt: last === null ? null : Number(last),
      }));
    },

    /** Some messages of a copy, by date; `null` once the person manages the mailbox no more. */
    async exportPage(
      tx: ReadTx,
      asked: Asked & { after: ExportPlace | null; most: number },
    ): Promise<ExportedMessage[] | null> {
      const { personId, mailboxId, now, after, most } = asked;
      if (!(await standing(tx, personId, mailboxId, "export", now))) return null;
      const rows = await tables(tx)
        .selectFrom("mailboxes_messages")
        .select(["id", "blob_id", "folder_id", "received_at", "envelope"])
        .where("mailbox_id", "=", mailboxId)
        .$if(after !== null, (query) =>
          query.where((one) =>
            one.or([
              one("received_at", ">", after?.receivedAt ?? 0),
              one.and([one("received_at", "=", after?.receivedAt ?? 0), one("id", ">", after?.id ?? "")]),
            ]),
          ),
        )
        .orderBy("received_at")
        .orderBy("id")
        .limit(most)
        .execute();
      return rows.map(({ id, blob_id, folder_id, received_at, envelope }) => ({
        id,
        blobId: blob_id,
        folderId: folder_id,
        receivedAt: received_at,
        // Written by this room (`boundEnvelope`).
        subject: (JSON.parse(envelope) as { subject: string | null }).subject,
      }));
    },

    async exportProgress(tx: ReadTx, { exportId, personId }: Mine): Promise<ExportProgress | null> {
      const row = await tables(tx)
        .selectFrom("mailboxes_exports")
        .select(["done", "messages", "begun_at", "ended_at"])
        .where("id", "=", exportId)
        .where("person_id", "=", personId)
        .executeTakeFirst();
      if (!row) return null;
      const { done, messages } = row;
      return { done, messages, isBegun: row.begun_at !== null, isWhole: row.ended_at !== null };
    },
  };
  return { changes, reads };

  function trace(
    tx: ChangeTx,
    { mailboxId, personId, now }: { mailboxId: string; personId: string; now: number },
    action: string,
    facts: Record<string, number>,
  ): Promise<void> {
    return audit.append(tx, {
      chain: `mailbox:${mailboxId}`,
      at: now,
      actor: `person:${personId}`,
      action,
      object: mailboxId,
      outcome: "done",
      facts,
    });
  }
}

export interface ExportProgress {
  done: number;
  messages: number;
  isBegun: boolean;
  isWhole: boolean;
}
