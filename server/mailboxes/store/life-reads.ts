import { type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { MailboxKind, MailboxStatus } from "../views.ts";
import { statusesOf, type StatusStep } from "./statuses.ts";
import type { MailboxesTables } from "./tables.ts";

const tables = tablesOf<MailboxesTables>;

/** A mailbox as whoever looks after it sees it: what it is, how it stands, how full. Never what is in it. */
export interface KeptMailbox {
  id: string;
  structureId: string;
  address: string;
  name: string;
  kind: MailboxKind;
  service: string;
  responsible: string;
  description: string;
  redList: boolean;
  /** PER, CAB: whose RPPS it stands under. */
  holderId: string | null;
  status: MailboxStatus;
  /** When it is to go; null when it is not, or has gone. */
  deleteAt: number | null;
  messages: number;
  usedBytes: number;
  quotaBytes: number;
  /** Persons who have a right on it now, and those of them who manage it. */
  people: number;
  managers: number;
}

/** A copy of a whole mailbox that somebody who manages it took to its end. */
export interface ExportTaken {
  mailboxId: string;
  personId: string;
  endedAt: number;
  messages: number;
}

/** What the mailboxes of a structure hold, and may hold; octets. */
export interface StructureRoom {
  quotaBytes: number | null;
  givenBytes: number;
  usedBytes: number;
  mailboxes: number;
}

/** What nothing but a look at the counters tells of a mailbox that is not in order. */
export interface UnhealthyMailbox {
  id: string;
  name: string;
  address: string;
  usedBytes: number;
  quotaBytes: number;
  isWithoutResponsible: boolean;
  isNearlyFull: boolean;
}

/** From this part of its quota on, a mailbox is nearly full: percent. */
const nearlyFullPercent = 80;

export const lifeReads = {
  /** The mailboxes of a structure with how they stand, the oldest first; those that are deleted too. */
  async keptMailboxes(
    tx: ReadTx,
    { structureId, now }: { structureId: string; now: number },
  ): Promise<KeptMailbox[]> {
    const rows = await selectKept(tx, now).where("structure_id", "=", structureId).execute();
    return rows.map(asKept);
  },

  async keptMailbox(tx: ReadTx, { id, now }: { id: string; now: number }): Promise<KeptMailbox | null> {
    const row = await selectKept(tx, now).where("id", "=", id).executeTakeFirst();
    return row ? asKept(row) : null;
  },

  /** Whether some mailbox has this address, or ever had it. */
  async addressTaken(tx: ReadTx, { address }: { address: string }): Promise<boolean> {
    const row = await tables(tx)
      .selectFrom("mailboxes_mailboxes")
      .select("id")
      .where("address", "=", address)
      .executeTakeFirst();
    return row !== undefined;
  },

  statuses: (tx: ReadTx, { mailboxId }: { mailboxId: string }): Promise<StatusStep[]> =>
    statusesOf(tx, mailboxId),

  /** The last whole copy of each of these mailboxes. */
  async lastExports(tx: ReadTx, { mailboxIds }: { mailboxIds: string[] }): Promise<ExportTaken[]> {
    if (mailboxIds.length === 0) return [];
    const rows = await tables(tx)
      .selectFrom("mailboxes_exports")
      .select(["mailbox_id", "person_id", "ended_at", "messages"])
      .where("mailbox_id", "in", mailboxIds)
      .where("ended_at", "is not", null)
      .orderBy("ended_at")
      .execute();
    const last = new Map(
      rows.map((row) => [
        row.mailbox_id,
        {
          mailboxId: row.mailbox_id,
          personId: row.person_id,
          endedAt: row.ended_at ?? 0,
          messages: row.messages,
        },
      ]),
    );
    return [...last.values()];
  },

  /** What a structure's mailboxes hold together; from their counters, whatever they hold. */
  async structureRoom(tx: ReadTx, { structureId }: { structureId: string }): Promise<StructureRoom> {
    const sums = await tables(tx)
      .selectFrom("mailboxes_mailboxes")
      .select((row) => [
        row.fn.sum<number | null>("quota_bytes").as("given"),
        row.fn.sum<number | null>("used_bytes").as("used"),
        row.fn.countAll<number>().as("mailboxes"),
      ])
      .where("structure_id", "=", structureId)
      .where("status", "!=", "deleted")
      .executeTakeFirst();
    const limit = await tables(tx)
      .selectFrom("mailboxes_structures")
      .select("quota_bytes")
      .where("structure_id", "=", structureId)
      .executeTakeFirst();
    return {
      quotaBytes: limit ? Number(limit.quota_bytes) : null,
      givenBytes: Number(sums?.given ?? 0),
      usedBytes: Number(sums?.used ?? 0),
      mailboxes: Number(sums?.mailboxes ?? 0),
    };
  },

  /** The mailboxes of a structure that want a look: nobody answers for one, or it is nearly full. */
  async unhealthyMailboxes(
    tx: ReadTx,
    { structureId }: { structureId: string },
  ): Promise<UnhealthyMailbox[]> {
    const rows = await tables(tx)
      .selectFrom("mailboxes_mailboxes")
      .select(["id", "name", "address", "kind", "responsible", "used_bytes", "quota_bytes"])
      .where("structure_id", "=", structureId)
      .where("status", "in", ["active", "suspended"])
      .orderBy("name")
      .execute();
    return rows
      .map((row) => ({
        id: row.id,
        name: row.name,
        address: row.address,
        usedBytes: row.used_bytes,
        quotaBytes: row.quota_bytes,
        // A PER has its holder to answer for it (domain §1.2).
        isWithoutResponsible: (row.kind === "ORG" || row.kind === "APP") && row.responsible.trim() === "",
        isNearlyFull: row.used_bytes * 100 >= row.quota_bytes * nearlyFullPercent,
      }))
      .filter(({ isWithoutResponsible, isNearlyFull }) => isWithoutResponsible || isNearlyFull);
  },
};

function selectKept(tx: ReadTx, now: number) {
  return tables(tx)
    .selectFrom("mailboxes_mailboxes")
    .select([
      "id",
      "structure_id",
      "address",
      "name",
      "kind",
      "service",
      "responsible",
      "description",
      "red_list",
      "holder_id",
      "status",
      "delete_at",
      "messages",
      "used_bytes",
      "quota_bytes",
    ])
    .select((row) => {
      const members = row
        .selectFrom("mailboxes_memberships as members")
        .select((one) => one.fn.countAll<number>().as("count"))
        .whereRef("members.mailbox_id", "=", "mailboxes_mailboxes.id")
        .where("members.starts_at", "<=", now)
        .where((one) => one.or([one("members.ends_at", "is", null), one("members.ends_at", ">", now)]));
      return [members.as("people"), members.where("members.right", "=", "manager").as("managers")];
    })
    .orderBy("created_at")
    .orderBy("name");
}

type KeptRow = Awaited<ReturnType<ReturnType<typeof selectKept>["execute"]>>[number];

function asKept(row: KeptRow): KeptMailbox {
  return {
    id: row.id,
    structureId: row.structure_id,
    address: row.address,
    name: row.name,
    kind: row.kind,
    service: row.service,
    responsible: row.responsible,
    description: row.description,
    status: row.status,
    messages: row.messages,
    redList: row.red_list === 1,
    holderId: row.holder_id,
    deleteAt: row.delete_at,
    usedBytes: row.used_bytes,
    quotaBytes: row.quota_bytes,
    people: Number(row.people ?? 0),
    managers: Number(row.managers ?? 0),
  };
}
