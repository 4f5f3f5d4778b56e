import type { Kysely } from "kysely";
import type { FolderRole, MailboxKind } from "../views.ts";
import type { MailboxesTables } from "./tables.ts";

/** A mailbox as provisioning asks for it. Address and kind never change afterwards (domain: §1.2). */
export interface MailboxWanted {
  id: string;
  structureId: string;
  address: string;
  name: string;
  kind: MailboxKind;
  service: string;
  responsible: string;
  keySealed: Uint8Array;
  quotaBytes: number;
  /** What the Annuaire Santé tells of it, and whether it tells of it at all; nothing from a provisioning file. */
  description?: string;
  redList?: boolean;
  /** PER, CAB: the person whose RPPS it stands under. */
  holderId?: string | null;
  folders: { id: string; role: FolderRole; name: string; sortOrder: number }[];
  at: number;
  actor: string;
}

/** The row of a mailbox, with its first folders. */
export async function insertMailbox(db: Kysely<MailboxesTables>, wanted: MailboxWanted): Promise<void> {
  await db
    .insertInto("mailboxes_mailboxes")
    .values({
      id: wanted.id,
      structure_id: wanted.structureId,
      address: wanted.address,
      name: wanted.name,
      kind: wanted.kind,
      service: wanted.service,
      responsible: wanted.responsible,
      key_sealed: wanted.keySealed,
      quota_bytes: wanted.quotaBytes,
      used_bytes: 0,
      messages: 0,
      threads: 0,
      state: 1,
      created_at: wanted.at,
      description: wanted.description ?? "",
      red_list: Number(wanted.redList ?? false),
      holder_id: wanted.holderId ?? null,
      status: "active",
      delete_at: null,
    })
    .execute();
  for (const folder of wanted.folders) await insertFolder(db, { ...folder, mailboxId: wanted.id }, 1);
}

export async function insertFolder(
  db: Kysely<MailboxesTables>,
  folder: { id: string; mailboxId: string; role: FolderRole | null; name: string; sortOrder: number },
  state: number,
): Promise<void> {
  await db
    .insertInto("mailboxes_folders")
    .values({
      id: folder.id,
      mailbox_id: folder.mailboxId,
      parent_id: null,
      name: folder.name,
      role: folder.role,
      sort_order: folder.sortOrder,
      messages: 0,
      threads: 0,
      created_state: state,
      shape_state: state,
      changed_state: state,
    })
    .execute();
}
