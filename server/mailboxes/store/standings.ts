import { type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { MailboxKind, Right } from "../views.ts";
import type { MailboxesTables } from "./tables.ts";

/** How a mailbox stands, for whoever looks after it: counters that are kept, never a count. */
export interface MailboxStanding {
  id: string;
  name: string;
  address: string;
  kind: MailboxKind;
  /** Empty when nobody answers for it. */
  responsible: string;
  usedBytes: number;
  quotaBytes: number;
}

/** A right that ends between two instants. */
export interface EndingRight {
  mailboxId: string;
  mailbox: string;
  personId: string;
  right: Right;
  until: number;
}

export const standingReads = {
  async mailboxStandings(tx: ReadTx, { structureId }: { structureId: string }): Promise<MailboxStanding[]> {
    const rows = await tablesOf<MailboxesTables>(tx)
      .selectFrom("mailboxes_mailboxes")
      .select(["id", "name", "address", "kind", "responsible", "used_bytes", "quota_bytes"])
      .where("structure_id", "=", structureId)
      .orderBy("name")
      .orderBy("id")
      .execute();
    return rows.map(({ used_bytes, quota_bytes, ...row }) => ({
      ...row,
      usedBytes: used_bytes,
      quotaBytes: quota_bytes,
    }));
  },

  /** Rights on the mailboxes of a structure that are in force at `after` and end by `until`, the next to end first. */
  async rightsEnding(
    tx: ReadTx,
    { structureId, after, until }: { structureId: string; after: number; until: number },
  ): Promise<EndingRight[]> {
    const rows = await tablesOf<MailboxesTables>(tx)
      .selectFrom("mailboxes_memberships")
      .innerJoin("mailboxes_mailboxes", "mailboxes_mailboxes.id", "mailboxes_memberships.mailbox_id")
      .select(["mailbox_id", "person_id", "right", "ends_at", "mailboxes_mailboxes.name"])
      .where("mailboxes_mailboxes.structure_id", "=", structureId)
      .where("ends_at", ">", after)
      .where("ends_at", "<=", until)
      .orderBy("ends_at")
      .orderBy("mailbox_id")
      .orderBy("person_id")
      .execute();
    return rows.map((row) => ({
      mailboxId: row.mailbox_id,
      mailbox: row.name,
      personId: row.person_id,
      right: row.right,
      until: row.ends_at ?? until,
    }));
  },
};
