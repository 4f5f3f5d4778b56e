import { type Kysely, sql } from "kysely";
import type { Entry } from "../search/entry.ts";
import { type Field, fields, type Term } from "../search/terms.ts";
import { isIndexedStart } from "../search/words.ts";
import { dayOf, startOfDay } from "../rules/days.ts";
import type { SearchIndex, Window } from "./search-index.ts";
import type { MailboxesTables } from "./tables.ts";

/**
 * tsvector under GIN, a weight per field. GIN has no order, and gathers every match before the newest is known: so each
 * message carries words for its mailbox, and for its mailbox's day and month, and a search looks into the last days,
 * then the last months, then the rest, each with a bound on what it can gather. A word rare enough to need the rest is
 * cheap there.
 *
 * NOTE: unlike FTS5, a phrase is met only within the first 16,383 words of a message, and a word's 256 first places.
 */
export const postgresIndex: SearchIndex = {
  prepare(_mailboxId, entry) {
    return [vectorOf(entry)];
  },

  async write(db, row, [vector = ""]) {
    const day = dayOf(row.place);
    const mark = `=${row.mailbox_id}`;
    const words = sql`${vector}::tsvector || array_to_tsvector(array[${mark}, ${`${mark}d${day}`}, ${`${mark}m${monthOf(day)}`}])`;
    await sql`insert into mailboxes_indexed
        (place, message_id, mailbox_id, thread_id, received_at, has_attachment, words)
      values (${row.place}, ${row.message_id}, ${row.mailbox_id}, ${row.thread_id}, ${row.received_at},
        ${row.has_attachment}, ${words})`.execute(db);
  },

  matches(mailboxIds, conditions, window) {
    const asked = conditions.flatMap(({ field, terms }) => terms.map((term) => termText(field, term)));
    const query = [...asked, `(${marksOf(mailboxIds, window).join(" | ")})`].join(" & ");
    // OFFSET 0 keeps the planner from walking the places instead, and opening every tsvector on the way.
    return sql`(select place, message_id, mailbox_id, thread_id, received_at, has_attachment
      from mailboxes_indexed where words @@ ${query}::tsquery offset 0) i`;
  },

  messages: sql`join mailboxes_messages m on m.id = i.message_id`,
  place: sql`i.place`,

  async windows(db, mailboxIds) {
    // To the planner a tsvector is as cheap to open as a number: it would read the whole table.
    await sql`set local enable_seqscan = off`.execute(db);
    return findWindows(db, mailboxIds);
  },
};

const weights: Record<Field, string> = { subject: "A", sender: "B", recipients: "C", body: "D" };
/** A tsvector is smaller than 1 MiB, and each of its words costs its text and some bytes. */
const mostBytes = 900_000;
/** Keeps a phrase from going on from one field into the next. */
const gap = 8;

/** The text of a tsvector: `'word':1A,5D`. Words before beginnings: those give way where there is too much. */
function vectorOf(entry: Entry): string {
  const places = new Map<string, string[]>();
  const add = (word: string, place: number, field: Field) => {
    const known = places.get(word);
    const mark = `${Math.min(place, 16_383)}${weights[field]}`;
    if (!known) places.set(word, [mark]);
    else if (known.length < 255) known.push(mark);
  };
  let place = 1;
  for (const field of fields) {
    for (const word of entry[field].words) add(word, place++, field);
    place += gap;
  }
  for (const field of fields) for (const start of entry[field].starts) add(`.${start}`, place, field);
  let left = mostBytes;
  const kept: string[] = [];
  for (const [word, at] of places) {
    left -= Buffer.byteLength(word) + 4 + at.length * 2;
    if (left < 0) break;
    kept.push(`'${word}':${at.join(",")}`);
  }
  return kept.join(" ");
}

/** Words are letters and digits: nothing in them can end the quotes. */
function termText(field: Field | null, term: Term): string {
  const weight = field === null ? "" : weights[field];
  if (term.kind === "phrase") return `(${term.words.map((word) => lexeme(word, weight)).join(" <-> ")})`;
  if (term.kind === "word") return lexeme(term.word, weight);
  if (!isIndexedStart(term.word)) return lexeme(term.word, `*${weight}`);
  return `(${lexeme(term.word, weight)} | ${lexeme(`.${term.word}`, weight)})`;
}

function lexeme(word: string, flags: string): string {
  return flags === "" ? `'${word}'` : `'${word}':${flags}`;
}

/** A month of the index: 32 days. */
function monthOf(day: number): number {
  return Math.floor(day / 32);
}

/** The words that every message of a window carries, by days where it is short, else by months, else by mailbox. */
function marksOf(mailboxIds: readonly string[], { start, end }: Window): string[] {
  return mailboxIds.flatMap((id) => {
    if (start === null) return [`'=${id}'`];
    const first = dayOf(start);
    const last = end === null ? null : dayOf(end - 1);
    if (last === null) return [`'=${id}'`];
    if (last - first < 32) return range(first, last).map((day) => `'=${id}d${day}'`);
    return range(monthOf(first), monthOf(last)).map((month) => `'=${id}m${month}'`);
  });
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** How many messages the first windows hold at least, and how many days each may cover. */
const sizes = [
  { messages: 400, days: 32 },
  { messages: 6000, days: 24 * 32 },
];

async function findWindows(db: Kysely<MailboxesTables>, mailboxIds: readonly string[]): Promise<Window[]> {
  const days = await db
    .selectFrom("mailboxes_days")
    .innerJoin("mailboxes_folders", "mailboxes_folders.id", "mailboxes_days.folder_id")
    .select((row) => ["day", row.fn.sum<number>("mailboxes_days.messages").as("count")] as const)
    .where("mailbox_id", "in", [...mailboxIds])
    .groupBy("day")
    .orderBy("day", "desc")
    .limit(1000)
    .execute();
  const newest = days[0]?.day;
  if (newest === undefined) return [{ start: null, end: null }];
  const windows: Window[] = [];
  let end = newest + 2; // A place may stand a little after its message's date.
  let next = 0;
  for (const { messages, days: most } of sizes) {
    let held = 0;
    let start = end;
    for (; next < days.length && held < messages; next++) {
      const { day, count } = days[next] ?? { day: 0, count: 0 };
      if (day < end - most) break;
      held += Number(count);
      start = day;
    }
    if (start < end) windows.push({ start: startOfDay(start), end: startOfDay(end) });
    end = start;
  }
  return [...windows, { start: null, end: startOfDay(end) }];
}
