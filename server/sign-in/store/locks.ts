import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { AuditRecord } from "../../audit/record.ts";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { findPasswordWait, type Regulation } from "../rules/regulation.ts";
import { findState, type LifeRules } from "../rules/session-life.ts";
import type { SignInStoreParts } from "../store.ts";
import { hasApps } from "./apps.ts";
import { knownPasskeys } from "./passkeys.ts";
import { findHash } from "./passwords.ts";
import { findNarrowing } from "./policies.ts";
import { endSessions, findByToken } from "./sessions.ts";
import type { SessionMethod, SessionRow, SignInTables } from "./tables.ts";
import { addTry, dropTry, findTries, markTryUnlocked, takeLoginTurn } from "./tries.ts";

/** The session to open again, by the cookie that the browser holds, and what its cookie becomes. */
export interface Unlocking {
  tokenHash: Uint8Array;
  newTokenHash: Uint8Array;
  life: LifeRules;
  at: number;
}

/** A session opened again. */
export interface Unlocked {
  session: SessionRow;
  person: Person;
}

/** One password tried on a locked session. */
interface UnlockTry {
  tokenHash: Uint8Array;
  loginKey: string;
  tryId: string;
  at: number;
}

export const lockReads = {
  /** What a person has to open her session with, besides codes that are sent. */
  async keysOf(tx: ReadTx, { personId, structureId }: { personId: string; structureId: string }) {
    return {
      hasPassword: (await findHash(tx, personId)) !== null,
      hasApp: await hasApps(tx, personId),
      hasPasskey: (await knownPasskeys(tx, personId)).length > 0,
      narrowing: await findNarrowing(tx, structureId),
    };
  },
};

export function createLockChanges({ audit, directory }: SignInStoreParts) {
  return {
    /** Locks an open session, as its person asks; returns its id, or null when it was not open. */
    async lockSession(
      tx: ChangeTx,
      { tokenHash, life, at }: { tokenHash: Uint8Array; life: LifeRules; at: number },
    ): Promise<string | null> {
      const session = await findByToken(tx, tokenHash);
      if (!session || findState(session, at, life) !== "open") return null;
      return (await writeLock(tx, audit, session, at, "asked"))[0] ?? null;
    },

    /** Takes one try of a session and of its login, before the password is looked at: of ten at once, five are heard. */
    async takeUnlockTry(
      tx: ChangeTx,
      given: UnlockTry & { life: LifeRules; most: number; rules: Regulation },
    ): Promise<Refusal | { hash: string | null; sessionId: string }> {
      const { tokenHash, loginKey, tryId, at, rules } = given;
      await takeLoginTurn(tx, loginKey);
      const session = await findUnlockable(tx, given);
      if (!session) return refuse("signed-out");
      if (session.unlock_tries >= given.most) return refuse("unlock-over");
      const retryAt = findPasswordWait(await findTries(tx, loginKey), at, rules, session.browser_id);
      if (retryAt !== null) return refuse("too-many-passwords", { retryAt });
      await addTry(tx, { id: tryId, loginKey, kind: "wrong", at, browser: session.browser_id });
      await countTry(tx, tokenHash, 1);
      return { hash: await findHash(tx, session.person_id), sessionId: session.id };
    },

    /** Gives a try back: the house was too busy to look at the password. */
    async returnUnlockTry(
      tx: ChangeTx,
      { tokenHash, tryId }: Pick<UnlockTry, "tokenHash" | "tryId">,
    ): Promise<void> {
      await dropTry(tx, tryId);
      await countTry(tx, tokenHash, -1);
    },

    /** Traces a wrong password; the last one ends the session, whose id is then returned. */
    async refuseUnlock(
      tx: ChangeTx,
      { tokenHash, at, most }: Pick<UnlockTry, "tokenHash" | "at"> & { most: number },
    ): Promise<{ triesLeft: number; ended: string[] }> {
      const session = await findByToken(tx, tokenHash);
      if (!session) return { triesLeft: 0, ended: [] };
      await audit.append(tx, {
        chain: `structure:${session.structure_id}`,
        at,
        actor: "program",
        action: "password.refused",
        object: session.person_id,
        outcome: "refused",
        facts: { locked: true },
      });
      const triesLeft = Math.max(0, most - session.unlock_tries);
      const over = triesLeft === 0 ? [session] : [];
      return { triesLeft, ended: await endSessions(tx, audit, over, "unlock-tries", at, "program") };
    },

    /** The password is right: opens the session again. */
    async unlockByPassword(
      tx: ChangeTx,
      { tryId, loginKey, ...unlocking }: Unlocking & { tryId: string; loginKey: string },
    ): Promise<Refusal | Unlocked> {
      await takeLoginTurn(tx, loginKey);
      const session = await findUnlockable(tx, unlocking);
      // A new password, set while this one was looked at, has ended the session and forgotten the try.
      if (!session || !(await markTryUnlocked(tx, tryId))) return refuse("signed-out");
      const person = await directory.reads.person(tx, { id: session.person_id });
      if (!person) return refuse("signed-out");
      return { person, session: await reopen(tx, audit, session, unlocking, "password") };
    },
  };
}

/** The session of a cookie, if one factor opens it at this instant. One that is open may be asked for another time. */
export async function findUnlockable(
  tx: ReadTx,
  { tokenHash, life, at }: Pick<Unlocking, "tokenHash" | "life" | "at">,
): Promise<SessionRow | null> {
  const session = await findByToken(tx, tokenHash);
  const state = session && findState(session, at, life);
  return state === "locked" || state === "open" ? session : null;
}

/** Opens a session again, under another token: whoever had copied the former cookie has nothing. */
export async function reopen(
  tx: ChangeTx,
  audit: AuditRecord,
  session: SessionRow,
  { newTokenHash, at }: Unlocking,
  by: "password" | SessionMethod,
): Promise<SessionRow> {
  const open = { token_hash: newTokenHash, locked_at: null, unlock_tries: 0, touched_at: at };
  await tables(tx).updateTable("sign_in_sessions").set(open).where("id", "=", session.id).execute();
  await audit.append(tx, {
    chain: `structure:${session.structure_id}`,
    at,
    actor: `person:${session.person_id}`,
    action: "session.unlocked",
    object: session.id,
    outcome: "done",
    facts: { by },
  });
  return { ...session, ...open };
}

/** Writes down that a session is locked; returns its id, unless it was already, or has ended. */
export async function writeLock(
  tx: ChangeTx,
  audit: AuditRecord,
  session: SessionRow,
  at: number,
  reason: "asked" | "idle",
): Promise<string[]> {
  const locking = tables(tx)
    .updateTable("sign_in_sessions")
    .set({ locked_at: at })
    .where("id", "=", session.id)
    .where("ended_at", "is", null)
    .where("locked_at", "is", null);
  // Its person may have come back meanwhile, at another node.
  const still = reason === "idle" ? locking.where("touched_at", "<=", session.touched_at) : locking;
  const { numUpdatedRows } = await still.executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return [];
  await audit.append(tx, {
    chain: `structure:${session.structure_id}`,
    at,
    actor: reason === "asked" ? `person:${session.person_id}` : "program",
    action: "session.locked",
    object: session.id,
    outcome: "done",
    facts: { reason },
  });
  return [session.id];
}

async function countTry(tx: ChangeTx, tokenHash: Uint8Array, by: 1 | -1): Promise<void> {
  await tables(tx)
    .updateTable("sign_in_sessions")
    .set((column) => ({ unlock_tries: column("unlock_tries", "+", by) }))
    .where("token_hash", "=", tokenHash)
    .execute();
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
