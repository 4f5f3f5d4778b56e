import type { Kysely } from "kysely";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Method, Sending } from "../../../contracts/sign-in.ts";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { findChallengeEnd } from "../rules/challenge-life.ts";
import { hasSpentCodes, type Regulation, regulationSpanMs } from "../rules/regulation.ts";
import type { SignInStoreParts } from "../store.ts";
import { insertSession, type NewSession, type OpenedSession } from "./sessions.ts";
import type { ChallengeRow, SignInTables } from "./tables.ts";
import { addTry, dropTry, findTries, markTryRight, takeLoginTurn } from "./tries.ts";

export const challengeReads = {
  /** The challenge, for the browser that began it and no other. */
  async challenge(tx: ReadTx, given: { id: string; browserHash: Uint8Array }): Promise<ChallengeRow | null> {
    return findChallenge(tx, given.id, given.browserHash);
  },
};

/** One answer to a challenge, already compared: what is left is to consume it, once. */
export interface ChallengeAnswer {
  challengeId: string;
  /** The journey that it was compared on. */
  method: Method;
  browserHash: Uint8Array;
  right: boolean;
  /** For the row of a wrong code. */
  tryId: string;
  rules: Regulation;
  at: number;
  session: NewSession;
}

export function createChallengeChanges({ audit, directory }: SignInStoreParts) {
  return {
    /** Keeps a challenge whose code is on its way: its password was right. False when a new one was set meanwhile. */
    async keepChallenge(
      tx: ChangeTx,
      { tryId, challenge }: { tryId: string; challenge: ChallengeRow },
    ): Promise<boolean> {
      if (!(await markTryRight(tx, tryId))) return false;
      await insertChallenge(tables(tx), challenge);
      await traceSending(tx, challenge);
      return true;
    },

    /** Right password, but too many codes were sent: the try is given back. */
    async refuseCodes(
      tx: ChangeTx,
      { tryId, person, at }: { tryId: string; person: Person; at: number },
    ): Promise<void> {
      await dropTry(tx, tryId);
      const row = { person_id: person.id, structure_id: person.structureId };
      await trace(tx, row, { at, action: "code.sent", outcome: "refused", facts: { reason: "too-many" } });
    },

    /** Writes what became of the sending of a code. */
    async setSending(tx: ChangeTx, given: { challengeId: string; sending: Sending }): Promise<void> {
      const { state, at } = given.sending;
      const challenge = await tables(tx)
        .updateTable("sign_in_challenges")
        .set({ sending_state: state, sending_at: at })
        .where("id", "=", given.challengeId)
        .returningAll()
        .executeTakeFirst();
      if (challenge) await traceSending(tx, challenge);
    },

    /**
     * Consumes an answer: the right code of a living challenge opens the session here and nowhere else, in the same
     * operation. Of two tabs at once, the second finds the code used.
     */
    async answerChallenge(tx: ChangeTx, given: ChallengeAnswer): Promise<Refusal | OpenedSession> {
      const { challengeId, method, browserHash, right, at, session } = given;
      const challenge = await holdChallenge(tx, challengeId, browserHash);
      const person = challenge && (await directory.reads.person(tx, { id: challenge.person_id }));
      if (!person || challenge.method !== method) return refuse("unknown-challenge");
      const end = findChallengeEnd(challenge, at);
      if (end) {
        await trace(tx, challenge, {
          at,
          action: "code.refused",
          outcome: "refused",
          facts: { reason: end },
        });
        return refuse(end);
      }
      if (!right) return refuseCode(tx, challenge, given);
      await useChallenge(tables(tx), { id: challenge.id, at });
      return { person, ...(await insertSession(tx, audit, challenge, session, at)) };
    },
  };

  async function refuseCode(
    tx: ChangeTx,
    challenge: ChallengeRow,
    { tryId, at, rules }: ChallengeAnswer,
  ): Promise<Refusal> {
    const { login_key } = challenge;
    await addTry(tx, tryId, login_key, "wrong-code", at);
    const isLast = hasSpentCodes(await findTries(tx, login_key), at, rules);
    const triesLeft = isLast ? 0 : challenge.tries_left - 1;
    // The last wrong code of the day ends every challenge of the login, not this one alone.
    await tables(tx)
      .updateTable("sign_in_challenges")
      .set({ tries_left: triesLeft })
      .where(isLast ? "login_key" : "id", "=", isLast ? login_key : challenge.id)
      .execute();
    await trace(tx, challenge, {
      at,
      action: "code.refused",
      outcome: "refused",
      facts: { reason: "wrong-code", triesLeft },
    });
    return triesLeft > 0 ? refuse("wrong-code", { triesLeft }) : refuse("too-many-codes");
  }

  async function traceSending(tx: ChangeTx, challenge: ChallengeRow): Promise<void> {
    const { method, sending_state: state, sending_at: at } = challenge;
    if (state === "sending") return;
    const outcome = state === "handed" ? "done" : "refused";
    await trace(tx, challenge, { at, action: "code.sent", outcome, facts: { method } });
  }

  function trace(
    tx: ChangeTx,
    challenge: Pick<ChallengeRow, "person_id" | "structure_id">,
    row: {
      at: number;
      action: "code.sent" | "code.refused";
      outcome: "done" | "refused";
      facts: Record<string, string | number>;
    },
  ): Promise<void> {
    return audit.append(tx, {
      chain: `structure:${challenge.structure_id}`,
      actor: "program",
      object: challenge.person_id,
      ...row,
    });
  }
}

/** The challenge, while no other answer of its login can change it. */
async function holdChallenge(
  tx: ChangeTx,
  id: string,
  browserHash: Uint8Array,
): Promise<ChallengeRow | null> {
  const found = await findChallenge(tx, id, browserHash);
  return found && (await takeLoginTurn(tx, found.login_key)) ? findChallenge(tx, id, browserHash) : found;
}

async function findChallenge(tx: ReadTx, id: string, browserHash: Uint8Array): Promise<ChallengeRow | null> {
  const [row] = (await challengeOf(tables(tx), { id })).rows;
  return row && Buffer.compare(row.browser_hash, browserHash) === 0 ? row : null;
}

const challengeOf = prepare((db: Kysely<SignInTables>, { id }: { id: string }) =>
  db.selectFrom("sign_in_challenges").selectAll().where("id", "=", id),
);

const useChallenge = prepare((db: Kysely<SignInTables>, { id, at }: { id: string; at: number }) =>
  db.updateTable("sign_in_challenges").set({ used_at: at }).where("id", "=", id),
);

const insertChallenge = prepare((db: Kysely<SignInTables>, row: ChallengeRow) =>
  db.insertInto("sign_in_challenges").values({
    id: row.id,
    method: row.method,
    login_key: row.login_key,
    person_id: row.person_id,
    structure_id: row.structure_id,
    browser_hash: row.browser_hash,
    destination: row.destination,
    expires_at: row.expires_at,
    tries_left: row.tries_left,
    used_at: row.used_at,
    sending_state: row.sending_state,
    sending_at: row.sending_at,
  }),
);

/** A challenge is kept a day after its end, so that an old code still gets its own sentence. */
export async function forgetOldChallenges(tx: ChangeTx, at: number): Promise<void> {
  await tables(tx)
    .deleteFrom("sign_in_challenges")
    .where("expires_at", "<", at - regulationSpanMs)
    .execute();
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
