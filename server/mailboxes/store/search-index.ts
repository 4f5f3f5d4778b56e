import type { Kysely, RawBuilder } from "kysely";
import type { Dialect } from "../../foundations/database/operation.ts";
import type { Entry } from "../search/entry.ts";
import type { TextCondition } from "../search/terms.ts";
import { postgresIndex } from "./search-postgres.ts";
import { sqliteIndex } from "./search-sqlite.ts";
import type { MailboxesTables } from "./tables.ts";

/**
 * An index of words. Each message stands in it at a place, a number that grows with its date, so that the newest first
 * is the index's own order and a search stops after one page. What both engines have in common is in `search.ts`.
 */
export interface SearchIndex {
  /** The entry of a message of this mailbox in the engine's own form; made outside the writer, for it costs the most. */
  prepare(mailboxId: string, entry: Entry): string[];
  /** Writes the row of `mailboxes_indexed`, and the words wherever the engine keeps them. */
  write(
    db: Kysely<MailboxesTables>,
    row: MailboxesTables["mailboxes_indexed"],
    prepared: string[],
  ): Promise<void>;
  /** What to select from: the rows of `mailboxes_indexed i` that match, and perhaps others outside of the window. */
  matches(
    mailboxIds: readonly string[],
    conditions: readonly TextCondition[],
    window: Window,
  ): RawBuilder<unknown>;
  /** Joins `mailboxes_messages m` to it, for what the index does not hold. */
  messages: RawBuilder<unknown>;
  /** The column that holds the place. */
  place: RawBuilder<number>;
  /** The stretches of time to look into one after the other, newest first; asked for before anything is matched. */
  windows(db: Kysely<MailboxesTables>, mailboxIds: readonly string[]): Promise<Window[]>;
}

/** Places from `start` on and before `end`; null where there is no bound. */
export interface Window {
  start: number | null;
  end: number | null;
}

/** The index of an engine. */
export function indexOf(dialect: Dialect): SearchIndex {
  return dialect === "sqlite" ? sqliteIndex : postgresIndex;
}
