import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { AuditEntry } from "../../audit/record.ts";
import type { ChangeTx } from "../../foundations/database/operation.ts";
import type { PasskeyState } from "../passkeys/verify.ts";
import { findSpentCodes, isSpentFor, type Regulation } from "../rules/regulation.ts";
import { mayEnter } from "../rules/may-enter.ts";
import type { SignInStoreParts } from "../store.ts";
import { type AttemptFrom, keepAttempt } from "./attempts.ts";
import { findKnownBrowser } from "./browser-rows.ts";
import { endChallengesOf } from "./challenge-rows.ts";
import { spendPasskeyChallenge } from "./passkey-challenges.ts";
import { movePasskey } from "./passkeys.ts";
import { insertSession, type NewSession, type OpenedSession, type PlaceNotices } from "./sessions.ts";
import { addTry, findTries, takeLoginTurn } from "./tries.ts";

interface Answered {
  challenge: { hash: Uint8Array; endsAt: number };
  at: number;
}

/** A passkey’s answer at the door, already verified: what is left is to use it, once. */
interface PasskeyAnswered extends Answered {
  passkey: { id: string; personId: string };
  /** How it is after a right answer; null: it was not one. */
  state: PasskeyState | null;
  loginKey: string;
  /** For the row of a wrong answer. */
  tryId: string;
  rules: Regulation;
  session: NewSession;
  from: AttemptFrom;
  notice: PlaceNotices;
}

export function createPasskeySessionChanges({ audit, directory }: SignInStoreParts) {
  return {
    /** Opens the session of a passkey’s person, or counts and writes down why not. Each challenge is answered once. */
    async openPasskeySession(tx: ChangeTx, given: PasskeyAnswered): Promise<Refusal | OpenedSession> {
      const { challenge, passkey, state, loginKey, at } = given;
      if (!(await spendPasskeyChallenge(tx, challenge))) return refuse("passkey-expired");
      await takeLoginTurn(tx, loginKey);
      const person = await directory.reads.person(tx, { id: passkey.personId });
      if (!person || !mayEnter(person, at)) return refuseAs(tx, "operator", "", "unknown", at);
      const [chain, object] = [`structure:${person.structureId}` as const, person.id];
      if (!state) {
        await countWrong(tx, given);
        await keepRefused(tx, given);
        return refuseAs(tx, chain, object, "wrong", at);
      }
      // However many wrong answers there were: a signature is not guessed, and nobody is to lock her out of this means.
      const stuck = await movePasskey(tx, { id: passkey.id, at, state });
      if (stuck) {
        await keepRefused(tx, given);
        await trace(tx, chain, object, stuck === "passkey-copied" ? "counter" : "unknown", at);
        return refuse(stuck);
      }
      const proven = {
        person_id: person.id,
        structure_id: person.structureId,
        method: "passkey" as const,
        whole: true as const,
        login_key: loginKey,
        from: given.from,
        notice: given.notice,
      };
      return { person, ...(await insertSession(tx, audit, proven, given.session, at)) };
    },

    /** Writes down an answer by a passkey that nobody has. */
    async refusePasskey(tx: ChangeTx, { challenge, at }: Answered): Promise<Refusal> {
      if (!(await spendPasskeyChallenge(tx, challenge))) return refuse("passkey-expired");
      return refuseAs(tx, "operator", "", "unknown", at);
    },
  };

  /** Counts among the wrong codes of the day; the last of them ends every challenge of the login. */
  async function countWrong(
    tx: ChangeTx,
    { loginKey, tryId, rules, session, at }: PasskeyAnswered,
  ): Promise<void> {
    const browser = await findKnownBrowser(tx, loginKey, session.entrant?.browserHash ?? null);
    await addTry(tx, { id: tryId, loginKey, kind: "wrong-code", at, browser });
    const spent = findSpentCodes(await findTries(tx, loginKey), at, rules);
    if (isSpentFor(spent, browser)) await endChallengesOf(tx, loginKey, spent);
  }

  /** The person finds it among her sign-ins. */
  async function keepRefused(tx: ChangeTx, { from, passkey, at }: PasskeyAnswered): Promise<void> {
    const { personId } = passkey;
    await keepAttempt(tx, { from, personId, method: "passkey", outcome: "code-refused", at });
  }

  async function refuseAs(
    tx: ChangeTx,
    chain: AuditEntry["chain"],
    object: string,
    reason: string,
    at: number,
  ): Promise<Refusal> {
    await trace(tx, chain, object, reason, at);
    return refuse("passkey-refused");
  }

  function trace(
    tx: ChangeTx,
    chain: AuditEntry["chain"],
    object: string,
    reason: string,
    at: number,
  ): Promise<void> {
    const action = "passkey.refused";
    return audit.append(tx, {
      chain,
      at,
      actor: "program",
      action,
      object,
      outcome: "refused",
      facts: { reason },
    });
  }
}
