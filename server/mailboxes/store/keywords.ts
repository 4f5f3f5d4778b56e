import type { Kysely } from "kysely";
import type { AuditEntry, AuditRecord } from "../../audit/record.ts";
import { type ChangeTx, tablesOf } from "../../foundations/database/operation.ts";
import { type Membership, may } from "../rules/rights.ts";
import type { KeywordUpdate } from "../views.ts";
import { holdMailboxes } from "./hold.ts";
import { moveMessage } from "./leave.ts";
import type { Asked } from "../rules/scope.ts";
import { standing } from "./people.ts";
import type { MailboxesTables } from "./tables.ts";
import { hasFolder } from "./writing.ts";

type Db = Kysely<MailboxesTables>;

export interface KeywordsOutcome {
  oldState: string;
  newState: string;
  updated: string[];
  notFound: string[];
  /** Known, but this person may not change a keyword that all share, nor move a message. */
  forbidden: string[];
  /** To be moved into a folder that is not of this mailbox. */
  folderNotFound: string[];
}

/** The change that sets keywords (`$seen` for the person alone, the others for everybody) and moves messages. */
export function createKeywords(audit: AuditRecord) {
  return async function setKeywords(
    tx: ChangeTx,
    asked: Asked & { updates: KeywordUpdate[]; ifInState: string | null },
  ): Promise<KeywordsOutcome | "state-mismatch" | null> {
    const db = tablesOf<MailboxesTables>(tx);
    await holdMailboxes(tx, [asked.mailboxId]);
    const member = await standing(tx, asked.personId, asked.mailboxId, "mark-seen", asked.now);
    if (!member) return null;
    const state = { mailbox: member.mailboxState, person: member.personState };
    const oldState = `${state.mailbox}.${state.person}`;
    if (asked.ifInState !== null && asked.ifInState !== oldState) return "state-mismatch";
    const outcome: KeywordsOutcome = {
      oldState,
      newState: oldState,
      updated: [],
      notFound: [],
      forbidden: [],
      folderNotFound: [],
    };
    for (const update of asked.updates) {
      const done = await applyOne(db, asked, member, state, update);
      outcome[done].push(update.messageId);
    }
    const { mailboxId, personId } = asked;
    if (state.mailbox > member.mailboxState) {
      await db
        .updateTable("mailboxes_mailboxes")
        .set({ state: state.mailbox })
        .where("id", "=", mailboxId)
        .execute();
      tx.changed({ mailboxId });
    } else if (state.person > member.personState) tx.changed({ mailboxId, personId });
    if (state.person > member.personState)
      await db
        .updateTable("mailboxes_memberships")
        .set({ state: state.person })
        .where("mailbox_id", "=", mailboxId)
        .where("person_id", "=", personId)
        .execute();
    for (const messageId of outcome.updated)
      await audit.append(tx, {
        chain: `mailbox:${mailboxId}`,
        at: asked.now,
        actor: `person:${personId}`,
        ...deedOf(
          asked.updates.find((one) => one.messageId === messageId),
          asked,
        ),
        object: messageId,
        outcome: "done",
      });
    outcome.newState = `${state.mailbox}.${state.person}`;
    return outcome;
  };
}

