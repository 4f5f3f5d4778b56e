import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Method } from "../../../contracts/sign-in.ts";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { findChallengeEnd, findExpiry } from "../rules/challenge-life.ts";
import { findResendWait, findSpentCodes, isSpentFor, type Regulation } from "../rules/regulation.ts";
import { mayEnter } from "../rules/may-enter.ts";
import type { Means } from "../steps/known.ts";
import type { SignInStoreParts } from "../store.ts";
import type { ChallengeAnswer } from "./challenge-answer.ts";
import { type AttemptFrom, keepAttempt, refuseAttempt } from "./attempts.ts";
import { spendStep } from "./apps.ts";
import { keepProved } from "./proofs.ts";
import {
  challengeOf,
  endChallengesOf,
  findSendings,
  holdChallenge,
  insertChallenge,
  insertSending,
  useChallenge,
} from "./challenge-rows.ts";
import { findUnlockable, reopen, type Unlocked, type Unlocking } from "./locks.ts";
import { spendSpare } from "./spare-codes.ts";
import { findMeans } from "./means.ts";
import { keepNotice, type NewNotice } from "./notices.ts";
import { movePasskey } from "./passkeys.ts";
import {
  browserOfSession,
  insertSession,
  type NewSession,
  type OpenedSession,
  type Proven,
} from "./sessions.ts";
import type { ChallengeRow, SendingRow, SignInTables } from "./tables.ts";
import { takeResend } from "./resends.ts";
import { addTry, dropTry, findTries, markTryRight, takeBurst, takeLoginTurn } from "./tries.ts";

/** One more sending, or another method, asked for in a challenge. */
export interface SendingAsked {
  challengeId: string;
  browserHash: Uint8Array;
  method: Method;
  /** Masked; null when nothing goes out by this method. */
  destination: string | null;
  /** Whether the code goes out again where it went already. */
  isResend: boolean;
  /** For the row of a code sent again. */
  tryId: string;
  rules: Regulation;
  life: Parameters<typeof findExpiry>[2];
  at: number;
}

