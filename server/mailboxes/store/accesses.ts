import type { AuditRecord } from "../../audit/record.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { MailboxKind, Right } from "../views.ts";
import { holdMailboxes } from "./hold.ts";
import type { MailboxesTables } from "./tables.ts";

const tables = tablesOf<MailboxesTables>;

/** A mailbox as whoever gives rights on it sees it: its name, never what is in it. */
export interface StructureMailbox {
  id: string;
  address: string;
  name: string;
  kind: MailboxKind;
  /** How many persons have a right on it now. */
  people: number;
}

/** A right that is in force or to come. */
export interface GivenRight {
  mailboxId: string;
  personId: string;
  right: Right;
  from: number;
  /** The first instant without it; null while no end is set. */
  until: number | null;
}

export const accessReads = {
  /** The mailboxes of a structure, the oldest first. */
  async structureMailboxes(
    tx: ReadTx,
    { structureId, now }: { structureId: string; now: number },
  ): Promise<StructureMailbox[]> {
    const rows = await tables(tx)
      .selectFrom("mailboxes_mailboxes")
      .select(["id", "address", "name", "kind"])
      .select((row) =>
        row
          .selectFrom("mailboxes_memberships as members")
          .select((one) => one.fn.countAll<number>().as("people"))
          .whereRef("members.mailbox_id", "=", "mailboxes_mailboxes.id")
          .where("members.starts_at", "<=", now)
          .where((one) => one.or([one("members.ends_at", "is", null), one("members.ends_at", ">", now)]))
          .as("people"),
      )
      .where("structure_id", "=", structureId)
      .where("status", "!=", "deleted")
      .orderBy("created_at")
      .orderBy("name")
      .execute();
    return rows.map((row) => ({ ...row, people: Number(row.people ?? 0) }));
  },

  /** Their ids alone: whoever gives many rights asks for them each time, and counts nobody. */
  async structureMailboxIds(tx: ReadTx, { structureId }: { structureId: string }): Promise<string[]> {
    const rows = await tables(tx)
      .selectFrom("mailboxes_mailboxes")
      .select("id")
      .where("structure_id", "=", structureId)
      .where("status", "!=", "deleted")
      .execute();
    return rows.map(({ id }) => id);
  },

  /** What these persons may do in the mailboxes of a structure, from now on. */
  async rightsOf(
    tx: ReadTx,
    given: { structureId: string; personIds: string[]; now: number },
  ): Promise<GivenRight[]> {
    if (given.personIds.length === 0) return [];
    const rows = await tables(tx)
      .selectFrom("mailboxes_memberships")
      .innerJoin("mailboxes_mailboxes", "mailboxes_mailboxes.id", "mailboxes_memberships.mailbox_id")
      .select(["mailbox_id", "person_id", "right", "starts_at", "ends_at"])
      .where("mailboxes_mailboxes.structure_id", "=", given.structureId)
      .where("person_id", "in", given.personIds)
      .where((one) => one.or([one("ends_at", "is", null), one("ends_at", ">", given.now)]))
      .execute();
    return rows.map((row) => ({
      mailboxId: row.mailbox_id,
      personId: row.person_id,
      right: row.right,
      from: row.starts_at,
      until: row.ends_at,
    }));
  },

  /** Every right on a mailbox that is, will be or was: the last one of each person. */
  async membershipsOf(
    tx: ReadTx,
    { mailboxId }: { mailboxId: string },
  ): Promise<Omit<GivenRight, "mailboxId">[]> {
    const rows = await tables(tx)
      .selectFrom("mailboxes_memberships")
      .select(["person_id", "right", "starts_at", "ends_at"])
      .where("mailbox_id", "=", mailboxId)
      .execute();
    return rows.map((row) => ({
      personId: row.person_id,
      right: row.right,
      from: row.starts_at,
      until: row.ends_at,
    }));
  },
};

export function createAccesses(audit: AuditRecord) {
  return {
    /** Ends a right at once, in pages that are open too; false when there was none to end. */
    async endMembership(
      tx: ChangeTx,
      given: { mailboxId: string; personId: string; at: number; actor: string },
    ): Promise<boolean> {
      await holdMailboxes(tx, [given.mailboxId]);
      return end(tx, given);
    },

    /** Ends every right of a person; answers on how many mailboxes she had one. */
    async endMemberships(
      tx: ChangeTx,
      { personId, at, actor }: { personId: string; at: number; actor: string },
    ): Promise<number> {
      const rows = await tables(tx)
        .selectFrom("mailboxes_memberships")
        .select("mailbox_id")
        .where("person_id", "=", personId)
        .orderBy("mailbox_id")
        .execute();
      const mailboxIds = rows.map(({ mailbox_id }) => mailbox_id);
      if (mailboxIds.length === 0) return 0;
      await holdMailboxes(tx, mailboxIds);
      let ended = 0;
      for (const mailboxId of mailboxIds) if (await end(tx, { mailboxId, personId, at, actor })) ended += 1;
      return ended;
    },
  };

  async function end(
    tx: ChangeTx,
    given: { mailboxId: string; personId: string; at: number; actor: string },
  ): Promise<boolean> {
    const { mailboxId, personId, at, actor } = given;
    const { numUpdatedRows } = await tables(tx)
      .updateTable("mailboxes_memberships")
      .set({ ends_at: at })
      .where("mailbox_id", "=", mailboxId)
      .where("person_id", "=", personId)
      .where((one) => one.or([one("ends_at", "is", null), one("ends_at", ">", at)]))
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return false;
    await audit.append(tx, {
      chain: `mailbox:${mailboxId}`,
      at,
      actor,
      action: "membership.ended",
      object: personId,
      outcome: "done",
      facts: {},
    });
    tx.changed({ mailboxId, personId });
    return true;
  }
}
