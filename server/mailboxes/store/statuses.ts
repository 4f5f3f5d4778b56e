import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { MailboxStatus } from "../views.ts";
import type { MailboxesTables } from "./tables.ts";

const tables = tablesOf<MailboxesTables>;

/** One step in the life of a mailbox: how it stands since then, by whom and why. */
export type StatusStep = Omit<MailboxesTables["mailboxes_statuses"], "mailbox_id">;

/** How a mailbox came to stand as it does, the first step first. */
export function statusesOf(tx: ReadTx, mailboxId: string): Promise<StatusStep[]> {
  return tables(tx)
    .selectFrom("mailboxes_statuses")
    .select(["step", "status", "at", "actor", "reason"])
    .where("mailbox_id", "=", mailboxId)
    .orderBy("step")
    .execute();
}

/** Keeps a step; the mailbox is held, or was made in this very change. */
export async function writeStatus(
  tx: ChangeTx,
  given: { mailboxId: string; at: number; actor: string; reason: string },
  status: MailboxStatus,
): Promise<void> {
  const { mailboxId: mailbox_id, at, actor, reason } = given;
  const steps = await statusesOf(tx, mailbox_id);
  const step = (steps.at(-1)?.step ?? 0) + 1;
  await tables(tx)
    .insertInto("mailboxes_statuses")
    .values({ mailbox_id, step, status, at, actor, reason })
    .execute();
}
