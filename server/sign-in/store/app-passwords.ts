import type { Kysely } from "kysely";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { AuditRecord } from "../../audit/record.ts";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { takeTurn } from "../../foundations/database/turns.ts";
import { isFirstOfDay, isUseDue, mostAppPasswords, mostRefusals } from "../rules/app-password.ts";
import { regulationSpanMs } from "../rules/regulation.ts";
import type { SignInStoreParts } from "../store.ts";
import { isProved } from "./apps.ts";
import { keepNotice, type NewNotice } from "./notices.ts";
import type { AppPasswordEnd, AppPasswordRow, SignInTables } from "./tables.ts";
import { addTry, findTries, takeLoginTurn } from "./tries.ts";

/** A password about to be kept. */
export type NewAppPassword = Omit<AppPasswordRow, "used_at" | "ended_at" | "end_reason">;

/** Why one opened nothing. */
export type AppPasswordFault = "unknown" | "other-login" | "removed" | "expired" | "elsewhere";

export function createAppPasswordReads({ directory }: SignInStoreParts) {
  return {
    /** The password of a secret, living or not, with its person. */
    async appPassword(
      tx: ReadTx,
      { secretHash }: { secretHash: Uint8Array },
    ): Promise<{ row: AppPasswordRow; person: Person } | null> {
      const [row] = (await bySecret(tables(tx), { secretHash })).rows;
      const person = row && (await directory.reads.person(tx, { id: row.person_id }));
      return row && person ? { row, person } : null;
    },

    /** Those of a person that nobody ended, the oldest first; one that expired stays for a month. */
    async appPasswords(tx: ReadTx, { personId }: { personId: string }): Promise<AppPasswordRow[]> {
      return findOf(tx, personId);
    },
  };
}

export function createAppPasswordChanges({ audit }: SignInStoreParts) {
  return {
    /** Keeps a password that a person made for a program of hers, after a second factor given anew in this session. */
    async makeAppPassword(
      tx: ChangeTx,
      given: { person: Person; sessionId: string; row: NewAppPassword; notice: NewNotice },
    ): Promise<Refusal | null> {
      const { person, sessionId, row, notice } = given;
      await takePersonTurn(tx, person);
      if (!(await isProved(tx, { sessionId, at: row.made_at }))) return refuse("proof-needed");
      const living = (await findOf(tx, person.id)).filter(({ expires_at }) => expires_at > row.made_at);
      if (living.length >= mostAppPasswords) return refuse("too-many-app-passwords");
      await insert(tx, person, `person:${person.id}`, row);
      await keepNotice(tx, person, notice, row.made_at);
      return null;
    },

    /** Keeps one whose secret comes from elsewhere: whoever gives it vouches for it. False when it is there already. */
    async putAppPassword(
      tx: ChangeTx,
      { person, actor, row }: { person: Person; actor: string; row: NewAppPassword },
    ): Promise<boolean> {
      await takePersonTurn(tx, person);
      if ((await bySecret(tables(tx), { secretHash: row.secret_hash })).rows.length > 0) return false;
      await insert(tx, person, actor, row);
      return true;
    },

    async removeAppPassword(
      tx: ChangeTx,
      given: { person: Person; sessionId: string; id: string; notice: NewNotice; at: number },
    ): Promise<Refusal | null> {
      const { person, id, notice, at } = given;
      await takePersonTurn(tx, person);
      if (!(await isProved(tx, given))) return refuse("proof-needed");
      const row = (await findOf(tx, person.id)).find((one) => one.id === id);
      if (!row) return refuse("not-found");
      await endOne(tx, audit, row, { reason: "removed", at, actor: `person:${person.id}` });
      await keepNotice(tx, person, notice, at);
      return null;
    },

    /** Writes down a use, to the hour, and traces the first one of a day. */
    async useAppPassword(tx: ChangeTx, { id, at }: { id: string; at: number }): Promise<void> {
      const row = await tables(tx)
        .selectFrom("sign_in_app_passwords")
        .selectAll()
        .where("id", "=", id)
        .where("ended_at", "is", null)
        .executeTakeFirst();
      if (!row || !isUseDue(row, at)) return;
      const { numUpdatedRows } = await tables(tx)
        .updateTable("sign_in_app_passwords")
        .set({ used_at: at })
        .where("id", "=", id)
        // Of two nodes at once, one writes.
        .where("used_at", row.used_at === null ? "is" : "=", row.used_at)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 1n && isFirstOfDay(row, at)) await trace(tx, audit, row, "used", at);
    },

    /**
     * Traces a secret that opens nothing, the first times of a day under one key (HMAC of a login, a password's id or a
     * network); false beyond them.
     */
    async refuseAppPassword(
      tx: ChangeTx,
      given: {
        key: string;
        tryId: string;
        person: Person | null;
        id: string;
        reason: AppPasswordFault;
        at: number;
      },
    ): Promise<boolean> {
      const { key, tryId, person, id, reason, at } = given;
      await takeLoginTurn(tx, key);
      const tries = await findTries(tx, key);
      if (tries.filter((one) => one.at > at - regulationSpanMs).length >= mostRefusals) return false;
      await addTry(tx, { id: tryId, loginKey: key, kind: "wrong", at, browser: null });
      await audit.append(tx, {
        chain: person ? `structure:${person.structureId}` : "operator",
        at,
        actor: "program",
        action: "app-password.refused",
        object: id || (person?.id ?? ""),
        outcome: "refused",
        facts: { reason },
      });
      return true;
    },
  };

  async function insert(tx: ChangeTx, person: Person, actor: string, row: NewAppPassword): Promise<void> {
    await tables(tx)
      .insertInto("sign_in_app_passwords")
      .values({ ...row, used_at: null, ended_at: null, end_reason: null })
      .execute();
    await audit.append(tx, {
      chain: `structure:${person.structureId}`,
      at: row.made_at,
      actor,
      action: "app-password.made",
      object: row.id,
      outcome: "done",
      facts: { person: person.id, mailbox: row.mailbox_id, protocol: row.protocol, until: row.expires_at },
    });
  }
}

