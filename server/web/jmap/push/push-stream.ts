import type { Who } from "../../../mailboxes/views.ts";
import type { JmapParts } from "../parts.ts";
import { statesOf } from "../states.ts";
import { eventId, findChanged, pickStates, type TypeStates } from "./type-states.ts";

export interface PushOptions {
  who: Who;
  types: readonly string[];
  closeAfterState: boolean;
  /** Seconds between pings, 0 for none. */
  ping: number;
  lastEventId: string | null;
  /** Absolute end of the session, milliseconds since 1970. */
  endsAt: number;
  /** Whether the session lives still, asked without putting off its end. */
  isAlive(): Promise<boolean>;
  /** False when the client does not read what it was sent. */
  send(text: string): boolean;
  onClose(): void;
}

/** One open event source. */
export interface PushStream {
  readonly who: Who;
  /** Sends what the person is missing, if anything, and goes on from there. */
  start(): Promise<void>;
  /** Something moved in these mailboxes, hers or not. */
  touch(mailboxIds: readonly string[]): void;
  /** Anything may have moved. */
  touchAll(): void;
  close(): void;
}

/** Changes that come together leave together: milliseconds. */
const coalesceMs = 75;
/** Session and rights are looked at again at each ping, and at least this often: seconds. */
const recheckSeconds = 30;
const longestTimerMs = 2_147_483_647;

/** The state events and pings of one person's stream (RFC 8620 §7.3). */
export function createPushStream(parts: JmapParts, options: PushOptions): PushStream {
  const { mailboxes, clock, log } = parts;
  const { who, types } = options;
  /** The states as last told, by account. */
  const known = new Map<string, TypeStates>();
  /** What the person could do in each account when it was last looked at. */
  const rights = new Map<string, string>();
  const touched = new Set<string>();
  let isReady = false;
  let isClosed = false;
  let isFlushing = false;
  let flushTimer: NodeJS.Timeout | undefined;
  let pingTimer: NodeJS.Timeout | undefined;
  // Beyond 24 days a timer fires at once; the end of a program's password is found by `recheck`.
  const leftMs = Math.min(longestTimerMs, Math.max(0, options.endsAt - clock.now()));
  const endTimer = setTimeout(close, leftMs).unref();
  const recheckMs = Math.min(recheckSeconds, options.ping || recheckSeconds) * 1000;
  const recheckTimer = setInterval(() => void guard(recheck), recheckMs).unref();
  armPing();

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    for (const timer of [flushTimer, pingTimer, endTimer, recheckTimer]) clearTimeout(timer);
    options.onClose();
  }

  function send(text: string): void {
    if (!isClosed && !options.send(text)) close();
  }

  /** A stream whose store fails ends; the client comes back by itself. */
  async function guard(deed: () => Promise<void>): Promise<void> {
    try {
      if (!isClosed) await deed();
    } catch (error) {
      log.defect("jmap.push", error, { session: who.sessionId });
      close();
    }
  }

  function armPing(): void {
    if (options.ping === 0 || isClosed) return;
    clearTimeout(pingTimer);
    pingTimer = setTimeout(() => {
      send(`event: ping\ndata: {"interval":${options.ping}}\n\n`);
      armPing();
    }, options.ping * 1000).unref();
  }

  /** Ends the stream with the session or with a right, and takes in mailboxes that have become the person's. */
  async function recheck(): Promise<void> {
    if (!(await options.isAlive())) return close();
    const ids = (await mailboxes.listMailboxes(who.personId, who.only)).map((mailbox) => mailbox.id);
    if ([...known.keys()].some((id) => !ids.includes(id))) return close();
    for (const id of ids) if (!known.has(id)) touched.add(id);
    scheduleFlush();
  }

  function touch(mailboxIds: readonly string[]): void {
    for (const id of mailboxIds) if (!isReady || known.has(id)) touched.add(id);
    scheduleFlush();
  }

  function scheduleFlush(): void {
    if (touched.size === 0 || !isReady || isFlushing || isClosed) return;
    flushTimer ??= setTimeout(() => void guard(flush), coalesceMs).unref();
  }

  async function flush(): Promise<void> {
    flushTimer = undefined;
    isFlushing = true;
    const changed: [string, TypeStates][] = [];
    for (const id of takeTouched()) {
      const states = await statesOf(parts, who, id);
      // Not hers: never was, or is no longer.
      if (!states && known.has(id)) return close();
      if (!states) continue;
      // Another right, or a mailbox that was closed or opened again: the page comes back, and asks what it may do.
      if (rights.has(id) && rights.get(id) !== states.right) return close();
      rights.set(id, states.right);
      const now = pickStates(states, types);
      const moved = findChanged(known.get(id), now);
      known.set(id, now);
      if (Object.keys(moved).length > 0) changed.push([id, moved]);
    }
    isFlushing = false;
    if (changed.length > 0) tell(changed);
    scheduleFlush();
  }

  function takeTouched(): string[] {
    const ids = [...touched];
    touched.clear();
    return ids;
  }

  function tell(changed: [string, TypeStates][]): void {
    const change = { "@type": "StateChange", changed: Object.fromEntries(changed) };
    send(`event: state\nid: ${eventId(known)}\ndata: ${JSON.stringify(change)}\n\n`);
    if (options.closeAfterState) return close();
    armPing();
  }

  async function start(): Promise<void> {
    // The session may have ended while its stream was being opened: then nobody told this one.
    if (!(await options.isAlive())) return close();
    for (const { id } of await mailboxes.listMailboxes(who.personId, who.only)) {
      const states = await statesOf(parts, who, id);
      if (!states) continue;
      known.set(id, pickStates(states, types));
      rights.set(id, states.right);
    }
    if (isClosed) return;
    const id = eventId(known);
    // Which of the states are news to the client cannot be told from its id: all are sent, it compares.
    if (options.lastEventId !== null && options.lastEventId !== id) tell([...known]);
    else send(`id: ${id}\n\n`);
    isReady = true;
    for (const one of touched) if (!known.has(one)) touched.delete(one);
    scheduleFlush();
  }

  return { who, start: () => guard(start), touch, touchAll: () => touch([...known.keys()]), close };
}
