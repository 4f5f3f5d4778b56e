import type { Kysely } from "kysely";
import type { AuditRecord } from "../../audit/record.ts";
import { type ChangeTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import type { BrowserKind } from "../../notifications/door.ts";
import { mostBrowsers } from "../rules/trust.ts";
import { findBrowsers, postOf } from "./browser-rows.ts";
import type { Proven } from "./sessions.ts";
import type { BrowserRow, SessionMethod, SignInTables } from "./tables.ts";

/** The browser that a session is about to open in. */
export interface Entrant {
  /** From where it comes, in its one form; null when it is not known. It is kept nowhere. */
  address: string | null;
  /** Of the cookie that it has, if any, and of the one that it would be given. */
  browserHash: Uint8Array | null;
  freshHash: Uint8Array;
  /** The id of its row, should it be a new one. */
  rowId: string;
  kind: BrowserKind;
  /** The structure's name of the network that it comes from. */
  network: string | null;
  /** Whether computers of that network are many people's. */
  isShared: boolean;
  /** How long it may be trusted there. */
  trustMs: number;
  /** How long a session may be silent at a shared post. */
  sharedIdleMs: number;
}

/** What became of it. */
export interface Met {
  id: string;
  /** Whether its person opened sessions before, and none there. */
  isNew: boolean;
  /** Whether it has to be given the fresh cookie. */
  isFresh: boolean;
  isShared: boolean;
  sharedIdleMs: number;
}

/**
 * Keeps the browser in which a person opens a session, and the trust that she asks for. Trust comes with a new cookie:
 * whoever knew the former one, a colleague who had it before her, holds nothing.
 */
export async function meetBrowser(
  tx: ChangeTx,
  audit: AuditRecord,
  proven: Proven,
  entrant: Entrant,
  at: number,
): Promise<Met> {
  const { browserHash, freshHash, trustMs } = entrant;
  const post = browserHash && (await postOf(tables(tx), { browserHash })).rows[0];
  const isShared = entrant.isShared || Boolean(post);
  const trusts = proven.trust === "begin" && !isShared && trustMs > 0;
  const isFresh = browserHash === null || trusts;
  if (trusts && browserHash)
    await tables(tx)
      .updateTable("sign_in_browsers")
      .set({ browser_hash: freshHash })
      .where("browser_hash", "=", browserHash)
      .execute();
  const hash = isFresh ? freshHash : browserHash;
  const [before] = (await knownBrowser(tables(tx), { hash, personId: proven.person_id })).rows;
  const row: BrowserRow = {
    id: before?.id ?? entrant.rowId,
    browser_hash: hash,
    person_id: proven.person_id,
    structure_id: proven.structure_id,
    login_key: proven.login_key ?? before?.login_key ?? "",
    ...entrant.kind,
    network: entrant.network,
    first_at: before?.first_at ?? at,
    used_at: at,
    ...trustOf(proven, before, trusts ? at + trustMs : null, isShared),
  };
  const isFirst = before ? false : await addBrowser(tx, row);
  if (before) await updateBrowser(tables(tx), row);
  if (trusts) await traceTrust(tx, audit, proven, at, trustMs);
  const { sharedIdleMs } = entrant;
  return { id: row.id, isNew: !before && !isFirst, isFresh, isShared, sharedIdleMs };
}

type Trust = Pick<BrowserRow, "trusted_until" | "trusted_by">;

function trustOf(
  { method, trust }: Proven,
  before: Trust | undefined,
  until: number | null,
  isShared: boolean,
): Trust {
  if (until !== null && isSecondFactor(method)) return { trusted_until: until, trusted_by: method };
  const keeps = before && trust === undefined && !isShared;
  return keeps
    ? { trusted_until: before.trusted_until, trusted_by: before.trusted_by }
    : { trusted_until: null, trusted_by: null };
}

function isSecondFactor(method: SessionMethod): method is NonNullable<BrowserRow["trusted_by"]> {
  return method !== "psc" && method !== "trusted";
}

/** Returns whether it is the first of its person. */
async function addBrowser(tx: ChangeTx, row: BrowserRow): Promise<boolean> {
  const others = await findBrowsers(tx, row.person_id);
  for (const { id } of others.slice(mostBrowsers - 1))
    await tables(tx).deleteFrom("sign_in_browsers").where("id", "=", id).execute();
  await insertBrowser(tables(tx), row);
  return others.length === 0;
}

function traceTrust(
  tx: ChangeTx,
  audit: AuditRecord,
  { person_id, structure_id, method }: Proven,
  at: number,
  trustMs: number,
): Promise<void> {
  return audit.append(tx, {
    chain: `structure:${structure_id}`,
    at,
    actor: `person:${person_id}`,
    action: "browser.trusted",
    object: person_id,
    outcome: "done",
    facts: { method, minutes: trustMs / 60_000 },
  });
}

const knownBrowser = prepare(
  (db: Kysely<SignInTables>, { hash, personId }: { hash: Uint8Array; personId: string }) =>
    db
      .selectFrom("sign_in_browsers")
      .selectAll()
      .where("browser_hash", "=", hash)
      .where("person_id", "=", personId),
);

const insertBrowser = prepare((db: Kysely<SignInTables>, row: BrowserRow) =>
  db.insertInto("sign_in_browsers").values({
    id: row.id,
    browser_hash: row.browser_hash,
    person_id: row.person_id,
    structure_id: row.structure_id,
    login_key: row.login_key,
    browser: row.browser,
    system: row.system,
    network: row.network,
    first_at: row.first_at,
    used_at: row.used_at,
    trusted_until: row.trusted_until,
    trusted_by: row.trusted_by,
  }),
);

const updateBrowser = prepare((db: Kysely<SignInTables>, row: BrowserRow) =>
  db
    .updateTable("sign_in_browsers")
    .set({
      login_key: row.login_key,
      browser: row.browser,
      system: row.system,
      network: row.network,
      used_at: row.used_at,
      trusted_until: row.trusted_until,
      trusted_by: row.trusted_by,
    })
    .where("id", "=", row.id),
);

function tables(tx: ChangeTx) {
  return tablesOf<SignInTables>(tx);
}
