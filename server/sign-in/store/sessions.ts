import type { Kysely } from "kysely";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { AuditRecord } from "../../audit/record.ts";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { findNetwork } from "../../foundations/networks.ts";
import { type Narrowing, networksOf } from "../rules/policy.ts";
import type { SignInStoreParts } from "../store.ts";
import { forgetProof, isProved } from "./apps.ts";
import { type AttemptFrom, isNewNetwork, keepAttempt } from "./attempts.ts";
import { type Entrant, meetBrowser, type Met } from "./meet-browser.ts";
import { keepNotice, type NewNotice } from "./notices.ts";
import { keepLast } from "./lasts.ts";
import { holdNarrowing } from "./policies.ts";
import { forgetPscSession } from "./psc-sessions.ts";
import type { EndReason, SessionMethod, SessionRow, SignInTables } from "./tables.ts";

/** A session about to open. `previousTokenHash`: the one that this browser still holds, which ends. */
export interface NewSession {
  id: string;
  tokenHash: Uint8Array;
  endsAt: number;
  previousTokenHash: Uint8Array | null;
  /** Null for what keeps no cookies. */
  entrant: Entrant | null;
}

/** A session just opened; `replaced` is the id of the one that it replaces in the same browser. */
export interface OpenedSession {
  session: SessionRow;
  person: Person;
  replaced: string | null;
  /** Its person opened sessions before, none of them from there; the notice is kept. */
  isNewPlace: boolean;
  /** The browser it was opened in. */
  met: Met | null;
}

export function createSessionReads({ directory }: SignInStoreParts) {
  return {
    /** The session under a token, living or not, with its person. */
    async session(
      tx: ReadTx,
      { tokenHash }: { tokenHash: Uint8Array },
    ): Promise<{ session: SessionRow; person: Person } | null> {
      const session = await findByToken(tx, tokenHash);
      const person = session && (await directory.reads.person(tx, { id: session.person_id }));
      return session && person ? { session, person } : null;
    },
  };
}

export function createSessionChanges({ audit }: SignInStoreParts) {
  return {
    /** Moves the idle clock of an open session; never backwards, never of a locked or ended one. */
    async touchSession(tx: ChangeTx, { id, at }: { id: string; at: number }): Promise<void> {
      await tables(tx)
        .updateTable("sign_in_sessions")
        .set({ touched_at: at })
        .where("id", "=", id)
        .where("ended_at", "is", null)
        .where("locked_at", "is", null)
        .where("touched_at", "<", at)
        .execute();
    },

    /** Ends the session under a token; returns its id, or null when there was none living. */
    async endSession(
      tx: ChangeTx,
      { tokenHash, at, reason }: { tokenHash: Uint8Array; at: number; reason: EndReason },
    ): Promise<string | null> {
      const session = await findByToken(tx, tokenHash);
      if (!session || session.ended_at !== null) return null;
      const ended = await endSessions(tx, audit, [session], reason, at, `person:${session.person_id}`);
      return ended[0] ?? null;
    },

    /** Ends another session of the same person (`id`), or all the others; returns which ended. */
    async closeSessions(
      tx: ChangeTx,
      given: { personId: string; sessionId: string; id: string | null; at: number },
    ): Promise<Refusal | { ended: string[] }> {
      const { personId, sessionId, id, at } = given;
      if (!(await isProved(tx, given))) return refuse("proof-needed");
      const others = await tables(tx)
        .selectFrom("sign_in_sessions")
        .selectAll()
        .where("person_id", "=", personId)
        .where("id", "!=", sessionId)
        .$if(id !== null, (query) => query.where("id", "=", id))
        // One that has ended meanwhile is hers still: it is closed, as she wished.
        .$if(id === null, (query) => query.where("ended_at", "is", null))
        .orderBy("id")
        .execute();
      if (id !== null && others.length === 0) return refuse("not-found");
      return { ended: await endSessions(tx, audit, others, "closed", at, `person:${personId}`) };
    },
  };
}

/** Who proved what: all that a session is opened on. */
export interface Proven {
  person_id: string;
  structure_id: string;
  method: SessionMethod;
  /** Level of the means, where the provider says one. */
  acr?: string;
  /** Of the attempt that ends here. */
  from: AttemptFrom;
  /** One of them is kept where it comes from a new browser, or network. */
  notice: PlaceNotices;
  /** Both factors at once, by one means. */
  whole?: true;
  /** HMAC of the login, where it was given. */
  login_key?: string;
  /** What both factors, just given, do to the trust in this browser; nothing where they were not. */
  trust?: "begin" | "end";
}

export type PlaceNotices = Record<"browser" | "network" | "both", NewNotice>;

