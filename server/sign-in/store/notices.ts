import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { AuditRecord } from "../../audit/record.ts";
import type { Person, SealedContacts } from "../../directory/door.ts";
import type { SignInStoreParts } from "../store.ts";
import type { NoticeRow, SignInTables } from "./tables.ts";

/** A notice about to be kept, with what it tells of: both are committed, or neither. */
export interface NewNotice {
  id: string;
  /** Sealed for that id. */
  news: Uint8Array;
}

/** One notice by one channel. */
type NoticeKey = Pick<NoticeRow, "id" | "channel">;

/** How many a node takes at once. */
const batch = 20;

export const noticeReads = {
  async isNoticeDue(tx: ReadTx, { at }: { at: number }): Promise<boolean> {
    const due = tables(tx).selectFrom("sign_in_notices").select("id").where("next_at", "<=", at);
    return (await due.limit(1).execute()).length > 0;
  },
};

export function createNoticeChanges({ audit }: SignInStoreParts) {
  return {
    /** Keeps a notice of something that no change of this room tells of. */
    async keepNotice(
      tx: ChangeTx,
      { person, notice, at }: { person: Person; notice: NewNotice; at: number },
    ): Promise<void> {
      await keepNotice(tx, person, notice, at);
    },

    /** Keeps a notice for contacts that another room has just replaced. */
    async keepFormerNotice(
      tx: ChangeTx,
      { person, ...given }: { person: Person } & Parameters<typeof keepFormerNotice>[2],
    ): Promise<void> {
      await keepFormerNotice(tx, person, given);
    },

    /** Takes what is due; nobody else takes it before `until`. */
    async claimNotices(tx: ChangeTx, { at, until }: { at: number; until: number }): Promise<NoticeRow[]> {
      const due = await tables(tx)
        .selectFrom("sign_in_notices")
        .selectAll()
        .where("next_at", "<=", at)
        .orderBy("next_at")
        .orderBy("id")
        .orderBy("channel")
        .limit(batch)
        .execute();
      const taken: NoticeRow[] = [];
      for (const row of due) {
        const { numUpdatedRows } = await tables(tx)
          .updateTable("sign_in_notices")
          .set({ next_at: until, tries: row.tries + 1 })
          .where("id", "=", row.id)
          .where("channel", "=", row.channel)
          .where("next_at", "=", row.next_at)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 1n) taken.push({ ...row, next_at: until, tries: row.tries + 1 });
      }
      return taken;
    },

    async putOffNotice(tx: ChangeTx, { id, channel, nextAt }: NoticeKey & { nextAt: number }): Promise<void> {
      await tables(tx)
        .updateTable("sign_in_notices")
        .set({ next_at: nextAt })
        .where("id", "=", id)
        .where("channel", "=", channel)
        .execute();
    },

    /** Forgets a notice: handed over, given up, or (`null`) for nobody, since the person has no such way. */
    async endNotice(
      tx: ChangeTx,
      { id, channel, isHanded, at }: NoticeKey & { isHanded: boolean | null; at: number },
    ): Promise<void> {
      const [row] = await tables(tx)
        .deleteFrom("sign_in_notices")
        .where("id", "=", id)
        .where("channel", "=", channel)
        .returningAll()
        .execute();
      if (row && isHanded !== null) await traceNotice(tx, audit, row, isHanded, at);
    },
  };
}

/** Keeps a notice for every channel. */
export async function keepNotice(
  tx: ChangeTx,
  person: Pick<Person, "id" | "structureId">,
  notice: NewNotice,
  at: number,
): Promise<void> {
  const row = asRow(person, notice, at);
  await tables(tx)
    .insertInto("sign_in_notices")
    .values([
      { ...row, channel: "email" },
      { ...row, channel: "sms" },
    ])
    .execute();
}

/** Keeps a notice for the verified ones of these contacts, whatever the person has by the time it leaves. */
export async function keepFormerNotice(
  tx: ChangeTx,
  person: Pick<Person, "id" | "structureId">,
  { notice, former, at }: { notice: NewNotice; former: Partial<SealedContacts> | null; at: number },
): Promise<void> {
  const row = asRow(person, notice, at);
  const channels = { email: former?.email, sms: former?.mobile };
  const rows = (["email", "sms"] as const).flatMap((channel): NoticeRow[] => {
    const contact = channels[channel];
    return contact && contact.verifiedAt !== null ? [{ ...row, channel, contact: contact.sealed }] : [];
  });
  if (rows.length > 0) await tables(tx).insertInto("sign_in_notices").values(rows).execute();
}

function asRow(person: Pick<Person, "id" | "structureId">, { id, news }: NewNotice, at: number) {
  const { id: person_id, structureId: structure_id } = person;
  return { id, news, contact: null, person_id, structure_id, made_at: at, next_at: at, tries: 0 };
}

function traceNotice(
  tx: ChangeTx,
  audit: AuditRecord,
  row: NoticeRow,
  isHanded: boolean,
  at: number,
): Promise<void> {
  return audit.append(tx, {
    chain: `structure:${row.structure_id}`,
    at,
    actor: "program",
    action: "notice.sent",
    object: row.person_id,
    outcome: isHanded ? "done" : "refused",
    facts: { method: row.channel },
  });
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
