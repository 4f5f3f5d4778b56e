import { type Kysely, sql } from "kysely";
import { prepare } from "../../foundations/database/prepare.ts";
import { type Field, fields, type Term, type TextCondition } from "../search/terms.ts";
import { isIndexedStart } from "../search/words.ts";
import type { SearchIndex } from "./search-index.ts";
import type { MailboxesTables } from "./tables.ts";

/**
 * FTS5, without the text itself: a column per field, the place as rowid. Every word carries its mailbox before it: a
 * search costs what its own mailboxes hold, and its time tells nothing of the others'. The beginnings of words are
 * words of the index too, for FTS5 would gather all matches of a prefix before it gave the newest.
 */
export const sqliteIndex: SearchIndex = {
  prepare(mailboxId, entry) {
    const mark = markOf(mailboxId);
    return fields.map((field) => {
      const { words, starts } = entry[field];
      return [...marked(words, `${mark}_`), ...marked(starts, `${mark}.`)].join(" ");
    });
  },

  async write(db, row, [subject, sender, recipients, body]) {
    await insertRow(db, row);
    await insertWords(db, { place: row.place, subject, sender, recipients, body });
  },

  matches(mailboxIds, conditions) {
    const each = mailboxIds.map(
      (id) => `(${conditions.map((one) => expression(markOf(id), one)).join(" AND ")})`,
    );
    // CROSS JOIN keeps SQLite to this order: the index leads, its rows come newest first, a page is enough.
    return sql`mailboxes_words(${each.join(" OR ")})
      cross join mailboxes_indexed i on i.place = mailboxes_words.rowid`;
  },

  messages: sql`cross join mailboxes_messages m on m.id = i.message_id`,
  place: sql`mailboxes_words.rowid`,
  windows: () => Promise.resolve([{ start: null, end: null }]),
};

const insertRow = prepare((db: Kysely<MailboxesTables>, row: MailboxesTables["mailboxes_indexed"]) =>
  db.insertInto("mailboxes_indexed").values({
    place: row.place,
    message_id: row.message_id,
    mailbox_id: row.mailbox_id,
    thread_id: row.thread_id,
    received_at: row.received_at,
    has_attachment: row.has_attachment,
  }),
);

const insertWords = prepare(
  (db: Kysely<MailboxesTables>, row: { place: number } & Partial<Record<Field, string>>) => ({
    compile: () =>
      sql`insert into mailboxes_words (rowid, subject, sender, recipients, body)
        values (${row.place}, ${row.subject}, ${row.sender}, ${row.recipients}, ${row.body})`.compile(db),
  }),
);

/** These words in one text, the mark before each; nothing when there is none. */
function marked(words: readonly string[], mark: string): string[] {
  return words.length === 0 ? [] : [mark + words.join(` ${mark}`)];
}

/** What stands before the words of a mailbox: the end of its id, which is pure chance. The rows are checked all the same. */
function markOf(mailboxId: string): string {
  return mailboxId.slice(-6);
}

function expression(mark: string, { field, terms }: TextCondition): string {
  const all = terms.map((term) => termText(mark, term)).join(" AND ");
  return field === null ? `(${all})` : `{${field satisfies Field}} : (${all})`;
}

/** Words are letters and digits: nothing in them can end the quotes. */
function termText(mark: string, term: Term): string {
  if (term.kind === "phrase") return `"${term.words.map((word) => `${mark}_${word}`).join(" ")}"`;
  const word = `"${mark}_${term.word}"`;
  if (term.kind === "word") return word;
  return isIndexedStart(term.word) ? `(${word} OR "${mark}.${term.word}")` : `${word}*`;
}
