import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { mayEnter } from "../rules/may-enter.ts";
import { narrow, type Policy } from "../rules/policy.ts";
import { findState, type LifeRules } from "../rules/session-life.ts";
import { findWay } from "../rules/ways.ts";
import type { SignInStoreParts } from "../store.ts";
import { findNarrowing } from "./policies.ts";
import { keepProved, traceProofRefused } from "./proofs.ts";
import { findPerson, type Subject } from "./psc.ts";
import { keepPscSession } from "./psc-sessions.ts";
import type { SessionRow, SignInTables } from "./tables.ts";

export const pscProofReads = {
  /** Whether a person is bound to an identity of this issuer, and what her structure takes away. */
  async pscHolding(
    tx: ReadTx,
    { personId, structureId, issuer }: { personId: string; structureId: string; issuer: string },
  ) {
    const bound = await tables(tx)
      .selectFrom("sign_in_psc")
      .select("person_id")
      .where("person_id", "=", personId)
      .where("issuer", "=", issuer)
      .executeTakeFirst();
    return { isBound: bound !== undefined, narrowing: await findNarrowing(tx, structureId) };
  },
};

export function createPscProofChanges({ audit, directory }: SignInStoreParts) {
  return {
    /**
     * The person of an open session was identified anew at Pro Santé Connect: proves the session if that is who she is,
     * and if it still is one. Whatever is refused ends nothing.
     */
    async provePscSession(
      tx: ChangeTx,
      given: Subject & {
        sessionId: string;
        policy: Policy;
        life: LifeRules;
        /** What the provider told of the session there, which ends with this one from now on. */
        kept: Uint8Array;
        at: number;
      },
    ): Promise<Refusal | null> {
      const { sessionId, at } = given;
      const session = await holdSession(tx, sessionId);
      const person = session && (await directory.reads.person(tx, { id: session.person_id }));
      if (!person || !mayEnter(person, at)) return refuse("signed-out");
      const state = findState(session, at, given.life);
      if (state !== "open") return refuse(state === "locked" ? "locked" : "signed-out");
      const reason = await findWrong(tx, person, given);
      if (reason) {
        await traceProofRefused(tx, audit, { person, at, reason });
        return refuse(reason);
      }
      await keepPscSession(tx, { session_id: session.id, kept: given.kept });
      await keepProved(tx, audit, { session, method: "psc", at });
      return null;
    },
  };

  async function findWrong(
    tx: ReadTx,
    person: Person,
    { policy, at, ...subject }: Subject & { policy: Policy; at: number },
  ): Promise<"psc-other" | "method-forbidden" | null> {
    if ((await findPerson(tx, subject)) !== person.id) return "psc-other";
    const own = narrow(policy, await findNarrowing(tx, person.structureId));
    return findWay("psc", true, own, at) === "forbidden" ? "method-forbidden" : null;
  }
}

/** A session, held so that nobody ends or locks it before this is over: an update of nothing holds its row. */
async function holdSession(tx: ChangeTx, id: string): Promise<SessionRow | null> {
  const held = await tables(tx)
    .updateTable("sign_in_sessions")
    .set((column) => ({ touched_at: column.ref("touched_at") }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return held ?? null;
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
