import { setTimeout as pause } from "node:timers/promises";
import type { ClientBase } from "pg";
import { PostgresRefused } from "./postgres-refusals.ts";

/** Who has the database open. */
export interface Presence {
  /** The name of a node: no two of one name at a time, for each would clear what the other has in flight. */
  node?: string;
  /** Nobody else may have it open: an export, an import. */
  alone?: boolean;
}

/** Any number that no other program would take. */
const presenceLock = 0x4ca_d0d;
/** The connections of a node that has just been killed go in a moment. */
const tries = 25;
const pauseMs = 200;

/**
 * Says who is there for as long as the connection lives (advisory locks of the session). Throws `PostgresRefused` when
 * that cannot be.
 */
export async function takePresence(client: ClientBase, { node, alone = false }: Presence): Promise<void> {
  // A node that was cut off without a word is gone a minute later, and may come back under its name.
  await client.query(`select set_config('tcp_keepalives_idle', '30', false),
    set_config('tcp_keepalives_interval', '10', false), set_config('tcp_keepalives_count', '3', false)`);
  const whole = alone ? "pg_try_advisory_lock" : "pg_try_advisory_lock_shared";
  if (!(await take(client, `${whole}($1)`, presenceLock)))
    throw new PostgresRefused(alone ? "in-use" : "being-moved");
  if (node !== undefined && !(await take(client, "pg_try_advisory_lock(hashtextextended($1, 0))", node)))
    throw new PostgresRefused("same-node");
}

async function take(client: ClientBase, lock: string, value: string | number): Promise<boolean> {
  for (let count = 0; count < tries; count++) {
    const { rows } = await client.query<{ taken: boolean }>(`select ${lock} as taken`, [value]);
    // The driver gives booleans as the embedded store would: 0 or 1.
    if (Number(rows[0]?.taken) === 1) return true;
    await pause(pauseMs);
  }
  return false;
}
