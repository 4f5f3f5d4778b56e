import { type Kysely, type RawBuilder, sql } from "kysely";
import type { EmailAddress } from "../../formats/mime/address-list.ts";
import type { Envelope } from "../../formats/mime/envelope.ts";
import { type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { addressesText } from "../search/entry.ts";
import type { Term, TextCondition } from "../search/terms.ts";
import { wordsOf } from "../search/words.ts";
import type { SearchedMessage, SearchView } from "../views.ts";
import { standing } from "./people.ts";
import { indexOf, type Window } from "./search-index.ts";
import { countUnindexed } from "./search-queue.ts";
import type { MailboxesTables } from "./tables.ts";

type Db = Kysely<MailboxesTables>;

/** What is looked for, once the words that were typed are read. */
export interface SearchAsked {
  conditions: TextCondition[];
  /** Exactly these header fields: the index has one field for all recipients. */
  recipients: { header: "to" | "cc" | "bcc"; terms: Term[] }[];
  folderId: string | null;
  /** Received at or after, and before; milliseconds since 1970. */
  after: number | null;
  before: number | null;
  hasAttachment: boolean | null;
  collapse: boolean;
  ascending: boolean;
  /** As in MessageQuery. */
  position: number;
  anchor: string | null;
  anchorOffset: number;
  limit: number;
  withTotal: boolean;
}

interface Row {
  id: string;
  mailbox_id: string;
  thread_id: string;
  place: number;
  envelope?: string;
}

/** Rows fetched at once when what was asked for is not in the first page; and the most that a first page may be. */
const batch = 200;
const mostAtOnce = 1000;

/**
 * Messages of one or several mailboxes that hold words, by date. It walks from one end and stops once the page is full;
 * `null` when the person may not read one of the mailboxes now.
 */
export async function search(
  tx: ReadTx,
  args: { personId: string; mailboxIds: string[]; now: number; asked: SearchAsked },
): Promise<SearchView | "anchor-not-found" | "folder-not-found" | null> {
  const db = tablesOf<MailboxesTables>(tx);
  const { mailboxIds, asked } = args;
  const states: string[] = [];
  for (const id of mailboxIds) {
    const member = await standing(tx, args.personId, id, "read", args.now);
    if (!member) return null;
    states.push(`${member.mailboxState}.${member.personState}`);
  }
  if (asked.folderId !== null && !(await hasFolder(db, mailboxIds, asked.folderId)))
    return "folder-not-found";
  const unindexed = asked.conditions.length > 0 ? await countUnindexed(db, mailboxIds) : 0;
  const found = await collect(asked, walk(tx, mailboxIds, asked));
  if (found === null) return "anchor-not-found";
  return { ...found, unindexed, state: `${states.join("-")}${unindexed > 0 ? `-${unindexed}` : ""}` };
}

async function hasFolder(db: Db, mailboxIds: string[], id: string): Promise<boolean> {
  const folder = await db
    .selectFrom("mailboxes_folders")
    .select("id")
    .where("id", "=", id)
    .where("mailbox_id", "in", mailboxIds)
    .executeTakeFirst();
  return folder !== undefined;
}

/** The page of a walk (RFC 8620 §5.5); a negative position, an anchor or a total take it as far as they need. */
async function collect(
  asked: SearchAsked,
  rows: AsyncGenerator<Row>,
): Promise<Omit<SearchView, "state" | "unindexed"> | null> {
  const { anchor, limit } = asked;
  const toTheEnd = asked.withTotal || (anchor === null && asked.position < 0);
  let first = anchor === null ? asked.position : null;
  const found: SearchedMessage[] = [];
  const threads = new Set<string>();
  for await (const row of rows) {
    if (asked.collapse) {
      if (threads.has(row.thread_id)) continue;
      threads.add(row.thread_id);
    }
    if (row.id === anchor) first = Math.max(0, found.length + asked.anchorOffset);
    found.push({ mailboxId: row.mailbox_id, messageId: row.id });
    if (!toTheEnd && first !== null && found.length >= first + limit) break;
  }
  if (first === null) return null;
  const position = first < 0 ? Math.max(0, found.length + first) : first;
  return {
    found: found.slice(position, position + limit),
    position,
    total: asked.withTotal ? found.length : null,
  };
}

/** Every match in order, fetched as it is asked for. */
async function* walk(tx: ReadTx, mailboxIds: string[], asked: SearchAsked): AsyncGenerator<Row> {
  const db = tablesOf<MailboxesTables>(tx);
  const index = indexOf(tx.dialect);
  const byWords = asked.conditions.length > 0;
  const windows: Window[] = byWords ? await index.windows(db, mailboxIds) : [{ start: null, end: null }];
  const place = byWords ? index.place : sql<number>`m.received_at`;
  const source = byWords ? index.source : sql`mailboxes_messages m`;
  const order = asked.ascending ? sql`asc` : sql`desc`;
  const page = asked.anchor === null && asked.position >= 0 ? asked.position + asked.limit : batch;
  let size = Math.min(Math.max(1, page), mostAtOnce);
  for (const window of asked.ascending ? windows.toReversed() : windows) {
    const where = [
      ...narrow(mailboxIds, asked),
      ...(byWords ? [index.matches(mailboxIds, asked.conditions, window)] : []),
      ...bounds(place, window, asked),
    ];
    for (let last: Row | undefined, more = true; more; size = batch) {
      const beyond = last ? [after(place, last, byWords, asked.ascending)] : [];
      const { rows } = await sql<Row>`
        select m.id, m.mailbox_id, m.thread_id, ${place} as place
          ${asked.recipients.length > 0 ? sql`, m.envelope` : sql``}
        from ${source} where ${sql.join([...where, ...beyond], sql` and `)}
        order by ${place} ${order} ${byWords ? sql`` : sql`, m.id ${order}`} limit ${size}`.execute(db);
      for (const row of rows) if (hasRecipients(row, asked)) yield row;
      last = rows.at(-1);
      more = rows.length === size;
    }
  }
}

function narrow(mailboxIds: string[], asked: SearchAsked): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [sql`m.mailbox_id in (${sql.join(mailboxIds)})`];
  if (asked.folderId !== null) where.push(sql`m.folder_id = ${asked.folderId}`);
  if (asked.after !== null) where.push(sql`m.received_at >= ${asked.after}`);
  if (asked.before !== null) where.push(sql`m.received_at < ${asked.before}`);
  if (asked.hasAttachment !== null) where.push(sql`m.has_attachment = ${asked.hasAttachment ? 1 : 0}`);
  return where;
}

