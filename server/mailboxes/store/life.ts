import type { AuditRecord } from "../../audit/record.ts";
import { type ChangeTx, tablesOf } from "../../foundations/database/operation.ts";
import { takeTurn } from "../../foundations/database/turns.ts";
import { afterStep, type LifeStep } from "../rules/life.ts";
import type { MailboxStatus } from "../views.ts";
import { holdMailboxes } from "./hold.ts";
import { lifeReads } from "./life-reads.ts";
import { insertMailbox, type MailboxWanted } from "./make-mailbox.ts";
import { statusesOf, writeStatus } from "./statuses.ts";
import type { MailboxesTables } from "./tables.ts";

const tables = tablesOf<MailboxesTables>;

/** What of a mailbox may change once it is made (domain §1.2): neither its address nor its kind. */
export interface MailboxFacts {
  name: string;
  service: string;
  responsible: string;
  description: string;
  redList: boolean;
  quotaBytes: number;
}

interface OnMailbox {
  mailboxId: string;
  at: number;
  actor: string;
}

export type Step = OnMailbox & {
  step: LifeStep;
  reason: string;
  /** With `unpublish`: when what it holds goes. */
  deleteAt?: number;
};

const actions: Record<LifeStep, string> = {
  suspend: "mailbox.suspended",
  resume: "mailbox.resumed",
  unpublish: "mailbox.unpublished",
  keep: "mailbox.kept",
  delete: "mailbox.deleted",
};

/** How mailboxes come, change, close and go. Whose they are is asked by whoever calls. */
export function createLife(audit: AuditRecord) {
  return {
    /** A mailbox under an address that none has or ever had; whoever was first has it. */
    async addMailbox(tx: ChangeTx, wanted: MailboxWanted): Promise<"added" | "address-taken"> {
      await takeTurn(tx, `mailboxes address ${wanted.address}`);
      if (await lifeReads.addressTaken(tx, wanted)) return "address-taken";
      await insertMailbox(tables(tx), wanted);
      await writeStatus(tx, { ...wanted, mailboxId: wanted.id, reason: "" }, "active");
      await trace(tx, { ...wanted, mailboxId: wanted.id }, "mailbox.made", {
        kind: wanted.kind,
        quota: wanted.quotaBytes,
      });
      tx.changed({ mailboxId: wanted.id });
      return "added";
    },

    async changeMailbox(tx: ChangeTx, given: OnMailbox & { facts: MailboxFacts }): Promise<void> {
      const { mailboxId, facts } = given;
      await holdMailboxes(tx, [mailboxId]);
      const { redList, quotaBytes, ...texts } = facts;
      await tables(tx)
        .updateTable("mailboxes_mailboxes")
        .set({ ...texts, red_list: Number(redList), quota_bytes: quotaBytes })
        .where("id", "=", mailboxId)
        .execute();
      await trace(tx, given, "mailbox.changed", { quota: quotaBytes, redList });
      tx.changed({ mailboxId });
    },

    /** Suspends, opens again, has deleted after a delay, or keeps after all; `not-now` when it does not stand so. */
    takeStep: (tx: ChangeTx, given: Step) => takeStep(tx, given),

    /** How much the mailboxes of a structure may hold together; null: as much as its référent likes. */
    async setStructureQuota(
      tx: ChangeTx,
      { structureId, quotaBytes }: { structureId: string; quotaBytes: number | null },
    ): Promise<void> {
      const db = tables(tx);
      await holdStructure(tx, structureId);
      await db.deleteFrom("mailboxes_structures").where("structure_id", "=", structureId).execute();
      if (quotaBytes !== null)
        await db
          .insertInto("mailboxes_structures")
          .values({ structure_id: structureId, quota_bytes: quotaBytes })
          .execute();
    },

    /** Makes what gives out room of one structure follow one another, so that two do not both take the last of it. */
    holdStructure: (tx: ChangeTx, { structureId }: { structureId: string }) => holdStructure(tx, structureId),
  };

  async function takeStep(tx: ChangeTx, given: Step): Promise<MailboxStatus | "not-now"> {
    const { mailboxId, step } = given;
    const db = tables(tx);
    const [held] = await holdMailboxes(tx, [mailboxId]);
    if (!held) return "not-now";
    const steps = await statusesOf(tx, mailboxId);
    const status = afterStep(held.status, step, steps.at(-2)?.status ?? null);
    if (!status) return "not-now";
    await db
      .updateTable("mailboxes_mailboxes")
      .set((row) => ({
        status,
        // What people see of it moves: pages that are open ask again.
        state: row("state", "+", 1),
        ...(step === "unpublish" && { delete_at: given.deleteAt ?? given.at }),
        ...(step === "keep" && { delete_at: null }),
      }))
      .where("id", "=", mailboxId)
      .execute();
    await writeStatus(tx, given, status);
    await trace(tx, given, actions[step], given.deleteAt === undefined ? {} : { until: given.deleteAt });
    tx.changed({ mailboxId });
    return status;
  }

  function trace(
    tx: ChangeTx,
    { mailboxId, at, actor }: OnMailbox,
    action: string,
    facts: Record<string, string | number | boolean>,
  ): Promise<void> {
    return audit.append(tx, {
      chain: `mailbox:${mailboxId}`,
      at,
      actor,
      action,
      object: mailboxId,
      outcome: "done",
      facts,
    });
  }
}

async function holdStructure(tx: ChangeTx, structureId: string): Promise<void> {
  await takeTurn(tx, `mailboxes structure ${structureId}`);
}
