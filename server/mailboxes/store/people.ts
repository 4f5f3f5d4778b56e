import type { Kysely } from "kysely";
import type { AuditRecord } from "../../audit/record.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { type Deed, may } from "../rules/rights.ts";
import type { FolderRole, MailboxView, Right } from "../views.ts";
import { holdMailboxes } from "./hold.ts";
import { insertFolder, insertMailbox, type MailboxWanted } from "./make-mailbox.ts";
import { countBefore } from "./place.ts";
import { writeStatus } from "./statuses.ts";
import type { MailboxesTables } from "./tables.ts";

const tables = tablesOf<MailboxesTables>;

export interface MembershipWanted {
  mailboxId: string;
  personId: string;
  right: Right;
  startsAt: number;
  endsAt: number | null;
  at: number;
  actor: string;
}

const findMembership = prepare(
  (db: Kysely<MailboxesTables>, { personId, mailboxId }: { personId: string; mailboxId: string }) =>
    db
      .selectFrom("mailboxes_memberships")
      .innerJoin("mailboxes_mailboxes", "mailboxes_mailboxes.id", "mailboxes_memberships.mailbox_id")
      .select([
        "mailboxes_memberships.right",
        "mailboxes_memberships.starts_at",
        "mailboxes_memberships.ends_at",
        "mailboxes_memberships.state as personState",
        "mailboxes_mailboxes.state as mailboxState",
        "mailboxes_mailboxes.status",
      ])
      .where("mailboxes_memberships.mailbox_id", "=", mailboxId)
      .where("mailboxes_memberships.person_id", "=", personId),
);

const findOpen = prepare((db: Kysely<MailboxesTables>, { personId }: { personId: string }) =>
  db
    .selectFrom("mailboxes_memberships")
    .innerJoin("mailboxes_mailboxes", "mailboxes_mailboxes.id", "mailboxes_memberships.mailbox_id")
    .innerJoin("mailboxes_folders as inbox", (join) =>
      join.onRef("inbox.mailbox_id", "=", "mailboxes_mailboxes.id").on("inbox.role", "=", "inbox"),
    )
    .select(["mailboxes_mailboxes.id", "address", "mailboxes_mailboxes.name", "kind", "inbox.id as inboxId"])
    .select(["right", "used_bytes", "quota_bytes", "starts_at", "ends_at", "status"])
    .where("mailboxes_memberships.person_id", "=", personId)
    // Those of an organisation first: the service's mailbox is what one opens.
    .orderBy((row) => row.case().when("kind", "=", "PER").then(1).else(0).end())
    .orderBy("mailboxes_mailboxes.created_at")
    .orderBy("mailboxes_mailboxes.name"),
);

const countInForce = prepare(
  (db: Kysely<MailboxesTables>, { ids, now }: { ids: readonly string[]; now: number }, among) =>
    db
      .selectFrom("mailboxes_memberships")
      .select((row) => ["mailbox_id as id", row.fn.countAll<number>().as("people")] as const)
      .where("mailbox_id", "in", among(ids))
      .where("starts_at", "<=", now)
      .where((one) => one.or([one("ends_at", "is", null), one("ends_at", ">", now)]))
      .groupBy("mailbox_id"),
);

const findByAddress = prepare((db: Kysely<MailboxesTables>, { address }: { address: string }) =>
  db
    .selectFrom("mailboxes_mailboxes")
    .select(["id", "address", "used_bytes", "quota_bytes", "status"])
    .where("address", "=", address),
);

/** The membership of a person who may do this deed now, with the states that he sees; `null` for everybody else. */
export async function standing(tx: ReadTx, personId: string, mailboxId: string, deed: Deed, now: number) {
  const [row] = (await findMembership(tables(tx), { personId, mailboxId })).rows;
  return row && may(row, deed, now) ? row : null;
}