export function createChallengeChanges({ audit, directory }: SignInStoreParts) {
  return {
    /** Keeps a challenge whose code is on its way: its password was right. False when a new one was set meanwhile. */
    async keepChallenge(
      tx: ChangeTx,
      {
        tryId,
        challenge,
        sending,
        from,
      }: {
        tryId: string | null;
        challenge: ChallengeRow;
        sending: SendingRow | null;
        from: AttemptFrom | null;
      },
    ): Promise<boolean> {
      if (tryId !== null && !(await markTryRight(tx, tryId))) return false;
      await insertChallenge(tables(tx), challenge);
      if (sending) {
        await insertSending(tables(tx), sending);
        await traceSending(tx, challenge, sending);
      }
      const { person_id: personId, method, begun_at: at } = challenge;
      if (from) await keepAttempt(tx, { from, personId, method, outcome: "code-awaited", at });
      return true;
    },

    /**
     * Goes on with a challenge by one method; `isDue` says whether its code now has to be sent there. The same code may
     * go out again a while after the last time, some times an hour; each sending keeps the challenge alive for longer,
     * to its end in all.
     */
    async takeSending(
      tx: ChangeTx,
      given: SendingAsked,
    ): Promise<Refusal | { challenge: ChallengeRow; sendings: SendingRow[]; isDue: boolean }> {
      const { challengeId, browserHash, method, destination, isResend, at } = given;
      const found = await holdChallenge(tx, challengeId, browserHash);
      if (!found) return refuse("unknown-challenge");
      const end = findChallengeEnd(found, at);
      if (end) return refuse(end);
      const before = await findSendings(tx, challengeId);
      const last = before.find((one) => one.method === method);
      const isDue = destination !== null && (isResend || !last);
      const expiresAt = isDue ? findExpiry(found.begun_at, at, given.life) : found.expires_at;
      const challenge = { ...found, method, expires_at: expiresAt };
      if (isDue) {
        const refused = await takeResend(tx, given, found, before);
        if (refused) return refused;
      }
      await tables(tx)
        .updateTable("sign_in_challenges")
        .set({ method, expires_at: expiresAt })
        .where("id", "=", challengeId)
        .execute();
      if (!isDue) return { challenge, sendings: before, isDue };
      const sending: SendingRow = {
        challenge_id: challengeId,
        method,
        destination,
        asked_at: at,
        state: "sending",
        at,
      };
      await tables(tx)
        .insertInto("sign_in_sendings")
        .values(sending)
        .onConflict((conflict) => conflict.columns(["challenge_id", "method"]).doUpdateSet(sending))
        .execute();
      const others = before.filter((one) => one.method !== method);
      return { challenge, sendings: [...others, sending], isDue };
    },

    /** Counts a code that somebody signed in asks for; answers with what she has, or from when there may be one. */
    async takeProof(
      tx: ChangeTx,
      given: {
        person: Pick<Person, "id" | "structureId">;
        sessionId: string;
        loginKey: string;
        tryId: string;
        rules: Regulation;
        at: number;
      },
    ): Promise<Refusal | { means: Means; browserId: string | null }> {
      const { person, loginKey, tryId, rules, at } = given;
      await takeLoginTurn(tx, loginKey);
      const contacts = await directory.reads.contacts(tx, person);
      if (!contacts) return refuse("not-found");
      const browser = await browserOfSession(tx, given.sessionId);
      const retryAt = findResendWait(await findTries(tx, loginKey), at, rules, browser);
      if (retryAt !== null) return refuse("resend-too-many", { retryAt });
      await addTry(tx, { id: tryId, loginKey, kind: "resent", at, browser });
      return { means: await findMeans(tx, person, contacts), browserId: browser };
    },

    /** Right password, but too many codes were sent: the try is given back. */
    async refuseCodes(
      tx: ChangeTx,
      { tryId, person, at }: { tryId: string | null; person: Person; at: number },
    ): Promise<void> {
      if (tryId !== null) await dropTry(tx, tryId);
      const row = { person_id: person.id, structure_id: person.structureId };
      await trace(tx, row, { at, action: "code.sent", outcome: "refused", facts: { reason: "too-many" } });
    },

    /** Keeps the notice of a login's wrong codes, where its person is to be told now. */
    async takeCodeBurst(
      tx: ChangeTx,
      given: Parameters<typeof takeBurst>[2] & { personId: string; structureId: string; notice: NewNotice },
    ): Promise<boolean> {
      const isBurst = await takeBurst(tx, "wrong-code", given);
      const person = { id: given.personId, structureId: given.structureId };
      if (isBurst) await keepNotice(tx, person, given.notice, given.at);
      return isBurst;
    },

    /** Writes what became of a sending, unless another one of the same method followed it. */
    async setSending(tx: ChangeTx, sending: SendingRow): Promise<void> {
      const { challenge_id: id, method, asked_at: askedAt, state, at } = sending;
      const { numUpdatedRows } = await tables(tx)
        .updateTable("sign_in_sendings")
        .set({ state, at })
        .where("challenge_id", "=", id)
        .where("method", "=", method)
        .where("asked_at", "=", askedAt)
        .executeTakeFirstOrThrow();
      const [challenge] = numUpdatedRows > 0n ? (await challengeOf(tables(tx), { id })).rows : [];
      if (challenge) await traceSending(tx, challenge, sending);
    },

    /**
     * Consumes an answer: the right code of a living challenge opens the session here and nowhere else, in the same
     * operation. Of two tabs at once, the second finds the code used.
     */
    async answerChallenge(
      tx: ChangeTx,
      {
        session,
        from,
        notice,
        ...given
      }: ChallengeAnswer & Pick<Proven, "from" | "notice"> & { session: NewSession },
    ): Promise<Refusal | OpenedSession> {
      const consumed = await consume(tx, given, (challenge) => challenge.session_id === null);
      if (isRefusal(consumed)) return consumed;
      const { challenge, person } = consumed;
      const trust = challenge.trusts === 1 ? ("begin" as const) : ("end" as const);
      const proven = { ...challenge, from, notice, trust };
      return { person, ...(await insertSession(tx, audit, proven, session, given.at)) };
    },

    /** Consumes an answer in a session: its person gave a second factor anew. */
    async proveSession(tx: ChangeTx, given: ChallengeAnswer): Promise<Refusal | { sessionId: string }> {
      const consumed = await consume(tx, given, (challenge) => challenge.session_id !== null);
      if (isRefusal(consumed)) return consumed;
      const { session_id: id, person_id, structure_id } = consumed.challenge;
      if (id === null) throw new Error("a proof without its session");
      const method = given.spare ? ("spare-code" as const) : given.method;
      await keepProved(tx, audit, { session: { id, person_id, structure_id }, method, at: given.at });
      return { sessionId: id };
    },

    /** Consumes an answer for a locked session, which opens again. It is no proof for changes: one factor is one factor. */
    async unlockByCode(
      tx: ChangeTx,
      { unlocking, ...given }: ChallengeAnswer & { unlocking: Unlocking },
    ): Promise<Refusal | Unlocked> {
      const session = await findUnlockable(tx, unlocking);
      if (!session) return refuse("signed-out");
      const consumed = await consume(tx, given, (challenge) => challenge.session_id === session.id);
      if (isRefusal(consumed)) return consumed;
      const { person } = consumed;
      return { person, session: await reopen(tx, audit, session, unlocking, given.method) };
    },
  };

  /** Uses up a challenge of the right kind, once; an answer of another kind is as if it did not exist. */
  async function consume(
    tx: ChangeTx,
    given: ChallengeAnswer,
    isOfKind: (challenge: ChallengeRow) => boolean,
  ): Promise<Refusal | { challenge: ChallengeRow; person: Person }> {
    const { challengeId, method, browserHash, right, at } = given;
    const challenge = await holdChallenge(tx, challengeId, browserHash);
    const person = challenge && (await directory.reads.person(tx, { id: challenge.person_id }));
    const isOther = challenge?.method !== method || !isOfKind(challenge);
    if (!person || isOther || !mayEnter(person, at)) return refuse("unknown-challenge");
    const end = findChallengeEnd(challenge, at) ?? (right ? await spend(tx, given) : null);
    if (end) {
      if (challenge.session_id === null) await refuseAttempt(tx, challenge.id, at);
      const facts = { method, reason: end };
      await trace(tx, challenge, { at, action: "code.refused", outcome: "refused", facts });
      return refuse(end);
    }
    if (!right) return refuseCode(tx, challenge, given);
    await useChallenge(tables(tx), { id: challenge.id, at });
    if (given.spare) {
      const facts = { kind: given.spare.kind };
      await trace(tx, challenge, { at, action: "spare-code.used", outcome: "done", facts });
      await keepNotice(tx, person, given.spare.notice, at);
    }
    return { challenge, person };
  }

  /** An application's code, or a passkey's count, is used with its challenge; what was used before opens nothing. */
  async function spend(
    tx: ChangeTx,
    { app, passkey, spare, at }: ChallengeAnswer,
  ): Promise<"code-used" | "app-code-used" | "passkey-copied" | "passkey-refused" | null> {
    if (spare) return (await spendSpare(tx, { ...spare, at })) ? null : "code-used";
    if (passkey) return movePasskey(tx, { ...passkey, at });
    return app && !(await spendStep(tx, { ...app, at })) ? "app-code-used" : null;
  }

  async function refuseCode(
    tx: ChangeTx,
    challenge: ChallengeRow,
    { tryId, at, rules }: ChallengeAnswer,
  ): Promise<Refusal> {
    const { login_key } = challenge;
    const browser = challenge.browser_id;
    await addTry(tx, { id: tryId, loginKey: login_key, kind: "wrong-code", at, browser });
    const spent = findSpentCodes(await findTries(tx, login_key), at, rules);
    const isLast = isSpentFor(spent, browser);
    if (challenge.session_id === null) await refuseAttempt(tx, challenge.id, at);
    const triesLeft = isLast ? 0 : challenge.tries_left - 1;
    if (isLast) await endChallengesOf(tx, login_key, spent);
    else
      await tables(tx)
        .updateTable("sign_in_challenges")
        .set({ tries_left: triesLeft })
        .where("id", "=", challenge.id)
        .execute();
    const reason = challenge.method === "passkey" ? "passkey-refused" : "wrong-code";
    const facts = { method: challenge.method, reason, triesLeft };
    await trace(tx, challenge, { at, action: "code.refused", outcome: "refused", facts });
    return triesLeft > 0 ? refuse(reason, { triesLeft }) : refuse("too-many-codes");
  }

  async function traceSending(
    tx: ChangeTx,
    challenge: Pick<ChallengeRow, "person_id" | "structure_id">,
    { method, state, at }: SendingRow,
  ): Promise<void> {
    if (state === "sending") return;
    const outcome = state === "handed" ? "done" : "refused";
    await trace(tx, challenge, { at, action: "code.sent", outcome, facts: { method } });
  }

  function trace(
    tx: ChangeTx,
    challenge: Pick<ChallengeRow, "person_id" | "structure_id">,
    row: {
      at: number;
      action: "code.sent" | "code.refused" | "spare-code.used";
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

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
