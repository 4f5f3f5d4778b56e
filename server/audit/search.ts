import type { Kysely } from "kysely";
import { type ReadTx, tablesOf } from "../foundations/database/operation.ts";
import { partsOfTrace } from "./indices.ts";
import type { AuditRow } from "./rules/verify.ts";
import type { AuditTables } from "./tables.ts";

/** What is looked for, in chains that whoever asks may see. */
export interface TraceAsked {
  chains: readonly string[];
  /** The person who did it, or to whom it was done; null: anybody. */
  personId: string | null;
  /** Null: any. */
  actions: readonly string[] | null;
  outcome: "done" | "refused" | null;
  /** The first instant looked at, and the first one after. */
  since: number;
  until: number;
  /** Where the page before ended; null: the newest first. */
  before: TracePlace | null;
  limit: number;
}

/** A row's place among those of several chains: newest first, then by chain, then the last written first. */
export interface TracePlace {
  at: number;
  chain: string;
  seq: number;
}

export interface TraceFound {
  rows: AuditRow[];
  /** Where to go on from; null: there is no more. */
  next: TracePlace | null;
}

/** One index's rows of one chain, newest first. */
interface Stream {
  chain: string;
  column: "actor" | "object" | "action" | null;
  value: string;
  /** Rows read and not looked at yet. */
  buffer: AuditRow[];
  /** What was read last; null: nothing yet. */
  last: Pick<AuditRow, "at" | "seq"> | null;
  isOver: boolean;
}

/** How many rows one question looks at: what is rarer than that in an index is found in several steps. */
const mostExamined = 5000;
/** What each stream is asked for at first, when there are many, and the most that one is asked for. */
const firstOfMany = 8;
const mostAtOnce = 500;
/** Streams asked in one query: SQLite takes 500 parts, in a stack that has an end. */
const streamsAtOnce = 40;
const endOfChain = Number.MAX_SAFE_INTEGER;

export const searchReads = {
  /**
   * Rows of several chains, newest first. Each stream is one range of an index, and they are read as far as the page
   * needs: what it costs does not grow with the chains' length.
   */
  async search(tx: ReadTx, asked: TraceAsked): Promise<TraceFound> {
    const db = tablesOf<AuditTables>(tx);
    const streams = streamsOf(asked);
    const first = streams.length > 5 ? firstOfMany : Math.min(asked.limit + 1, mostAtOnce);
    for (let at = 0; at < streams.length; at += streamsAtOnce)
      await fill(db, asked, streams.slice(at, at + streamsAtOnce), first);
    const rows: AuditRow[] = [];
    for (let examined = 0; ; examined++) {
      const stream = newest(streams);
      const row = stream?.buffer.shift();
      if (!stream || !row) return { rows, next: null };
      if (isKept(asked, stream, row)) rows.push(row);
      if (stream.buffer.length === 0 && !stream.isOver) await fill(db, asked, [stream], mostAtOnce);
      if (rows.length === asked.limit || examined === mostExamined)
        return { rows, next: newest(streams) ? placeOf(row) : null };
    }
  },

  /** How often each action stands in a chain between two instants, apart by its facts. */
  async tally(
    tx: ReadTx,
    given: { chain: string; actions: readonly string[]; since: number; until: number },
  ): Promise<{ action: string; facts: string; count: number }[]> {
    const rows = await tablesOf<AuditTables>(tx)
      .selectFrom("audit_rows")
      .select((row) => ["action", "facts", row.fn.countAll<number>().as("count")])
      .where("chain", "=", given.chain)
      .where("action", "in", given.actions)
      .where("at", ">=", given.since)
      .where("at", "<", given.until)
      .groupBy(["action", "facts"])
      .execute();
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  },

  /** The hash that each of these rows of one chain was chained to. */
  async previousHashes(
    tx: ReadTx,
    { chain, seqs }: { chain: string; seqs: readonly number[] },
  ): Promise<{ seq: number; previous: string }[]> {
    const db = tablesOf<AuditTables>(tx);
    const head = await db
      .selectFrom("audit_chains")
      .select(["first_seq", "first_prev"])
      .where("chain", "=", chain)
      .executeTakeFirst();
    const before = await db
      .selectFrom("audit_rows")
      .select(["seq", "hash"])
      .where("chain", "=", chain)
      .where(
        "seq",
        "in",
        seqs.map((seq) => seq - 1),
      )
      .execute();
    const hashes = new Map(before.map(({ seq, hash }) => [seq + 1, hash]));
    if (head) hashes.set(head.first_seq, head.first_prev);
    return seqs.map((seq) => ({ seq, previous: hashes.get(seq) ?? "" }));
  },

  /** Where each of these chains ends. */
  async heads(
    tx: ReadTx,
    { chains }: { chains: readonly string[] },
  ): Promise<{ chain: string; seq: number; hash: string }[]> {
    if (chains.length === 0) return [];
    return tablesOf<AuditTables>(tx)
      .selectFrom("audit_chains")
      .select(["chain", "seq", "hash"])
      .where("chain", "in", chains)
      .orderBy("chain")
      .execute();
  },
};

