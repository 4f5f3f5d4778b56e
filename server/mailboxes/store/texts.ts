import type { Kysely } from "kysely";
import { type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import type { Asked } from "../rules/scope.ts";
import { standsIn } from "./messages.ts";
import { standing } from "./people.ts";
import type { MailboxesTables } from "./tables.ts";

type Db = Kysely<MailboxesTables>;

/** What a search shows of a message that it found. */
export interface FoundText {
  messageId: string;
  /** JSON: Envelope. */
  envelope: string;
  preview: string;
  /** The beginning of its text, sealed (`search/kept-text.ts`); null where it was indexed before there was one. */
  sealed: Uint8Array | null;
}

/** The texts of messages, in no order; `null` when the person may not read the mailbox now. */
export async function foundTexts(tx: ReadTx, asked: Asked & { ids: string[] }): Promise<FoundText[] | null> {
  const { personId, mailboxId, ids } = asked;
  if (!(await standing(tx, personId, mailboxId, "read", asked.now))) return null;
  return (await textsOf(tablesOf<MailboxesTables>(tx), { mailboxId, ids })).rows;
}

const textsOf = prepare((db: Db, { mailboxId, ids }: { mailboxId: string; ids: readonly string[] }, among) =>
  db
    .selectFrom("mailboxes_messages")
    .leftJoin("mailboxes_texts", "mailboxes_texts.message_id", "mailboxes_messages.id")
    .select(["id as messageId", "envelope", "preview", "sealed"])
    .where("id", "in", among(ids))
    .where(standsIn(mailboxId)),
);

/** Keeps the text of a message that is being indexed. */
export const keepText = prepare((db: Db, row: MailboxesTables["mailboxes_texts"]) =>
  db.insertInto("mailboxes_texts").values({ message_id: row.message_id, sealed: row.sealed }),
);
