import type { Kysely } from "kysely";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { AuditRecord } from "../../audit/record.ts";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import type { Allowance } from "../rules/allowance.ts";
import { mayEnter } from "../rules/may-enter.ts";
import { findCodeWait, findPasswordWait, type Regulation } from "../rules/regulation.ts";
import type { Means } from "../steps/known.ts";
import type { SignInStoreParts } from "../store.ts";
import { endAppPasswords } from "./app-passwords.ts";
import { findNetworkWait, spendNetwork } from "./allowances.ts";
import { isProved } from "./apps.ts";
import { type AttemptFrom, keepAttempt } from "./attempts.ts";
import { endTrust, findKnownBrowser } from "./browser-rows.ts";
import { keepNotice, type NewNotice } from "./notices.ts";
import { findMeans } from "./means.ts";
import { endSessions } from "./sessions.ts";
import { beginSilence } from "./silences.ts";
import type { SignInTables } from "./tables.ts";
import { addTry, dropTry, findTries, takeBurst, takeLoginTurn } from "./tries.ts";

/** The person behind a login, with what to check a password against. */
export interface Account {
  person: Person;
  /** Argon2id in PHC form. */
  hash: string;
  means: Means;
}

export const passwordReads = {
  /** When a person's password was set; null when she has none. */
  async passwordSetAt(tx: ReadTx, { personId }: { personId: string }): Promise<number | null> {
    const row = await tables(tx)
      .selectFrom("sign_in_passwords")
      .select("changed_at")
      .where("person_id", "=", personId)
      .executeTakeFirst();
    return row?.changed_at ?? null;
  },

  async passwordHash(tx: ReadTx, { personId }: { personId: string }): Promise<string | null> {
    return findHash(tx, personId);
  },
};

export function createPasswordChanges({ audit, directory }: SignInStoreParts) {
  return {
    /**
     * Takes one try for a login, before its password is looked at: of a hundred at once, five are heard. It counts as
     * wrong until the password proves right. The account is null when there is none of that login.
     */
    async takeTry(tx: ChangeTx, given: TryAsked): Promise<Refusal | TryGiven> {
      const { tryId, loginKey, browserHash, networkKey, login, at, rules } = given;
      await takeLoginTurn(tx, loginKey);
      const browser = await findKnownBrowser(tx, loginKey, browserHash);
      const tries = await findTries(tx, loginKey);
      const retryAt = findPasswordWait(tries, at, rules, browser);
      if (retryAt !== null) return refuse("too-many-passwords", { retryAt });
      // A browser known for the login is no stranger, wherever it stands.
      const counts = browser === null && networkKey !== null;
      const heardAt = counts ? await findNetworkWait(tx, networkKey, at, given.allowance) : null;
      if (heardAt !== null) return refuse("too-many-here", { retryAt: heardAt });
      await addTry(tx, { id: tryId, loginKey, kind: "wrong", at, browser });
      return {
        account: await findAccount(tx, login, at),
        browserId: browser,
        codesAt: findCodeWait(tries, at, rules, browser),
      };
    },

    /** Gives a try back: the house was too busy to look at the password. */
    async returnTry(tx: ChangeTx, { tryId }: { tryId: string }): Promise<void> {
      await dropTry(tx, tryId);
    },

    /**
     * Traces a wrong password: with the structure when the login exists, with the operator when not. Returns whether
     * there were so many that its person is told; a notice to nobody is kept too, for the work is the same.
     */
    async refusePassword(tx: ChangeTx, given: PasswordRefused): Promise<boolean> {
      const { person, from, networkKey, at } = given;
      const isBurst = await takeBurst(tx, "wrong", given);
      if (isBurst) await keepNotice(tx, person ?? { id: "", structureId: "" }, given.notice, at);
      if (networkKey !== null) await spendNetwork(tx, networkKey, at, given.allowance);
      const personId = person?.id ?? "";
      await keepAttempt(tx, { from, personId, method: null, outcome: "password-refused", at });
      await audit.append(tx, {
        chain: person ? `structure:${person.structureId}` : "operator",
        at,
        actor: "program",
        action: "password.refused",
        object: person?.id ?? "",
        outcome: "refused",
        facts: {},
      });
      return isBurst;
    },

    /** Replaces a hash by a stronger one of the same password, unless it changed meanwhile. */
    async rehash(
      tx: ChangeTx,
      { personId, before, after }: { personId: string; before: string; after: string },
    ) {
      await tables(tx)
        .updateTable("sign_in_passwords")
        .set({ hash: after })
        .where("person_id", "=", personId)
        .where("hash", "=", before)
        .execute();
    },

    /**
     * Changes a password from a session that goes on, under another token. The hash that was checked has to be the
     * one of now: somebody may have used a link meanwhile.
     */
    async changePassword(
      tx: ChangeTx,
      given: Omit<NewPassword, "actor" | "kept"> & {
        sessionId: string;
        tryId: string;
        before: string;
        tokenHash: Uint8Array;
      },
    ): Promise<Refusal | { ended: string[] }> {
      const { person, sessionId, tryId, before, tokenHash, loginKey } = given;
      await takeLoginTurn(tx, loginKey);
      await dropTry(tx, tryId);
      if (!(await isProved(tx, given))) return refuse("proof-needed");
      if ((await findHash(tx, person.id)) !== before) return refuse("wrong-password");
      const { numUpdatedRows } = await tables(tx)
        .updateTable("sign_in_sessions")
        .set({ token_hash: tokenHash })
        .where("id", "=", sessionId)
        .where("ended_at", "is", null)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return refuse("signed-out");
      const actor = `person:${person.id}`;
      return { ended: await replacePassword(tx, audit, { ...given, actor, kept: sessionId }) };
    },

    /** Sets a password; see `replacePassword`. */
    async setPassword(tx: ChangeTx, given: NewPassword): Promise<string[]> {
      return replacePassword(tx, audit, given);
    },
  };

  async function findAccount(tx: ReadTx, login: string, at: number): Promise<Account | null> {
    const found = await directory.reads.findWithContacts(tx, { login });
    const hash = found && (await findHash(tx, found.person.id));
    // A closed access is as if it had never been, for whoever knocks.
    return found && hash && mayEnter(found.person, at)
      ? { person: found.person, hash, means: await findMeans(tx, found.person, found.contacts) }
      : null;
  }
}