/** Mailboxes and who may enter them. */
export function createPeople(audit: AuditRecord) {
  const changes = {
    /** Makes a mailbox with its folders, or brings name, service, responsible person and quota up to date. */
    async putMailbox(tx: ChangeTx, wanted: MailboxWanted): Promise<{ mailboxId: string; made: boolean }> {
      const db = tables(tx);
      const held = await db
        .selectFrom("mailboxes_mailboxes")
        .select(["id", "structure_id", "status"])
        .where("address", "=", wanted.address)
        .executeTakeFirst();
      if (held?.status === "deleted") throw new Error("the address was that of a mailbox that is deleted");
      if (held && held.structure_id !== wanted.structureId)
        throw new Error("the address belongs to another structure");
      const { name, service, responsible } = wanted;
      if (held)
        await db
          .updateTable("mailboxes_mailboxes")
          .set({ name, service, responsible, quota_bytes: wanted.quotaBytes })
          .where("id", "=", held.id)
          .execute();
      else {
        await insertMailbox(db, wanted);
        await writeStatus(tx, { ...wanted, mailboxId: wanted.id, reason: "" }, "active");
      }
      const mailboxId = held?.id ?? wanted.id;
      await audit.append(tx, {
        chain: `mailbox:${mailboxId}`,
        at: wanted.at,
        actor: wanted.actor,
        action: held ? "mailbox.changed" : "mailbox.made",
        object: mailboxId,
        outcome: "done",
        facts: { quota: wanted.quotaBytes },
      });
      tx.changed({ mailboxId });
      return { mailboxId, made: !held };
    },

    /**
     * Gives a right, or changes it. A right in force keeps its start; one that is over, or has not begun, gets the new
     * one. What a person has not read counts from his first start.
     */
    async putMembership(tx: ChangeTx, wanted: MembershipWanted): Promise<void> {
      const db = tables(tx);
      const {
        mailboxId: mailbox_id,
        personId: person_id,
        right,
        startsAt: starts_at,
        endsAt: ends_at,
      } = wanted;
      const [mailbox] = await holdMailboxes(tx, [mailbox_id]);
      const held = await db
        .selectFrom("mailboxes_memberships")
        .select(["right", "starts_at", "ends_at"])
        .where("mailbox_id", "=", mailbox_id)
        .where("person_id", "=", person_id)
        .executeTakeFirst();
      const start =
        held && may({ ...held, status: mailbox?.status ?? "deleted" }, "read", wanted.at)
          ? held.starts_at
          : starts_at;
      if (held && held.right === right && held.ends_at === ends_at && held.starts_at === start) return;
      if (held)
        await db
          .updateTable("mailboxes_memberships")
          .set({ right, starts_at: start, ends_at })
          .where("mailbox_id", "=", mailbox_id)
          .where("person_id", "=", person_id)
          .execute();
      else {
        await db
          .insertInto("mailboxes_memberships")
          .values({ mailbox_id, person_id, right, starts_at, ends_at, state: 1 })
          .execute();
        for (const folderId of await folderIds(db, mailbox_id))
          await addReader(db, folderId, person_id, starts_at);
      }
      await audit.append(tx, {
        chain: `mailbox:${mailbox_id}`,
        at: wanted.at,
        actor: wanted.actor,
        action: held ? "membership.changed" : "membership.given",
        object: person_id,
        outcome: "done",
        facts: { right, from: start, ...(ends_at === null ? {} : { until: ends_at }) },
      });
      tx.changed({ mailboxId: mailbox_id, personId: person_id });
    },

    /** The folder of this role, or of this name (made when missing). */
    async putFolder(
      tx: ChangeTx,
      args: {
        mailboxId: string;
        folder: { role: FolderRole } | { id: string; name: string };
        at: number;
        actor: string;
      },
    ): Promise<string> {
      const { mailboxId, folder, at, actor } = args;
      const db = tables(tx);
      await holdMailboxes(tx, [mailboxId]);
      const held = await db
        .selectFrom("mailboxes_folders")
        .select("id")
        .where("mailbox_id", "=", mailboxId)
        .where((row) => ("role" in folder ? row("role", "=", folder.role) : row("name", "=", folder.name)))
        .executeTakeFirst();
      if (held) return held.id;
      if ("role" in folder) throw new Error(`mailbox ${mailboxId} has no folder of role ${folder.role}`);
      const { id, name } = folder;
      const { state } = await db
        .updateTable("mailboxes_mailboxes")
        .set((row) => ({ state: row("state", "+", 1) }))
        .where("id", "=", mailboxId)
        .returning("state")
        .executeTakeFirstOrThrow();
      await insertFolder(db, { id, mailboxId, role: null, name, sortOrder: 50 }, state);
      const members = await db
        .selectFrom("mailboxes_memberships")
        .select(["person_id", "starts_at"])
        .where("mailbox_id", "=", mailboxId)
        .execute();
      for (const { person_id, starts_at } of members) await addReader(db, id, person_id, starts_at);
      await audit.append(tx, {
        chain: `mailbox:${mailboxId}`,
        at,
        actor,
        action: "folder.made",
        object: id,
        outcome: "done",
        facts: {},
      });
      tx.changed({ mailboxId });
      return id;
    },
  };

  const reads = {
    /** How many persons have a right on each of these mailboxes now; one that nobody has is not in the answer. */
    async countPeople(
      tx: ReadTx,
      given: { ids: readonly string[]; now: number },
    ): Promise<{ id: string; people: number }[]> {
      const { rows } = await countInForce(tables(tx), given);
      return rows.map(({ id, people }) => ({ id, people: Number(people) }));
    },

    async listMailboxes(
      tx: ReadTx,
      { personId, now }: { personId: string; now: number },
    ): Promise<MailboxView[]> {
      const { rows } = await findOpen(tables(tx), { personId });
      return rows
        .filter((row) => may(row, "read", now))
        .map(({ id, address, name, kind, inboxId, right, status, used_bytes, quota_bytes }) => ({
          id,
          address,
          name,
          kind,
          inboxId,
          right: status === "active" ? right : "reader",
          isClosed: status !== "active",
          usedBytes: used_bytes,
          quotaBytes: quota_bytes,
        }));
    },

    async findMailbox(tx: ReadTx, { address }: { address: string }) {
      return (await findByAddress(tables(tx), { address })).rows[0];
    },

    async mailboxKey(tx: ReadTx, { mailboxId }: { mailboxId: string }) {
      const row = await tables(tx)
        .selectFrom("mailboxes_mailboxes")
        .select("key_sealed")
        .where("id", "=", mailboxId)
        .executeTakeFirst();
      return row?.key_sealed;
    },

    async mailboxIds(tx: ReadTx): Promise<string[]> {
      const rows = await tables(tx).selectFrom("mailboxes_mailboxes").select("id").orderBy("id").execute();
      return rows.map(({ id }) => id);
    },
  };

  return { changes, reads };
}

async function folderIds(db: Kysely<MailboxesTables>, mailboxId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("mailboxes_folders")
    .select("id")
    .where("mailbox_id", "=", mailboxId)
    .execute();
  return rows.map(({ id }) => id);
}

async function addReader(
  db: Kysely<MailboxesTables>,
  folder_id: string,
  person_id: string,
  start_at: number,
) {
  const before = await countBefore(db, folder_id, start_at);
  await db
    .insertInto("mailboxes_readers")
    .values({ folder_id, person_id, start_at, before, seen: 0, unseen: 0, changed_state: 0 })
    .execute();
}
