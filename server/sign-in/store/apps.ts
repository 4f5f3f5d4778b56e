import type { Kysely } from "kysely";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { takeTurn } from "../../foundations/database/turns.ts";
import { enrolmentMs, mostApps, proofMs } from "../rules/proof.ts";
import type { SignInStoreParts } from "../store.ts";
import { endTrust } from "./browser-rows.ts";
import { keepNotice, type NewNotice } from "./notices.ts";
import type { AppRow, SignInTables } from "./tables.ts";

export const appReads = {
  /** The applications of a person that gave their first code, the oldest first. */
  async apps(tx: ReadTx, { personId }: { personId: string }): Promise<AppRow[]> {
    return findApps(tx, personId);
  },

  /** An application that waits for its first code, for the session that began it. */
  async newApp(tx: ReadTx, given: { id: string; sessionId: string; at: number }): Promise<AppRow | null> {
    return findNew(tx, given);
  },

  /** When a session's person last gave a second factor anew; null when she did not. */
  async provedAt(tx: ReadTx, { sessionId }: { sessionId: string }): Promise<number | null> {
    return findProof(tx, sessionId);
  },
};

/** Who changes her applications, from which session. */
interface Changing {
  person: Person;
  sessionId: string;
  at: number;
}

export function createAppChanges({ audit }: SignInStoreParts) {
  return {
    /** Begins an application, in place of one that was begun and never finished. */
    async beginApp(
      tx: ChangeTx,
      given: Changing & Pick<AppRow, "id" | "secret_sealed">,
    ): Promise<Refusal | null> {
      const { person, sessionId, at, id, secret_sealed } = given;
      await takePersonTurn(tx, person);
      if (!(await isProved(tx, given))) return refuse("proof-needed");
      if ((await findApps(tx, person.id)).length >= mostApps) return refuse("too-many-apps");
      await tables(tx)
        .deleteFrom("sign_in_apps")
        .where("person_id", "=", person.id)
        .where("proved_at", "is", null)
        .execute();
      const row = { person_id: person.id, name: "", session_id: sessionId, made_at: at, proved_at: null };
      await tables(tx)
        .insertInto("sign_in_apps")
        .values({ ...row, id, secret_sealed, last_step: -1, used_at: null })
        .execute();
      return null;
    },

    /** Its first code is right: it counts from now on, and that code no more. */
    async proveApp(
      tx: ChangeTx,
      given: Changing & { id: string; name: string; step: number; notice: NewNotice },
    ): Promise<Refusal | null> {
      const { person, id, name, step, notice, at } = given;
      await takePersonTurn(tx, person);
      const app = await findNew(tx, given);
      if (!app || app.person_id !== person.id) return refuse("not-found");
      await tables(tx)
        .updateTable("sign_in_apps")
        .set({ name, proved_at: at, last_step: step })
        .where("id", "=", id)
        .execute();
      await trace(tx, person, `person:${person.id}`, "factor.added", at);
      await keepNotice(tx, person, notice, at);
      return null;
    },

    async removeApp(
      tx: ChangeTx,
      given: Changing & { id: string; notice: NewNotice },
    ): Promise<Refusal | null> {
      const { person, id, notice, at } = given;
      await takePersonTurn(tx, person);
      if (!(await isProved(tx, given))) return refuse("proof-needed");
      const app = (await findApps(tx, person.id)).find((one) => one.id === id);
      if (!app) return refuse("not-found");
      await tables(tx).deleteFrom("sign_in_apps").where("id", "=", id).execute();
      await endTrust(tx, person.id);
      await trace(tx, person, `person:${person.id}`, "factor.removed", at);
      await keepNotice(tx, person, notice, at);
      return null;
    },

    /** An application whose secret comes from elsewhere: whoever gives it vouches for it. */
    async putApp(
      tx: ChangeTx,
      {
        person,
        actor,
        ...app
      }: { person: Person; actor: string } & Pick<AppRow, "id" | "name" | "secret_sealed" | "made_at">,
    ): Promise<void> {
      await takePersonTurn(tx, person);
      const row = { person_id: person.id, session_id: null, proved_at: app.made_at };
      await tables(tx)
        .insertInto("sign_in_apps")
        .values({ ...app, ...row, last_step: -1, used_at: null })
        .execute();
      await trace(tx, person, actor, "factor.added", app.made_at);
    },
  };

  function trace(
    tx: ChangeTx,
    person: Person,
    actor: string,
    action: "factor.added" | "factor.removed",
    at: number,
  ): Promise<void> {
    return audit.append(tx, {
      chain: `structure:${person.structureId}`,
      at,
      actor,
      action,
      object: person.id,
      outcome: "done",
      facts: { method: "totp" },
    });
  }
}

