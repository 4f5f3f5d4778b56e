import { Client, type ClientConfig } from "pg";
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../log.ts";
import type { Changed } from "./operation.ts";
import { type Presence, takePresence } from "./postgres-presence.ts";

/** What this node tells the other nodes of its commits, and hears of theirs. */
export interface News {
  /** Tells the other nodes, soon. */
  tell(changes: readonly Changed[]): void;
  close(): Promise<void>;
}

interface NewsParts {
  connection: ClientConfig;
  presence: Presence;
  hear(changes: Changed[]): void;
  /** Called when the other nodes could not be heard for a while, once they can again. */
  missed(): void;
  log: Log;
}

const channel = "caducee_changed";
/** PostgreSQL takes payloads of fewer than 8,000 bytes. */
const payloadBytes = 7900;
/** A connection that died without a word is found out within this time. */
const heartbeatMs = 30_000;
const reconnectMs = { first: 100, most: 5000 };

/**
 * One connection of its own that listens and notifies (LISTEN, NOTIFY), and that says that this node is there. Notifications leave after the commit, together:
 * inside the transaction they would make every commit of every node wait for the one before it. What this connection
 * sent itself is recognised by its own process id and passed over: this node's listeners were told at the commit.
 */
export async function openNews(parts: NewsParts): Promise<News> {
  const waiting = new Map<string, Changed>();
  const closing = new AbortController();
  let telling = Promise.resolve();
  let reconnecting = Promise.resolve();
  let client: Client | undefined;
  client = await listen(parts, lost);

  function lost(): void {
    if (closing.signal.aborted || !client) return;
    client = undefined;
    parts.log.info("news of other nodes: connection lost");
    reconnecting = reconnect(reconnectMs.first);
  }

  async function reconnect(wait: number): Promise<void> {
    await pause(wait, undefined, { signal: closing.signal }).catch(() => {});
    if (closing.signal.aborted) return;
    client = await listen(parts, lost).catch(() => undefined);
    if (!client) return reconnect(Math.min(wait * 2, reconnectMs.most));
    parts.log.info("news of other nodes: heard again");
    parts.missed();
    telling = telling.then(flush);
  }

  async function flush(): Promise<void> {
    if (!client || waiting.size === 0) return;
    const taken = [...waiting];
    waiting.clear();
    const payloads = payloadsOf(taken.map(([, change]) => change));
    try {
      const notify = "select pg_notify($1, payload) from unnest($2::text[]) payload";
      await client.query(notify, [channel, payloads]);
    } catch {
      // Told over the next connection.
      for (const [key, change] of taken) waiting.set(key, change);
    }
  }

  return {
    tell(changes) {
      for (const change of changes) waiting.set(`${change.mailboxId} ${change.personId ?? ""}`, change);
      telling = telling.then(flush);
    },
    async close() {
      await telling;
      closing.abort();
      await reconnecting;
      await client?.end();
    },
  };
}

/** Connects and listens; calls `lost` once when the connection is no more, whoever ended it. */
async function listen({ connection, presence, hear }: NewsParts, lost: () => void): Promise<Client> {
  const client = new Client({ ...connection, query_timeout: 10_000, keepAlive: true });
  let own: number | undefined;
  const beat = () => void client.query("select 1").catch(end);
  const heartbeat = setInterval(beat, heartbeatMs).unref();
  let isOpen = true;
  function end(): void {
    if (!isOpen) return;
    isOpen = false;
    clearInterval(heartbeat);
    client.end().catch(() => {});
    lost();
  }
  client.on("error", end).on("end", end);
  client.on("notification", ({ processId, payload = "[]" }) => {
    if (processId !== own) hear(JSON.parse(payload));
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    own = rows[0]?.pid;
    await takePresence(client, presence);
    await client.query(`listen ${channel}`);
    return client;
  } catch (error) {
    end();
    throw error;
  }
}

/** The changes as JSON, in as few texts as their length allows. */
export function payloadsOf(changes: readonly Changed[]): string[] {
  const payloads: string[][] = [];
  let room = 0;
  for (const change of changes) {
    const text = JSON.stringify(change);
    const bytes = Buffer.byteLength(text) + 1;
    if (bytes > room || payloads.length === 0) {
      payloads.push([]);
      room = payloadBytes;
    }
    payloads.at(-1)?.push(text);
    room -= bytes;
  }
  return payloads.map((texts) => `[${texts.join(",")}]`);
}