/** Opens a session for what was just proven, in a browser that is known from now on. */
export async function insertSession(
  tx: ChangeTx,
  audit: AuditRecord,
  proven: Proven,
  session: NewSession,
  at: number,
): Promise<Omit<OpenedSession, "person">> {
  const actor = `person:${proven.person_id}`;
  const limited = limit(session, await holdNarrowing(tx, proven.structure_id), at);
  const previous = session.previousTokenHash && (await findByToken(tx, session.previousTokenHash));
  const living = previous && previous.ended_at === null ? [previous] : [];
  const [replaced = null] = await endSessions(tx, audit, living, "replaced", at, actor);
  const met = limited.entrant && (await meetBrowser(tx, audit, proven, limited.entrant, at));
  const row: SessionRow = {
    id: session.id,
    token_hash: session.tokenHash,
    person_id: proven.person_id,
    structure_id: proven.structure_id,
    method: proven.method,
    opened_at: at,
    touched_at: at,
    locked_at: null,
    unlock_tries: 0,
    ends_at: limited.endsAt,
    ended_at: null,
    end_reason: null,
    attempt_id: proven.from.id,
    browser_id: met?.id ?? null,
    idle_ms: met?.isShared ? met.sharedIdleMs : null,
    rule_idle_ms: limited.ruleIdleMs,
  };
  await insertRow(tables(tx), row);
  const person = { id: proven.person_id, structureId: proven.structure_id };
  const notice = choosePlace(proven.notice, {
    browser: met?.isNew ?? false,
    network: await isNewNetwork(tx, person, proven.from.network_key),
  });
  if (notice) await keepNotice(tx, person, notice, at);
  const { from, person_id: personId, method } = proven;
  await keepAttempt(tx, { from, personId, method, outcome: "opened", at });
  await keepLast(tx, proven.person_id, at);
  await traceOpened(tx, audit, proven, session.id, at);
  return { session: row, replaced, isNewPlace: notice !== null, met };
}

/** What the structure leaves of a session about to open. */
function limit(
  { endsAt, entrant }: NewSession,
  narrowing: Narrowing | null,
  at: number,
): Pick<NewSession, "endsAt" | "entrant"> & { ruleIdleMs: number | null } {
  if (!narrowing) return { endsAt, entrant, ruleIdleMs: null };
  const { sessionMinutes, idleMinutes, trustMinutes } = narrowing;
  const network = entrant?.address ? findNetwork(networksOf(narrowing), entrant.address) : null;
  return {
    endsAt: Math.min(endsAt, at + (sessionMinutes ?? Infinity) * 60_000),
    ruleIdleMs: idleMinutes === null ? null : idleMinutes * 60_000,
    entrant: entrant && {
      ...entrant,
      network: network?.name ?? entrant.network,
      isShared: entrant.isShared || (network?.shared ?? false),
      trustMs: Math.min(entrant.trustMs, (trustMinutes ?? Infinity) * 60_000),
    },
  };
}

function traceOpened(
  tx: ChangeTx,
  audit: AuditRecord,
  { structure_id, person_id, method, acr, whole }: Proven,
  id: string,
  at: number,
): Promise<void> {
  return audit.append(tx, {
    chain: `structure:${structure_id}`,
    at,
    actor: `person:${person_id}`,
    action: "session.opened",
    object: id,
    outcome: "done",
    facts: { method, ...(acr === undefined ? {} : { acr }), ...(whole ? { whole: true } : {}) },
  });
}

function choosePlace(notices: PlaceNotices, isNew: { browser: boolean; network: boolean }): NewNotice | null {
  if (isNew.browser && isNew.network) return notices.both;
  if (isNew.browser) return notices.browser;
  return isNew.network ? notices.network : null;
}

/** Ends sessions, each with its trace; returns the ids of those that nobody else had ended. */
export async function endSessions(
  tx: ChangeTx,
  audit: AuditRecord,
  sessions: readonly SessionRow[],
  reason: EndReason,
  at: number,
  actor: string,
): Promise<string[]> {
  const ended: string[] = [];
  for (const session of sessions) {
    const { numUpdatedRows } = await tables(tx)
      .updateTable("sign_in_sessions")
      .set({ ended_at: at, end_reason: reason })
      .where("id", "=", session.id)
      .where("ended_at", "is", null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) continue;
    ended.push(session.id);
    await forgetPscSession(tx, session.id);
    // A request of its last instant changes nothing any more.
    await forgetProof(tx, session.id);
    await audit.append(tx, {
      chain: `structure:${session.structure_id}`,
      at,
      actor,
      action: "session.ended",
      object: session.id,
      outcome: "done",
      facts: { reason },
    });
  }
  return ended;
}

/** The browser that a session was opened in. */
export async function browserOfSession(tx: ReadTx, id: string): Promise<string | null> {
  const row = await tables(tx)
    .selectFrom("sign_in_sessions")
    .select("browser_id")
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.browser_id ?? null;
}

export async function findByToken(tx: ReadTx, tokenHash: Uint8Array): Promise<SessionRow | null> {
  return (await sessionByToken(tables(tx), { tokenHash })).rows[0] ?? null;
}

const insertRow = prepare((db: Kysely<SignInTables>, row: SessionRow) =>
  db.insertInto("sign_in_sessions").values({
    id: row.id,
    token_hash: row.token_hash,
    person_id: row.person_id,
    structure_id: row.structure_id,
    method: row.method,
    opened_at: row.opened_at,
    touched_at: row.touched_at,
    locked_at: row.locked_at,
    unlock_tries: row.unlock_tries,
    ends_at: row.ends_at,
    ended_at: row.ended_at,
    end_reason: row.end_reason,
    attempt_id: row.attempt_id,
    browser_id: row.browser_id,
    idle_ms: row.idle_ms,
    rule_idle_ms: row.rule_idle_ms,
  }),
);

const sessionByToken = prepare((db: Kysely<SignInTables>, { tokenHash }: { tokenHash: Uint8Array }) =>
  db.selectFrom("sign_in_sessions").selectAll().where("token_hash", "=", tokenHash),
);

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
