import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Call, type Jmap, NetworkLost, type Responses, SignedOut } from "./jmap.ts";
import { askBodies, askThread, readBodies, readThread } from "./requests.ts";
import { isDraft, isSeen, type Member, type Message, type MessageBody } from "./shapes.ts";

/** One conversation, open on the page. */
export interface Conversation {
  readonly accountId: string;
  readonly threadId: string;
  readonly state: Signal<"waiting" | "ready" | "gone" | "failed">;
  /** Oldest first, without those put aside. */
  readonly messages: ReadonlySignal<readonly Message[]>;
  /** Ids of the messages that are unfolded. */
  readonly opened: Signal<ReadonlySet<string>>;
  readonly bodies: Signal<ReadonlyMap<string, MessageBody | "failed">>;
  /** The message on which the conversation opened: the first unread, or the last. */
  readonly startsAt: Signal<string | null>;
  load(): Promise<void>;
  toggle(id: string): void;
  patch(ids: ReadonlySet<string>, change: (member: Member) => void): void;
  ask(): Call[];
  read(responses: Responses): void;
}

/**
 * `known` are its messages as the list knows them: then their bodies come with the first answer. `isAside` tells which
 * messages do not show here.
 */
export function createConversation(
  jmap: Jmap,
  accountId: string,
  threadId: string,
  known: readonly Member[],
  isAside: (member: Member) => boolean,
): Conversation {
  const state: Conversation["state"] = signal("waiting");
  const all = signal<readonly Message[]>([]);
  const messages = computed(() => all.value.filter((message) => !isAside(message)));
  const opened = signal<ReadonlySet<string>>(new Set());
  const bodies = signal<ReadonlyMap<string, MessageBody | "failed">>(new Map());
  const startsAt = signal<string | null>(null);

  async function load(): Promise<void> {
    const guess = state.value === "ready" ? [] : openingOf(known.filter((member) => !isAside(member)));
    try {
      const ask = guess.length > 0 ? [...askThread(accountId, threadId), askBodies(accountId, guess)] : askThread(accountId, threadId);
      const responses = await jmap.send(ask);
      if (guess.length > 0) keepBodies(guess, responses);
      read(responses);
    } catch (error) {
      if (!(error instanceof NetworkLost || error instanceof SignedOut)) state.value = "failed";
    }
  }

  function read(responses: Responses): void {
    const isFirst = state.value !== "ready";
    const former = messages.value;
    all.value = readThread(responses).messages;
    const now = messages.value;
    state.value = now.length > 0 ? "ready" : "gone";
    const opening = isFirst ? openingOf(now) : justSent(former, now);
    if (isFirst) startsAt.value = opening[0] ?? null;
    if (!isFirst && opening.length === 0) return;
    opened.value = new Set([...opened.value, ...opening]);
    void loadBodies();
  }

  async function loadBodies(): Promise<void> {
    const missing = [...opened.value].filter((id) => !bodies.value.has(id));
    if (missing.length === 0) return;
    try {
      keepBodies(missing, await jmap.send([askBodies(accountId, missing)]));
    } catch (error) {
      if (error instanceof NetworkLost || error instanceof SignedOut) return;
      bodies.value = new Map([...bodies.value, ...missing.map((id) => [id, "failed"] as const)]);
    }
  }

  function keepBodies(ids: readonly string[], responses: Responses): void {
    const came = new Map(readBodies(responses).map((body) => [body.id, body]));
    bodies.value = new Map([...bodies.value, ...ids.map((id) => [id, came.get(id) ?? "failed"] as const)]);
  }

  return {
    accountId,
    threadId,
    state,
    messages,
    opened,
    bodies,
    startsAt,
    load,
    toggle(id) {
      const now = new Set(opened.value);
      if (!now.delete(id)) now.add(id);
      opened.value = now;
      void loadBodies();
    },
    patch(ids, change) {
      all.value = all.value.map((message) => {
        if (!ids.has(message.id)) return message;
        const changed = { ...message };
        change(changed);
        return changed;
      });
    },
    ask: () => askThread(accountId, threadId),
    read,
  };
}

/** What is unfolded at first: all that is unread, or the last message. */
function openingOf(members: readonly Member[]): string[] {
  const unread = members.filter((member) => !isSeen(member)).map((member) => member.id);
  const last = members.at(-1);
  return unread.length > 0 || !last ? unread : [last.id];
}

/**
 * What the person has just sent is unfolded: it says where it is. Any other message that comes later stays folded: to
 * show it would be to read it, in the person's name.
 */
function justSent(former: readonly Message[], now: readonly Message[]): string[] {
  const waiting = new Set(former.filter((message) => !isDraft(message)).map(({ id }) => id));
  return now
    .filter((message) => isSeen(message) && !isDraft(message) && !waiting.has(message.id))
    .map(({ id }) => id);
}
