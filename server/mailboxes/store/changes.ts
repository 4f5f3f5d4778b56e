import { type Kysely, sql } from "kysely";
import { type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { ChangesView } from "../views.ts";
import type { Asked } from "../rules/scope.ts";
import { standing } from "./people.ts";
import type { MailboxesTables } from "./tables.ts";

type Db = Kysely<MailboxesTables>;

/** Two counters: what all see of the mailbox, and what this person alone does. */
interface State {
  mailbox: number;
  person: number;
}

/** One thing that moved: when, by which counter, and whether it is new since the asked state, or gone. */
interface Moved {
  id: string;
  at: number;
  created: boolean;
  destroyed?: boolean;
}

/**
 * What moved since a state (RFC 8620 §5.2). The mailbox's moves come first, then the person's own, so that an answer
 * that is cut at `most` names a state from which the next call goes on.
 */
export async function changes(
  tx: ReadTx,
  asked: Asked & { kind: "message" | "folder" | "thread"; since: string; most: number },
): Promise<ChangesView | "too-old" | null> {
  const member = await standing(tx, asked.personId, asked.mailboxId, "read", asked.now);
  if (!member) return null;
  const now: State = { mailbox: member.mailboxState, person: member.personState };
  const shared = asked.kind === "thread";
  const since = parseState(asked.since, shared);
  if (!since || since.mailbox > now.mailbox || (!shared && since.person > now.person)) return "too-old";
  const db = tablesOf<MailboxesTables>(tx);
  const { moved, reached, countsOnly } = await collect(db, asked, since, now);
  const text = (state: State) => (shared ? `${state.mailbox}` : `${state.mailbox}.${state.person}`);
  const created = moved.filter((one) => one.created).map(({ id }) => id);
  return {
    oldState: asked.since,
    newState: text(reached),
    hasMoreChanges: text(reached) !== text(now),
    created,
    updated: moved.filter((one) => !one.created && !one.destroyed).map(({ id }) => id),
    destroyed: moved.filter((one) => one.destroyed).map(({ id }) => id),
    ...(asked.kind === "folder" ? { countsOnly } : {}),
  };
}

async function collect(
  db: Db,
  asked: Asked & { kind: "message" | "folder" | "thread"; most: number },
  since: State,
  now: State,
): Promise<{ moved: Moved[]; reached: State; countsOnly: boolean }> {
  const { mailboxId, personId, most } = asked;
  if (asked.kind === "thread") {
    const cut = cutAt(await threadsMoved(db, mailboxId, since.mailbox, most + 1), most, now.mailbox);
    return { moved: cut.kept, reached: { mailbox: cut.reached, person: 0 }, countsOnly: false };
  }
  const rows =
    asked.kind === "message"
      ? await messagesMoved(db, mailboxId, since.mailbox, most + 1)
      : await foldersMoved(db, mailboxId, since.mailbox);
  const cut = cutAt(rows, most, now.mailbox);
  if (cut.reached < now.mailbox)
    return { moved: cut.kept, reached: { mailbox: cut.reached, person: since.person }, countsOnly: false };
  const already = new Set(cut.kept.map(({ id }) => id));
  const own =
    asked.kind === "message"
      ? await seenMoved(db, mailboxId, personId, since.person, most + 1)
      : await readersMoved(db, mailboxId, personId, since.person);
  const room = Math.max(0, most - cut.kept.length);
  const ownCut = cutAt(
    own.filter(({ id }) => !already.has(id)),
    room,
    now.person,
  );
  return {
    moved: [...cut.kept, ...ownCut.kept],
    reached: { mailbox: now.mailbox, person: Math.max(since.person, ownCut.reached) },
    countsOnly: cut.kept.every((one) => !one.created && "countsOnly" in one && one.countsOnly === true),
  };
}

/** The first `most` moves, never parting those of one state; `reached` is the state that they lead to. */
function cutAt<One extends Moved>(rows: One[], most: number, now: number): { kept: One[]; reached: number } {
  if (rows.length <= most) return { kept: rows, reached: now };
  const border = rows[most]?.at ?? now;
  const kept = rows.slice(0, most).filter(({ at }) => at < border);
  return { kept, reached: border - 1 };
}

async function messagesMoved(db: Db, mailboxId: string, since: number, limit: number): Promise<Moved[]> {
  const rows = await db
    .selectFrom("mailboxes_messages")
    .select(["id", "changed_state", "created_state"])
    .where("mailbox_id", "=", mailboxId)
    .where("changed_state", ">", since)
    .orderBy("changed_state")
    .limit(limit)
    .execute();
  const gone = await db
    .selectFrom("mailboxes_tombstones")
    .select(["message_id", "destroyed_state"])
    .where("mailbox_id", "=", mailboxId)
    .where("destroyed_state", ">", since)
    // What came and went meanwhile was never known (RFC 8620 §5.2).
    .where("created_state", "<=", since)
    .orderBy("destroyed_state")
    .limit(limit)
    .execute();
  return inOrder([
    ...rows.map((row) => ({ id: row.id, at: row.changed_state, created: row.created_state > since })),
    ...gone.map((row) => ({
      id: row.message_id,
      at: row.destroyed_state,
      created: false,
      destroyed: true,
    })),
  ]).slice(0, limit);
}

function inOrder(moved: Moved[]): Moved[] {
  return moved.sort((a, b) => a.at - b.at);
}

function seenMoved(
  db: Db,
  mailboxId: string,
  personId: string,
  since: number,
  limit: number,
): Promise<Moved[]> {
  return db
    .selectFrom("mailboxes_seen")
    .select(["message_id", "changed_state"])
    .where("person_id", "=", personId)
    .where("mailbox_id", "=", mailboxId)
    .where("changed_state", ">", since)
    .orderBy("changed_state")
    .limit(limit)
    .execute()
    .then((rows) => rows.map((row) => ({ id: row.message_id, at: row.changed_state, created: false })));
}

async function foldersMoved(
  db: Db,
  mailboxId: string,
  since: number,
): Promise<(Moved & { countsOnly: boolean })[]> {
  const rows = await db
    .selectFrom("mailboxes_folders")
    .select(["id", "changed_state", "created_state", "shape_state"])
    .where("mailbox_id", "=", mailboxId)
    .where((row) => row.or([row("changed_state", ">", since), row("shape_state", ">", since)]))
    .orderBy("changed_state")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: Math.max(row.changed_state, row.shape_state),
    created: row.created_state > since,
    countsOnly: row.shape_state <= since,
  }));
}