function streamsOf({ chains, personId, actions, outcome }: TraceAsked): Stream[] {
  const stream = (chain: string, column: Stream["column"], value = ""): Stream => ({
    chain,
    column,
    value,
    buffer: [],
    last: null,
    isOver: false,
  });
  return chains.flatMap((chain) => {
    if (personId !== null)
      return [stream(chain, "actor", `person:${personId}`), stream(chain, "object", personId)];
    if (actions !== null && outcome !== "refused")
      return actions.map((action) => stream(chain, "action", action));
    return [stream(chain, null)];
  });
}

/** What the index could not tell. */
function isKept({ actions, outcome, personId }: TraceAsked, { column }: Stream, row: AuditRow): boolean {
  // She did it to herself: the other stream has it.
  if (column === "object" && row.actor === `person:${personId}`) return false;
  if (actions !== null && !actions.includes(row.action)) return false;
  return outcome === null || row.outcome === outcome;
}

/** The stream whose next row is the newest. */
function newest(streams: readonly Stream[]): Stream | null {
  let best: Stream | null = null;
  for (const stream of streams) {
    const [row] = stream.buffer;
    const other = best?.buffer[0];
    if (row && (!other || isBefore(row, other))) best = stream;
  }
  return best;
}

function isBefore(one: TracePlace, other: TracePlace): boolean {
  if (one.at !== other.at) return one.at > other.at;
  if (one.chain !== other.chain) return one.chain < other.chain;
  return one.seq > other.seq;
}

/** Reads on, `most` rows of each of these streams in one query. */
async function fill(
  db: Kysely<AuditTables>,
  asked: TraceAsked,
  streams: readonly Stream[],
  most: number,
): Promise<void> {
  const [query, ...others] = streams.map((stream, place) => rangeOf(db, asked, stream, most, place));
  if (!query) return;
  const rows = await others.reduce((all, one) => all.unionAll(one), query).execute();
  for (const [place, stream] of streams.entries()) {
    const own = rows.filter((row) => Number(row.place) === place).map(asRow);
    stream.buffer = own.toSorted((one, other) => (isBefore(one, other) ? -1 : 1));
    stream.last = stream.buffer.at(-1) ?? stream.last;
    stream.isOver = own.length < most;
  }
}

function rangeOf(db: Kysely<AuditTables>, asked: TraceAsked, stream: Stream, most: number, place: number) {
  const { chain, column, value } = stream;
  const end = stream.last ?? endOf(asked, chain);
  return db
    .selectFrom(
      db
        .selectFrom("audit_rows")
        .selectAll()
        .select((row) => row.lit(place).as("place"))
        .where("chain", "=", chain)
        .$if(column !== null, (query) => query.where(column ?? "actor", "=", value))
        .$if(column === "actor", (query) => query.where(partsOfTrace.actor))
        .$if(column === "object", (query) => query.where(partsOfTrace.object))
        .$if(column === null && asked.outcome === "refused", (query) => query.where(partsOfTrace.refused))
        .where("at", ">=", asked.since)
        .where("at", "<=", end.at)
        .where((row) => row.or([row("at", "<", end.at), row("seq", "<", end.seq)]))
        .orderBy("at", "desc")
        .orderBy("seq", "desc")
        .limit(most)
        .as("part"),
    )
    .selectAll();
}

/** The first row of a chain that is not looked at any more: the page before ended there, maybe in another chain. */
function endOf({ before, until }: TraceAsked, chain: string): Pick<AuditRow, "at" | "seq"> {
  if (!before || before.at >= until) return { at: until, seq: 0 };
  if (chain === before.chain) return before;
  return { at: before.at, seq: chain < before.chain ? 0 : endOfChain };
}

/** The row without the mark of its stream. */
function asRow({ chain, seq, at, actor, action, object, outcome, facts, hash }: AuditRow): AuditRow {
  return { chain, seq, at, actor, action, object, outcome, facts, hash };
}

function placeOf({ at, chain, seq }: AuditRow): TracePlace {
  return { at, chain, seq };
}
