import { type ReadonlySignal, signal } from "@preact/signals";
import type { OpenMailbox } from "../../contracts/sign-in.ts";
import { answerOf, type Call, type Jmap, NetworkLost, type Responses, SignedOut } from "./jmap.ts";
import { askRows } from "./requests.ts";
import type { ListedMessage } from "./shapes.ts";

/** What is looked for. Days are as a date field gives them (`2026-11-22`), empty where they do not matter. */
export interface SearchWords {
  text: string;
  from: string;
  after: string;
  before: string;
  /** One mailbox, or null: all of the person's. */
  accountId: string | null;
}

/** One conversation that was found: its newest message that holds the words, and where they stand (RFC 8621 §5). */
export interface Found {
  accountId: string;
  message: ListedMessage;
  /** HTML with `<mark>` alone; null where nothing stands. */
  subject: string | null;
  preview: string | null;
}

export interface SearchState {
  words: SearchWords;
  /** Newest first. */
  found: readonly Found[];
  /** Mailboxes whose answer has not come. */
  pending: readonly string[];
  /** Mailboxes that could not be searched. */
  failed: readonly string[];
  /** Messages that are still to be read before they can be found. */
  unindexed: number;
  /** Whether some mailbox holds more, further back. */
  hasMore: boolean;
}

export interface Search {
  /** null while nothing is looked for. */
  readonly state: ReadonlySignal<SearchState | null>;
  look(words: SearchWords): void;
  /** Looks further back. */
  more(): void;
  stop(): void;
}

/** Conversations asked of each mailbox at once. */
const pageSize = 30;
/** Milliseconds before a search is asked again whose messages were not all read. */
const againMs = 3_000;

/** Looks for words in one mailbox or in all; each mailbox answers when it can, and late answers of old words are dropped. */
export function createSearch(
  jmap: Jmap,
  mailboxes: readonly OpenMailbox[],
  canSearch: (accountId: string) => boolean,
): Search {
  const state = signal<SearchState | null>(null);
  const unindexed = new Map<string, number>();
  const ended = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function start(words: SearchWords, isAgain = false): void {
    clearTimeout(timer);
    const asked = mailboxes.map((one) => one.accountId).filter(canSearch);
    const accounts = words.accountId === null ? asked : asked.filter((id) => id === words.accountId);
    unindexed.clear();
    ended.clear();
    const before = isAgain ? state.peek() : null;
    state.value = {
      words,
      found: before?.found ?? [],
      pending: accounts,
      failed: [],
      unindexed: before?.unindexed ?? 0,
      hasMore: false,
    };
    for (const id of accounts) void ask(words, id, 0, isAgain);
  }

  async function ask(words: SearchWords, accountId: string, position: number, isAgain = false): Promise<void> {
    let answer: { found: Found[]; unindexed: number } | null = null;
    try {
      const responses = await jmap.send(askFound(accountId, words, position), { unattended: isAgain });
      answer = readFound(responses, accountId);
    } catch (error) {
      if (error instanceof SignedOut) return;
      if (error instanceof NetworkLost) answer = null;
    }
    const now = state.peek();
    if (now?.words !== words) return;
    const pending = now.pending.filter((id) => id !== accountId);
    if (!answer) {
      state.value = { ...now, pending, failed: [...now.failed, accountId] };
      return;
    }
    if (answer.found.length < pageSize) ended.add(accountId);
    unindexed.set(accountId, answer.unindexed);
    const former = position === 0 ? now.found.filter((one) => one.accountId !== accountId) : now.found;
    const left = [...unindexed.values()].reduce((sum, count) => sum + count, 0);
    state.value = {
      ...now,
      found: newestFirst([...former, ...answer.found]),
      pending,
      unindexed: left,
      hasMore: [...unindexed.keys()].some((id) => !ended.has(id)),
    };
    if (pending.length === 0 && left > 0) timer = setTimeout(() => start(words, true), againMs);
  }

  return {
    state,
    look: (words) => start(words),
    more() {
      const now = state.peek();
      if (!now || now.pending.length > 0) return;
      const further = [...unindexed.keys()].filter((id) => !ended.has(id));
      state.value = { ...now, pending: further, hasMore: false };
      for (const id of further) {
        const known = now.found.filter((one) => one.accountId === id).length;
        void ask(now.words, id, known);
      }
    },
    stop() {
      clearTimeout(timer);
      state.value = null;
    },
  };
}

/** The words as a filter of RFC 8621 §4.4.1; days begin and end in Paris. */
export function filterOf({ text, from, after, before }: SearchWords): Record<string, string> {
  return {
    ...(text.trim() && { text: text.trim() }),
    ...(from.trim() && { from: from.trim() }),
    ...(after && { after: startOfDay(after, 0) }),
    ...(before && { before: startOfDay(before, 1) }),
  };
}

/** Whether there is anything to look for. */
export function isEmptySearch(words: SearchWords): boolean {
  return Object.keys(filterOf(words)).length === 0;
}

/** The instant at which a day begins in Paris, `later` days on, as a UTCDate (RFC 8620 §1.4). */
function startOfDay(day: string, later: number): string {
  const utc = Date.parse(`${day}T00:00:00Z`) + later * 86_400_000;
  return new Date(utc - parisOffset(utc)).toISOString().replace(".000", "");
}

/** Milliseconds by which clocks in Paris are ahead at that wall time, near enough: changes come at night's end. */
function parisOffset(ms: number): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone: "Europe/Paris", timeZoneName: "longOffset" }).formatToParts(ms);
  const [, hours = "0"] = /GMT\+(\d+)/.exec(parts.find(({ type }) => type === "timeZoneName")?.value ?? "") ?? [];
  return Number(hours) * 3_600_000;
}

function askFound(accountId: string, words: SearchWords, position: number): Call[] {
  const filter = filterOf(words);
  const [[, query], [, newest]] = askRows(accountId, "", position, pageSize) as [Call, Call];
  const ids = { resultOf: "found", name: "Email/query", path: "/ids" };
  return [
    ["Email/query", { ...query, filter, calculateTotal: false }, "found"],
    ["Email/get", { ...newest, "#ids": ids }, "messages"],
    ["SearchSnippet/get", { accountId, filter, "#emailIds": ids }, "snippets"],
  ];
}

interface Snippet {
  emailId: string;
  subject: string | null;
  preview: string | null;
}

function readFound(responses: Responses, accountId: string): { found: Found[]; unindexed: number } {
  const query = answerOf<{ ids: string[]; unindexed?: number }>(responses, "found");
  const messages = answerOf<{ list: ListedMessage[] }>(responses, "messages").list;
  const snippets = new Map(
    answerOf<{ list: Snippet[] }>(responses, "snippets").list.map((one) => [one.emailId, one]),
  );
  const byId = new Map(messages.map((message) => [message.id, message]));
  const found = query.ids.flatMap((id) => {
    const message = byId.get(id);
    if (!message) return [];
    const { subject = null, preview = null } = snippets.get(id) ?? {};
    return [{ accountId, message, subject, preview }];
  });
  return { found, unindexed: query.unindexed ?? 0 };
}

function newestFirst(found: readonly Found[]): Found[] {
  const seen = new Set<string>();
  return found
    .filter(({ message }) => !seen.has(message.id) && seen.add(message.id))
    .sort((a, b) => (a.message.receivedAt < b.message.receivedAt ? 1 : -1));
}