/** How far a place may stand after its message's date, where many have the same: an hour, in milliseconds. */
const crowd = 3_600_000;

/** Where in the index to look. Dates themselves are held by `narrow`: a place is never before its message's date. */
function bounds(
  place: RawBuilder<number>,
  { start, end }: Window,
  asked: SearchAsked,
): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [];
  if (start !== null) where.push(sql`${place} >= ${start}`);
  if (end !== null) where.push(sql`${place} < ${end}`);
  if (asked.after !== null) where.push(sql`${place} >= ${Math.max(0, asked.after)}`);
  if (asked.before !== null) where.push(sql`${place} < ${Math.max(0, asked.before) + crowd}`);
  return where;
}

/** Beyond the last row: places are each one's own, dates are not. */
function after(
  place: RawBuilder<number>,
  last: Row,
  byWords: boolean,
  ascending: boolean,
): RawBuilder<unknown> {
  const side = ascending ? sql`>` : sql`<`;
  if (byWords) return sql`${place} ${side} ${last.place}`;
  return sql`(${place}, m.id) ${side} (${last.place}, ${last.id})`;
}

function hasRecipients(row: Row, { recipients }: SearchAsked): boolean {
  if (recipients.length === 0) return true;
  const envelope: Envelope = JSON.parse(row.envelope ?? "{}");
  return recipients.every(({ header, terms }) => hasTerms(envelope[header], terms));
}

function hasTerms(addresses: readonly EmailAddress[] | null, terms: readonly Term[]): boolean {
  const words = wordsOf(addressesText(addresses));
  const has = {
    word: (term: string) => words.includes(term),
    start: (term: string) => words.some((word) => word.startsWith(term)),
    phrase: (term: string[]) => ` ${words.join(" ")} `.includes(` ${term.join(" ")} `),
  };
  return terms.every((term) => (term.kind === "phrase" ? has.phrase(term.words) : has[term.kind](term.word)));
}