/** Ends every living password of a person; answers their ids, under which their programs listen. */
export async function endAppPasswords(
  tx: ChangeTx,
  audit: AuditRecord,
  { person, ...end }: { person: Person; reason: AppPasswordEnd; at: number; actor: string },
): Promise<string[]> {
  await takePersonTurn(tx, person);
  const living = await findOf(tx, person.id);
  for (const row of living) await endOne(tx, audit, row, end);
  return living.map(({ id }) => id);
}

/** Those whose end, or whose time, is long past. */
export async function forgetOldAppPasswords(tx: ChangeTx, before: number): Promise<void> {
  await tables(tx)
    .deleteFrom("sign_in_app_passwords")
    .where((old) => old.or([old("ended_at", "<", before), old("expires_at", "<", before)]))
    .execute();
}

async function endOne(
  tx: ChangeTx,
  audit: AuditRecord,
  row: AppPasswordRow,
  { reason, at, actor }: { reason: AppPasswordEnd; at: number; actor: string },
): Promise<void> {
  await tables(tx)
    .updateTable("sign_in_app_passwords")
    .set({ ended_at: at, end_reason: reason })
    .where("id", "=", row.id)
    .execute();
  await trace(tx, audit, row, "removed", at, actor, { reason });
}

function trace(
  tx: ChangeTx,
  audit: AuditRecord,
  row: AppPasswordRow,
  what: "used" | "removed",
  at: number,
  actor = `person:${row.person_id}`,
  facts: Record<string, string> = {},
): Promise<void> {
  return audit.append(tx, {
    chain: `structure:${row.structure_id}`,
    at,
    actor,
    action: `app-password.${what}`,
    object: row.id,
    outcome: "done",
    facts: { mailbox: row.mailbox_id, protocol: row.protocol, ...facts },
  });
}

function findOf(tx: ReadTx, personId: string): Promise<AppPasswordRow[]> {
  return tables(tx)
    .selectFrom("sign_in_app_passwords")
    .selectAll()
    .where("person_id", "=", personId)
    .where("ended_at", "is", null)
    .orderBy("made_at")
    .orderBy("id")
    .execute();
}

function takePersonTurn(tx: ChangeTx, person: Person): Promise<boolean> {
  return takeTurn(tx, `sign-in app passwords ${person.id}`);
}

const bySecret = prepare((db: Kysely<SignInTables>, { secretHash }: { secretHash: Uint8Array }) =>
  db.selectFrom("sign_in_app_passwords").selectAll().where("secret_hash", "=", secretHash),
);

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