/** One try that somebody asks for. */
export interface TryAsked {
  tryId: string;
  loginKey: string;
  login: string;
  /** Of the browser's long-lived cookie, and of the network it comes from; null when there is none. */
  browserHash: Uint8Array | null;
  networkKey: string | null;
  at: number;
  rules: Regulation;
  allowance: Allowance;
}

export interface TryGiven {
  account: Account | null;
  /** The browser known for the login that it comes from; null for every other. */
  browserId: string | null;
  /** From when another code may be sent; null when that is now. */
  codesAt: number | null;
}

interface PasswordRefused {
  person: Person | null;
  from: AttemptFrom;
  notice: NewNotice;
  loginKey: string;
  networkKey: string | null;
  /** For the row that says that it is told. */
  toldId: string;
  at: number;
  rules: Regulation;
  allowance: Allowance;
}

/** A password about to be set. */
export interface NewPassword {
  person: Person;
  loginKey: string;
  hash: string;
  at: number;
  actor: string;
  /** Null where nobody is to be told. */
  notice: NewNotice | null;
  /** The session that changes it and goes on; none by default. */
  kept?: string;
}

/**
 * Sets a password. Whatever was open, begun or sent under the former one ends, and its failures are forgotten. Returns
 * the sessions and application passwords ended.
 */
export async function replacePassword(
  tx: ChangeTx,
  audit: AuditRecord,
  { person, loginKey, hash, at, actor, notice, kept = "" }: NewPassword,
): Promise<string[]> {
  await takeLoginTurn(tx, loginKey);
  const row = { person_id: person.id, hash, changed_at: at };
  await tables(tx)
    .insertInto("sign_in_passwords")
    .values(row)
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet(row))
    .execute();
  await beginSilence(tx, person.id, at);
  await tables(tx).deleteFrom("sign_in_tries").where("login_key", "=", loginKey).execute();
  await tables(tx).deleteFrom("sign_in_challenges").where("person_id", "=", person.id).execute();
  await endTrust(tx, person.id);
  await tables(tx)
    .updateTable("sign_in_links")
    .set({ ended_at: at, end_reason: "password-set" })
    .where("person_id", "=", person.id)
    .where("ended_at", "is", null)
    .execute();
  await audit.append(tx, {
    chain: `structure:${person.structureId}`,
    at,
    actor,
    action: "password.set",
    object: person.id,
    outcome: "done",
    facts: {},
  });
  const open = await tables(tx)
    .selectFrom("sign_in_sessions")
    .selectAll()
    .where("person_id", "=", person.id)
    .where("ended_at", "is", null)
    .where("id", "!=", kept)
    .execute();
  if (notice) await keepNotice(tx, person, notice, at);
  return [
    ...(await endSessions(tx, audit, open, "password-changed", at, actor)),
    // Whoever had the former password may have made one.
    ...(await endAppPasswords(tx, audit, { person, reason: "password-changed", at, actor })),
  ];
}

export async function findHash(tx: ReadTx, personId: string): Promise<string | null> {
  return (await hashOf(tables(tx), { personId })).rows[0]?.hash ?? null;
}

const hashOf = prepare((db: Kysely<SignInTables>, { personId }: { personId: string }) =>
  db.selectFrom("sign_in_passwords").select("hash").where("person_id", "=", personId),
);

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
