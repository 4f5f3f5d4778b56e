import { tablesOf, type ReadTx } from "../../foundations/database/operation.ts";
import type { Kysely } from "kysely";
import type { Term, TextCondition } from "../search/terms.ts";
import type { SearchedMessage, SearchView } from "../views.ts";
import { isIndexedStart } from "../search/words.ts";
import { standing } from "./people.ts";
import { countUnindexed } from "./search-queue.ts";
import { type FoundRow, walk } from "./search-walk.ts";
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

interface Search {
  personId: string;
  mailboxIds: string[];
  now: number;
  asked: SearchAsked;
}

type Found = SearchView | "anchor-not-found" | "folder-not-found" | null;

/**
 * Messages of one or several mailboxes that hold words, by date. It walks from one end and stops once the page is full;
 * `null` when the person may not read one of the mailboxes now.
 */
export async function search(tx: ReadTx, args: Search): Promise<Found> {
  const found = await searchSome(tx, args, Number.POSITIVE_INFINITY);
  if (found === "goes-on") throw new Error("a search without a bound met one");
  return found;
}

/** The same over at most so many rows; `goes-on` when the page takes a longer walk. */
export function searchHere(tx: ReadTx, args: Search & { most: number }): Promise<Found | "goes-on"> {
  return searchSome(tx, args, args.most);
}

/** Rows that a search may walk along where other requests wait for it. */
export const mostHere = 300;

/** Whether a page is the beginning of what the index holds of one word, and not what other conditions leave of it. */
export function isShort(asked: SearchAsked): boolean {
  const [condition, ...others] = asked.conditions;
  const [term, ...more] = condition?.terms ?? [];
  if (!term || more.length + others.length + asked.recipients.length > 0 || condition?.field) return false;
  if (term.kind === "phrase" || (term.kind === "start" && !isIndexedStart(term.word))) return false;
  const isNarrowed = [asked.folderId, asked.after, asked.before, asked.hasAttachment, asked.anchor].some(
    (one) => one !== null,
  );
  return !isNarrowed && !asked.withTotal && asked.position >= 0 && asked.position + asked.limit <= mostHere;
}

async function searchSome(tx: ReadTx, args: Search, most: number): Promise<Found | "goes-on"> {
  const db = tablesOf<MailboxesTables>(tx);
  const { mailboxIds, asked } = args;
  const states: string[] = [];
  if (mailboxIds.length === 0) return { state: "", found: [], position: 0, total: 0, unindexed: 0 };
  for (const id of mailboxIds) {
    const member = await standing(tx, args.personId, id, "read", args.now);
    if (!member) return null;
    states.push(`${member.mailboxState}.${member.personState}`);
  }
  if (asked.folderId !== null && !(await hasFolder(db, mailboxIds, asked.folderId)))
    return "folder-not-found";
  const unindexed = asked.conditions.length > 0 ? await countUnindexed(db, mailboxIds) : 0;
  const found = await collect(asked, walk(tx, mailboxIds, asked), most);
  if (found === null) return "anchor-not-found";
  if (found === "goes-on") return found;
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
  rows: AsyncGenerator<FoundRow>,
  most: number,
): Promise<Omit<SearchView, "state" | "unindexed"> | "goes-on" | null> {
  const { anchor, limit } = asked;
  const toTheEnd = asked.withTotal || (anchor === null && asked.position < 0);
  let first = anchor === null ? asked.position : null;
  const found: SearchedMessage[] = [];
  const threads = new Set<string>();
  let walked = 0;
  for await (const row of rows) {
    if (walked++ === most) return "goes-on";
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