/** Uses the code of a step, once and for all sessions (RFC 6238 §5.2); false when it or a later one was used before. */
export async function spendStep(
  tx: ChangeTx,
  { id, step, at }: { id: string; step: number; at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable("sign_in_apps")
    .set({ last_step: step, used_at: at })
    .where("id", "=", id)
    .where("proved_at", "is not", null)
    .where("last_step", "<", step)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Whether a person has an application. */
export async function hasApps(tx: ReadTx, personId: string): Promise<boolean> {
  return (await appOf(tables(tx), { personId })).rows.length > 0;
}

/** Writes down that a session's person gave a second factor anew. */
export async function keepProof(tx: ChangeTx, sessionId: string, at: number): Promise<void> {
  await tables(tx)
    .insertInto("sign_in_proofs")
    .values({ session_id: sessionId, at })
    .onConflict((conflict) => conflict.column("session_id").doUpdateSet({ at }))
    .execute();
}

/** What was proved in a session ends with it. */
export async function forgetProof(tx: ChangeTx, sessionId: string): Promise<void> {
  await tables(tx).deleteFrom("sign_in_proofs").where("session_id", "=", sessionId).execute();
}

/** Proofs too old to count, and applications that never gave a code. */
export async function forgetOldProofs(tx: ChangeTx, at: number): Promise<void> {
  await tables(tx)
    .deleteFrom("sign_in_proofs")
    .where("at", "<=", at - proofMs)
    .execute();
  await tables(tx)
    .deleteFrom("sign_in_apps")
    .where("proved_at", "is", null)
    .where("made_at", "<=", at - enrolmentMs)
    .execute();
}

function findApps(tx: ReadTx, personId: string): Promise<AppRow[]> {
  return tables(tx)
    .selectFrom("sign_in_apps")
    .selectAll()
    .where("person_id", "=", personId)
    .where("proved_at", "is not", null)
    .orderBy("made_at")
    .orderBy("id")
    .execute();
}

async function findNew(
  tx: ReadTx,
  { id, sessionId, at }: { id: string; sessionId: string; at: number },
): Promise<AppRow | null> {
  const app = await tables(tx)
    .selectFrom("sign_in_apps")
    .selectAll()
    .where("id", "=", id)
    .where("session_id", "=", sessionId)
    .where("proved_at", "is", null)
    .executeTakeFirst();
  return app && app.made_at > at - enrolmentMs ? app : null;
}

async function findProof(tx: ReadTx, sessionId: string): Promise<number | null> {
  const row = await tables(tx)
    .selectFrom("sign_in_proofs")
    .select("at")
    .where("session_id", "=", sessionId)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Whether a session's person gave a second factor anew, some minutes ago at most: each change asks in its own transaction. */
export async function isProved(
  tx: ReadTx,
  { sessionId, at }: { sessionId: string; at: number },
): Promise<boolean> {
  const proof = await findProof(tx, sessionId);
  return proof !== null && proof > at - proofMs;
}

function takePersonTurn(tx: ChangeTx, person: Person): Promise<boolean> {
  return takeTurn(tx, `sign-in apps ${person.id}`);
}

const appOf = prepare((db: Kysely<SignInTables>, { personId }: { personId: string }) =>
  db
    .selectFrom("sign_in_apps")
    .select("id")
    .where("person_id", "=", personId)
    .where("proved_at", "is not", null)
    .limit(1),
);

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
