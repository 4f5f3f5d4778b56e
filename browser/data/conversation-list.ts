import { type Signal, signal } from "@preact/signals";
import { type Call, type Jmap, NetworkLost, type Responses, SignedOut } from "./jmap.ts";
import { askRows, readRows } from "./requests.ts";
import { isSeen, type Member, type Row } from "./shapes.ts";

/** The conversations of one folder: as many as there are, of which those that were looked at are here. */
export interface ConversationList {
  readonly accountId: string;
  readonly folderId: string;
  /** How many there are to show; null until the first answer. */
  readonly total: Signal<number | null>;
  /** How many came on top since, and wait there for the person to look. */
  readonly hidden: Signal<number>;
  readonly failed: Signal<boolean>;
  /** Moves with each change of a row: who draws rows reads it. */
  readonly version: Signal<number>;
  /** Messages that have just come while the top was in view. */
  readonly arrived: ReadonlySet<string>;
  /** Whether the top of the list is in view: then what comes shows at once. */
  isAtTop: boolean;
  rowAt(index: number): Row | undefined;
  indexOf(threadId: string): number;
  /** Sees to it that rows `first` to `last` (excluded) come; through `send`, where they go along with others. */
  want(first: number, last: number, send?: Jmap["send"]): void;
  /** Asks again for what was wanted and did not come. */
  retry(): void;
  showHidden(): void;
  patch(ids: ReadonlySet<string>, change: (member: Member) => void): void;
  askTop(): Call[];
  readTop(responses: Responses): void;
}

/** Rows asked for at once: more than a screen of them, about a kilobyte each. */
const pageSize = 20;
/** Pages kept: some thousands of rows. */
const mostPages = 100;

export function createConversationList(jmap: Jmap, accountId: string, folderId: string): ConversationList {
  const total = signal<number | null>(null);
  const hidden = signal(0);
  const failed = signal(false);
  const version = signal(0);
  const pages = new Map<number, Row[]>();
  const stale = new Set<number>();
  const asked = new Set<number>();
  let wanted = { first: 0, last: 1 };
  let age = 0;
  let arrived: ReadonlySet<string> = new Set();

  const rowAt = (index: number) => pages.get(Math.floor(index / pageSize))?.[index % pageSize];

  function missingPages(): number[] {
    const last = Math.max(wanted.first, wanted.last - 1);
    const numbers = [];
    for (let page = Math.floor(wanted.first / pageSize); page <= Math.floor(last / pageSize); page++)
      if ((!pages.has(page) || stale.has(page)) && !asked.has(page)) numbers.push(page);
    return numbers;
  }

  /** What a push brings is asked for by nobody. */
  async function load(unattended = false, send = jmap.send): Promise<void> {
    const missing = missingPages();
    if (missing.length === 0 || failed.value) return;
    for (const page of missing) asked.add(page);
    const askedAge = age;
    const positions = missing.map((page) => page * pageSize + hidden.value);
    try {
      const calls = positions.flatMap((position) => askRows(accountId, folderId, position, pageSize));
      const responses = await send(calls, { unattended });
      // The rows have moved meanwhile: these positions mean nothing any more.
      if (askedAge !== age) return;
      for (const [place, position] of positions.entries()) keep(missing[place] ?? 0, readRows(responses, position));
    } catch (error) {
      if (!(error instanceof NetworkLost || error instanceof SignedOut)) failed.value = true;
      return;
    } finally {
      for (const page of missing) asked.delete(page);
    }
    void load();
  }

  function keep(page: number, answer: { rows: Row[]; total: number }): void {
    if (pages.size >= mostPages) pages.clear();
    pages.set(page, answer.rows);
    stale.delete(page);
    total.value = Math.max(0, answer.total - hidden.value);
    version.value++;
  }

  function restart(page: Row[], count: number): void {
    age++;
    pages.clear();
    stale.clear();
    hidden.value = 0;
    keep(0, { rows: page, total: count });
    void load(true);
  }

  function readTop(responses: Responses): void {
    const { rows, total: count } = readRows(responses, 0);
    const before = rowAt(0);
    const now = before ? rows.findIndex((row) => row.newest.threadId === before.newest.threadId) : -1;
    if (list.isAtTop || now < 0) {
      const known = new Set(pages.get(0)?.map((row) => row.newest.id));
      arrived = new Set(before ? rows.map((row) => row.newest.id).filter((id) => !known.has(id)) : []);
      return restart(rows, count);
    }
    age++;
    hidden.value = now;
    total.value = Math.max(0, count - now);
    for (const page of pages.keys()) stale.add(page);
    void load(true);
  }

  const list: ConversationList = {
    accountId,
    folderId,
    total,
    hidden,
    failed,
    version,
    get arrived() {
      return arrived;
    },
    isAtTop: true,
    rowAt,
    indexOf(threadId) {
      for (const [page, rows] of pages) {
        const at = rows.findIndex((row) => row.newest.threadId === threadId);
        if (at >= 0) return page * pageSize + at;
      }
      return -1;
    },
    want(first, last, send) {
      wanted = { first, last };
      void load(false, send);
    },
    retry() {
      failed.value = false;
      void load();
    },
    showHidden() {
      age++;
      hidden.value = 0;
      for (const page of pages.keys()) stale.add(page);
      wanted = { first: 0, last: 1 };
      void load();
    },
    patch(ids, change) {
      for (const rows of pages.values())
        for (const row of rows)
          for (const member of [row.newest, ...row.members]) if (ids.has(member.id)) change(member);
      version.value++;
    },
    askTop: () => askRows(accountId, folderId, 0, pageSize),
    readTop,
  };
  return list;
}

/** How a conversation stands for the person: read, unread by all, or read by the team only. */
export function seenOf(row: Row, folderId: string): "read" | "unread" | "team" {
  const unseen = row.members.filter((member) => folderId in member.mailboxIds && !isSeen(member));
  if (unseen.length === 0) return "read";
  return unseen.every((member) => member.teamSeen) ? "team" : "unread";
}