async function applyOne(
  db: Db,
  asked: Asked,
  member: Membership,
  state: { mailbox: number; person: number },
  update: KeywordUpdate,
): Promise<"updated" | "notFound" | "forbidden" | "folderNotFound"> {
  const row = await db
    .selectFrom("mailboxes_messages")
    .leftJoin("mailboxes_seen", (join) =>
      join
        .onRef("mailboxes_seen.message_id", "=", "mailboxes_messages.id")
        .on("mailboxes_seen.person_id", "=", asked.personId),
    )
    .select(["id", "folder_id", "thread_id", "received_at", "keywords", "seen_count"])
    .select("mailboxes_seen.seen as seenRow")
    .where("id", "=", update.messageId)
    .where("mailboxes_messages.mailbox_id", "=", asked.mailboxId)
    .executeTakeFirst();
  if (!row) return "notFound";
  const shared = new Set<string>(
    update.replace?.filter((keyword) => keyword !== "$seen") ?? JSON.parse(row.keywords),
  );
  for (const [keyword, on] of Object.entries(update.patch))
    if (keyword !== "$seen") shared[on ? "add" : "delete"](keyword);
  const sharedText = JSON.stringify([...shared].sort());
  const beforeStart = row.received_at < member.starts_at;
  const wasSeen = row.seenRow === null ? beforeStart : row.seenRow === 1;
  const seen = update.patch["$seen"] ?? (update.replace ? update.replace.includes("$seen") : wasSeen);
  const sharedMoves = sharedText !== JSON.stringify([...(JSON.parse(row.keywords) as string[])].sort());
  if (sharedMoves && !may(member, "mark", asked.now)) return "forbidden";
  const { folderId = row.folder_id } = update;
  if (folderId !== row.folder_id) {
    if (!may(member, "write", asked.now)) return "forbidden";
    if (!(await hasFolder(db, asked.mailboxId, folderId))) return "folderNotFound";
  }
  let seenCount = row.seen_count;
  if (seen !== wasSeen) {
    state.person++;
    await turnSeen(db, asked, { ...row, beforeStart, seen }, state.person);
    seenCount += seen ? 1 : -1;
  }
  // The others see a message move when its shared keywords do, or when the first of them reads it.
  const teamMoves = Math.min(seenCount, 1) !== Math.min(row.seen_count, 1);
  if (sharedMoves || teamMoves) state.mailbox++;
  if (sharedMoves || seenCount !== row.seen_count)
    await db
      .updateTable("mailboxes_messages")
      .set({
        keywords: sharedText,
        seen_count: Math.max(0, seenCount),
        ...(sharedMoves || teamMoves ? { changed_state: state.mailbox } : {}),
      })
      .where("id", "=", row.id)
      .execute();
  if (folderId !== row.folder_id) {
    const { folder_id, thread_id, received_at } = row;
    const placed = { folderId: folder_id, threadId: thread_id, messageId: row.id, receivedAt: received_at };
    await moveMessage(db, placed, folderId, ++state.mailbox);
  }
  return "updated";
}

async function turnSeen(
  db: Db,
  { personId, mailboxId }: Asked,
  row: { id: string; folder_id: string; beforeStart: boolean; seen: boolean },
  changed_state: number,
): Promise<void> {
  const seen = row.seen ? 1 : 0;
  await db
    .insertInto("mailboxes_seen")
    .values({ person_id: personId, message_id: row.id, mailbox_id: mailboxId, seen, changed_state })
    .onConflict((conflict) =>
      conflict.columns(["message_id", "person_id"]).doUpdateSet({ seen, changed_state }),
    )
    .execute();
  // Since the start, read messages are counted; before it, those marked unread again.
  const step = row.seen ? 1 : -1;
  await db
    .updateTable("mailboxes_readers")
    .set((reader) => ({
      changed_state,
      ...(row.beforeStart ? { unseen: reader("unseen", "-", step) } : { seen: reader("seen", "+", step) }),
    }))
    .where("folder_id", "=", row.folder_id)
    .where("person_id", "=", personId)
    .execute();
}

/** What the trace keeps of a change: standard keywords by name, the others by number, and where a message went. */
function deedOf(update: KeywordUpdate | undefined, { by }: Asked): Pick<AuditEntry, "action" | "facts"> {
  if (!update) return { action: "message.marked", facts: { ...by } };
  const marks = { ...by, ...marksOf(update) };
  if (update.folderId === undefined) return { action: "message.marked", facts: marks };
  return { action: "message.moved", facts: { ...marks, folder: update.folderId } };
}

function marksOf(update: KeywordUpdate): Record<string, boolean | number> {
  const wanted = {
    ...Object.fromEntries((update.replace ?? []).map((keyword) => [keyword, true])),
    ...update.patch,
  };
  const named = Object.entries(wanted).filter(([keyword]) =>
    /^\$(seen|flagged|answered|draft|forwarded)$/.test(keyword),
  );
  return { ...Object.fromEntries(named), others: Object.keys(wanted).length - named.length };
}
