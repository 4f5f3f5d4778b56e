import { type RawBuilder, sql } from "kysely";
import type { EmailAddress } from "../../formats/mime/address-list.ts";
import type { Envelope } from "../../formats/mime/envelope.ts";
import { type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { addressesText } from "../search/entry.ts";
import type { Term } from "../search/terms.ts";
import { wordsOf } from "../search/words.ts";
import { indexOf, type SearchIndex, type Window } from "./search-index.ts";
import type { SearchAsked } from "./search.ts";
import type { MailboxesTables } from "./tables.ts";

/** A message on the way of a search. */
export interface FoundRow {
  id: string;
  mailbox_id: string;
  thread_id: string;
  place: number;
  envelope?: string;
}

/** What is walked along: the index when words are looked for, else the messages themselves. */
interface Path {
  from(window: Window): RawBuilder<unknown>;
  /** Where mailbox, conversation, date and attachments are written. */
  own: RawBuilder<unknown>;
  id: RawBuilder<string>;
  place: RawBuilder<number>;
  /** No two rows have the same place. */
  isUnique: boolean;
  windows: Window[];
}

/** Rows fetched at once when what was asked for is not in the first page; and the most that a first page may be. */
const batch = 200;
const mostAtOnce = 1000;
/** How far a place may stand after its message's date, where many have the same: an hour, in milliseconds. */
const crowd = 3_600_000;

/** Every match in order, fetched as it is asked for. */
export async function* walk(tx: ReadTx, mailboxIds: string[], asked: SearchAsked): AsyncGenerator<FoundRow> {
  const db = tablesOf<MailboxesTables>(tx);
  const path =
    asked.conditions.length > 0
      ? alongIndex(indexOf(tx.dialect), await indexOf(tx.dialect).windows(db, mailboxIds), mailboxIds, asked)
      : alongMessages();
  const { own, id, place } = path;
  const order = asked.ascending ? sql`asc` : sql`desc`;
  const envelope = asked.recipients.length > 0 ? sql`, m.envelope` : sql``;
  // Most searches end with the first page.
  const page = asked.anchor === null && asked.position >= 0 ? asked.position + asked.limit : batch;
  let size = Math.min(Math.max(1, page), mostAtOnce);
  for (const window of asked.ascending ? path.windows.toReversed() : path.windows) {
    const where = [...narrow(path, mailboxIds, asked), ...bounds(path, window, asked)];
    for (let last: FoundRow | undefined, more = true; more; size = batch) {
      const beyond = last ? [after(path, last, asked.ascending)] : [];
      const { rows } = await sql<FoundRow>`
        select ${id} as id, ${own}.mailbox_id, ${own}.thread_id, ${place} as place ${envelope}
        from ${path.from(window)} where ${sql.join([...where, ...beyond], sql` and `)}
        order by ${place} ${order} ${path.isUnique ? sql`` : sql`, ${id} ${order}`} limit ${size}`.execute(
        db,
      );
      for (const row of rows) if (hasRecipients(row, asked)) yield row;
      last = rows.at(-1);
      more = rows.length === size;
    }
  }
}

function alongIndex(index: SearchIndex, windows: Window[], mailboxIds: string[], asked: SearchAsked): Path {
  const needsMessage = asked.folderId !== null || asked.recipients.length > 0;
  return {
    from(window) {
      const matches = index.matches(mailboxIds, asked.conditions, window);
      return needsMessage ? sql`${matches} ${index.messages}` : matches;
    },
    own: sql`i`,
    id: sql`i.message_id`,
    place: index.place,
    isUnique: true,
    windows,
  };
}

function alongMessages(): Path {
  return {
    from: () => sql`mailboxes_messages m`,
    own: sql`m`,
    id: sql`m.id`,
    place: sql`m.received_at`,
    isUnique: false,
    windows: [{ start: null, end: null }],
  };
}

function narrow({ own }: Path, mailboxIds: string[], asked: SearchAsked): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [sql`${own}.mailbox_id in (${sql.join(mailboxIds)})`];
  if (asked.folderId !== null) where.push(sql`m.folder_id = ${asked.folderId}`);
  if (asked.after !== null) where.push(sql`${own}.received_at >= ${asked.after}`);
  if (asked.before !== null) where.push(sql`${own}.received_at < ${asked.before}`);
  if (asked.hasAttachment !== null) where.push(sql`${own}.has_attachment = ${asked.hasAttachment ? 1 : 0}`);
  return where;
}

/** Where to look. Dates themselves are held by `narrow`: a place is never before its message's date. */
function bounds({ place }: Path, { start, end }: Window, asked: SearchAsked): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [];
  if (start !== null) where.push(sql`${place} >= ${start}`);
  if (end !== null) where.push(sql`${place} < ${end}`);
  if (asked.after !== null) where.push(sql`${place} >= ${Math.max(0, asked.after)}`);
  if (asked.before !== null) where.push(sql`${place} < ${Math.max(0, asked.before) + crowd}`);
  return where;
}

/** Beyond the last row. */
function after({ id, place, isUnique }: Path, last: FoundRow, ascending: boolean): RawBuilder<unknown> {
  const side = ascending ? sql`>` : sql`<`;
  if (isUnique) return sql`${place} ${side} ${last.place}`;
  return sql`(${place}, ${id}) ${side} (${last.place}, ${last.id})`;
}

function hasRecipients(row: FoundRow, { recipients }: SearchAsked): boolean {
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