async function readersMoved(db: Db, mailboxId: string, personId: string, since: number): Promise<Moved[]> {
  const rows = await db
    .selectFrom("mailboxes_readers")
    .innerJoin("mailboxes_folders", "mailboxes_folders.id", "mailboxes_readers.folder_id")
    .select(["mailboxes_readers.folder_id", "mailboxes_readers.changed_state"])
    .where("mailboxes_folders.mailbox_id", "=", mailboxId)
    .where("mailboxes_readers.person_id", "=", personId)
    .where("mailboxes_readers.changed_state", ">", since)
    .orderBy("mailboxes_readers.changed_state")
    .execute();
  return rows.map((row) => ({ id: row.folder_id, at: row.changed_state, created: false }));
}

/** A conversation moves when a message joins or leaves it; it is new when its first message is, gone with its last. */
async function threadsMoved(db: Db, mailboxId: string, since: number, limit: number): Promise<Moved[]> {
  const joined = await threadsJoined(db, mailboxId, since, limit);
  const left = await threadsLeft(db, mailboxId, since, limit);
  const moved = new Map(joined.map((one) => [one.id, one]));
  for (const { id, at, gone, known } of left) {
    const one = moved.get(id);
    if (one) moved.set(id, { id, at: Math.max(at, one.at), created: one.created && !known });
    else if (!gone) moved.set(id, { id, at, created: false });
    // What came and went meanwhile was never known (RFC 8620 §5.2).
    else if (known) moved.set(id, { id, at, created: false, destroyed: true });
  }
  return inOrder([...moved.values()]).slice(0, limit);
}

/** Conversations that messages left: whether the last did, and whether one of them was there at the asked state. */
async function threadsLeft(db: Db, mailboxId: string, since: number, limit: number) {
  const rows = await db
    .selectFrom("mailboxes_tombstones")
    .select((row) => [
      "thread_id as id",
      row.fn.max<number>("destroyed_state").as("at"),
      row.fn.max<number>("thread_gone").as("gone"),
      row.fn.min<number>("created_state").as("born"),
    ])
    .where("mailbox_id", "=", mailboxId)
    .where("destroyed_state", ">", since)
    .groupBy("thread_id")
    .orderBy("at")
    .limit(limit)
    .execute();
  return rows.map(({ id, at, gone, born }) => ({ id, at, gone: gone === 1, known: born <= since }));
}

async function threadsJoined(db: Db, mailboxId: string, since: number, limit: number): Promise<Moved[]> {
  const rows = await db
    .selectFrom("mailboxes_messages as fresh")
    .select((row) => [
      "fresh.thread_id as id",
      row.fn.max<number>("fresh.created_state").as("at"),
      row
        .selectFrom("mailboxes_messages as older")
        .select(sql<number>`1`.as("one"))
        .whereRef("older.thread_id", "=", "fresh.thread_id")
        .where("older.created_state", "<=", since)
        .limit(1)
        .as("known"),
    ])
    .where("fresh.mailbox_id", "=", mailboxId)
    .where("fresh.created_state", ">", since)
    .groupBy("fresh.thread_id")
    .orderBy("at")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, at: row.at, created: row.known === null }));
}

function parseState(text: string, shared: boolean): State | null {
  const [, mailbox, person] = (shared ? /^(\d{1,15})$/ : /^(\d{1,15})\.(\d{1,15})$/).exec(text) ?? [];
  return mailbox === undefined ? null : { mailbox: Number(mailbox), person: Number(person ?? 0) };
}
