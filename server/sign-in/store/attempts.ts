import type { Kysely } from "kysely";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import type { AttemptOutcome, AttemptRow, SessionMethod, SessionRow, SignInTables } from "./tables.ts";

/** How long a person sees her sign-ins; less than the trace is kept. */
export const attemptsMs = 90 * 86_400_000;

/** From where an attempt comes. */
export interface AttemptFrom {
  /** Of the attempt: the challenge's, or the session's when there is none. */
  id: string;
  /** Sealed for that id. */
  visitor: Uint8Array;
  network_key: string;
}

/** Where a page of attempts begins: after the last one of the page before. */
export interface AttemptPlace {
  at: number;
  id: string;
}

/** A living session with from where it was opened. */
export type LivingSession = Pick<
  SessionRow,
  "id" | "method" | "opened_at" | "touched_at" | "locked_at" | "ends_at" | "idle_ms" | "rule_idle_ms"
> & {
  attempt_id: string;
  visitor: Uint8Array | null;
};

export const attemptReads = {
  /** The attempts of a person, newest first; whatever there is in all, a page costs a page. */
  async attempts(
    tx: ReadTx,
    given: { personId: string; since: number; before: AttemptPlace | null; limit: number },
  ): Promise<AttemptRow[]> {
    const { personId, since, before, limit } = given;
    return tables(tx)
      .selectFrom("sign_in_attempts")
      .selectAll()
      .where("person_id", "=", personId)
      .where("at", ">", since)
      .$if(before !== null, (query) =>
        query
          .where("at", "<=", before?.at ?? 0)
          .where(({ or, eb }) => or([eb("at", "<", before?.at ?? 0), eb("id", "<", before?.id ?? "")])),
      )
      .orderBy("at", "desc")
      .orderBy("id", "desc")
      .limit(limit)
      .execute();
  },

  /** How many attempts of known logins ended how, from `from` on and before `until`. */
  async countAttempts(
    tx: ReadTx,
    { from, until }: { from: number; until: number },
  ): Promise<{ outcome: AttemptOutcome; method: SessionMethod | null; count: number }[]> {
    const rows = await tables(tx)
      .selectFrom("sign_in_attempts")
      .select(["outcome", "method"])
      .select((one) => one.fn.countAll<number>().as("count"))
      .where("at", ">=", from)
      .where("at", "<", until)
      .where("person_id", "!=", "")
      .groupBy(["outcome", "method"])
      .orderBy("outcome")
      .orderBy("method")
      .execute();
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  },

  /** The sessions of a person that nobody ended; those that lapsed meanwhile are among them for half a minute. */
  async openSessions(tx: ReadTx, { personId }: { personId: string }): Promise<LivingSession[]> {
    return tables(tx)
      .selectFrom("sign_in_sessions")
      .leftJoin("sign_in_attempts", "sign_in_attempts.id", "sign_in_sessions.attempt_id")
      .select([
        "sign_in_sessions.id",
        "sign_in_sessions.method",
        "opened_at",
        "touched_at",
        "locked_at",
        "ends_at",
        "idle_ms",
        "rule_idle_ms",
        "attempt_id",
        "visitor",
      ])
      .where("sign_in_sessions.person_id", "=", personId)
      .where("ended_at", "is", null)
      .orderBy("touched_at", "desc")
      .orderBy("sign_in_sessions.id")
      .execute();
  },
};

/** Keeps an attempt, or what became of one. The row of nobody's login is kept too, for half a minute: the work is the same. */
export async function keepAttempt(
  tx: ChangeTx,
  given: {
    from: AttemptFrom;
    personId: string;
    method: SessionMethod | null;
    outcome: AttemptOutcome;
    at: number;
  },
): Promise<void> {
  const { from, personId, ...rest } = given;
  await upsert(tables(tx), { ...rest, ...from, person_id: personId });
}

/** A wrong code, unless the attempt has opened meanwhile. */
export async function refuseAttempt(tx: ChangeTx, id: string, at: number): Promise<void> {
  await tables(tx)
    .updateTable("sign_in_attempts")
    .set({ outcome: "code-refused", at })
    .where("id", "=", id)
    .where("outcome", "!=", "opened")
    .execute();
}

/** Whether a person opened sessions before, and none from this network. */
export async function isNewNetwork(tx: ReadTx, person: Pick<Person, "id">, key: string): Promise<boolean> {
  if (key === "") return false;
  const from = { personId: person.id, key };
  if ((await openedFrom(tables(tx), from)).rows.length > 0) return false;
  return (await openedAtAll(tables(tx), from)).rows.length > 0;
}

/** What nobody looks at any more: after 90 days, and the rows of logins that nobody has. */
export async function forgetOldAttempts(tx: ChangeTx, at: number): Promise<void> {
  await tables(tx).deleteFrom("sign_in_attempts").where("person_id", "=", "").execute();
  await tables(tx)
    .deleteFrom("sign_in_attempts")
    .where("at", "<=", at - attemptsMs)
    .execute();
}

/** Whether there is any. */
export async function hasOldAttempts(tx: ReadTx, at: number): Promise<boolean> {
  const one = tables(tx).selectFrom("sign_in_attempts").select("id").limit(1);
  const [nobody] = await one.where("person_id", "=", "").execute();
  return nobody !== undefined || (await one.where("at", "<=", at - attemptsMs).execute()).length > 0;
}

const upsert = prepare((db: Kysely<SignInTables>, row: AttemptRow) =>
  db
    .insertInto("sign_in_attempts")
    .values({
      id: row.id,
      person_id: row.person_id,
      method: row.method,
      outcome: row.outcome,
      at: row.at,
      visitor: row.visitor,
      network_key: row.network_key,
    })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({
        method: row.method,
        outcome: row.outcome,
        at: row.at,
        visitor: row.visitor,
        network_key: row.network_key,
      }),
    ),
);

const openedAtAll = prepare((db: Kysely<SignInTables>, { personId }: { personId: string }) =>
  db
    .selectFrom("sign_in_attempts")
    .select("id")
    .where("person_id", "=", personId)
    .where("outcome", "=", "opened")
    .limit(1),
);

const openedFrom = prepare((db: Kysely<SignInTables>, { personId, key }: { personId: string; key: string }) =>
  db
    .selectFrom("sign_in_attempts")
    .select("id")
    .where("person_id", "=", personId)
    .where("outcome", "=", "opened")
    .where("network_key", "=", key)
    .limit(1),
);

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
