import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { takeTurn } from "../../foundations/database/turns.ts";
import type { SignInStoreParts } from "../store.ts";
import { mayEnter } from "../rules/may-enter.ts";
import { narrow, type Policy } from "../rules/policy.ts";
import { findWay } from "../rules/ways.ts";
import { forgetProof } from "./apps.ts";
import { findNarrowing } from "./policies.ts";
import { traceProofRefused } from "./proofs.ts";
import { keepPscSession } from "./psc-sessions.ts";
import { spendPscState } from "./psc-states.ts";
import { endSessions, insertSession, type NewSession, type OpenedSession, type Proven } from "./sessions.ts";
import { beginSilence } from "./silences.ts";
import type { SignInTables } from "./tables.ts";

/** A subject of an issuer: never one without the other. */
export interface Subject {
  issuer: string;
  subject: string;
}

export function createPscChanges({ audit, directory }: SignInStoreParts) {
  return {
    /**
     * Says who a person is at Pro Santé Connect; null: nobody any more. What she opened as the former subject ends, and what
     * she proved so in another session counts no more.
     * `taken`: the subject is another person's.
     */
    async setPscSubject(
      tx: ChangeTx,
      given: { person: Person; issuer: string; subject: string | null; at: number; actor: string },
    ): Promise<{ outcome: "set" | "unchanged" | "taken"; ended: string[] }> {
      const { person, issuer, subject, at, actor } = given;
      await takeTurns(tx, person.id, given);
      const before = await findSubject(tx, person.id);
      const isSame = before ? before.issuer === issuer && before.subject === subject : subject === null;
      if (isSame) return { outcome: "unchanged", ended: [] };
      if (subject !== null && (await findPerson(tx, { issuer, subject })))
        return { outcome: "taken", ended: [] };
      await tables(tx).deleteFrom("sign_in_psc").where("person_id", "=", person.id).execute();
      if (subject !== null) {
        await insertSubject(tx, person.id, { issuer, subject });
        await beginSilence(tx, person.id, at);
      }
      await audit.append(tx, {
        chain: `structure:${person.structureId}`,
        at,
        actor,
        action: subject === null ? "psc.unbound" : "psc.bound",
        object: person.id,
        outcome: "done",
        facts: {},
      });
      const open = await tables(tx)
        .selectFrom("sign_in_sessions")
        .selectAll()
        .where("person_id", "=", person.id)
        .where("method", "=", "psc")
        .where("ended_at", "is", null)
        .execute();
      await forgetProofsThere(tx, person.id);
      return { outcome: "set", ended: await endSessions(tx, audit, open, "psc-changed", at, actor) };
    },

    spendPscState,

    /** Opens the session of whoever has this subject, or writes down that nobody has. */
    async openPscSession(
      tx: ChangeTx,
      given: Subject &
        Pick<Proven, "from" | "notice"> & {
          acr: string;
          policy: Policy;
          session: NewSession;
          kept: Uint8Array;
          at: number;
        },
    ): Promise<Refusal | OpenedSession> {
      const { acr, session, kept, at, from, notice } = given;
      const personId = await findPerson(tx, given);
      const person = personId && (await directory.reads.person(tx, { id: personId }));
      if (!person || !mayEnter(person, at)) {
        await trace(tx, at, "psc-no-access");
        return refuse("psc-no-access");
      }
      const own = narrow(given.policy, await findNarrowing(tx, person.structureId));
      if (findWay("psc", true, own, at) === "forbidden") {
        await trace(tx, at, "method-forbidden", person);
        return refuse("method-forbidden");
      }
      const who = { person_id: person.id, structure_id: person.structureId };
      const proven = { ...who, method: "psc" as const, acr, from, notice };
      const opened = await insertSession(tx, audit, proven, session, at);
      await keepPscSession(tx, { session_id: session.id, kept });
      return { person, ...opened };
    },

    /** Writes down that what the provider answered was not taken; `person`: whose session asked for a proof. */
    async refusePsc(
      tx: ChangeTx,
      { at, reason, person }: { at: number; reason: string; person: Person | null },
    ): Promise<void> {
      await (person ? traceProofRefused(tx, audit, { person, at, reason }) : trace(tx, at, reason));
    },
  };

  /** As long as nobody of ours is known, the row stands with the operator. */
  function trace(tx: ChangeTx, at: number, reason: string, person?: Person): Promise<void> {
    return audit.append(tx, {
      chain: person ? `structure:${person.structureId}` : "operator",
      at,
      actor: "program",
      action: "psc.refused",
      object: person?.id ?? "",
      outcome: "refused",
      facts: { reason },
    });
  }
}

/**
 * Binds the card of a person whose number in the register her référent wrote down: at Pro Santé Connect she is « 8 » and
 * the RPPS. Who is bound already stays so, and a number that is somebody else's binds nobody. Comes before any row of the
 * trace is appended in the same transaction, as the turns of `setPscSubject` do.
 */
export async function bindCard(
  tx: ChangeTx,
  { audit, directory }: SignInStoreParts,
  given: { person: Person; issuer: string; at: number; actor: string },
): Promise<void> {
  const { person, issuer, at, actor } = given;
  const [facts] = await directory.reads.accessFacts(tx, { personIds: [person.id] });
  if (!facts?.rpps) return;
  const subject = `8${facts.rpps}`;
  await takeTurns(tx, person.id, { issuer, subject });
  if ((await findSubject(tx, person.id)) || (await findPerson(tx, { issuer, subject }))) return;
  await insertSubject(tx, person.id, { issuer, subject });
  await audit.append(tx, {
    chain: `structure:${person.structureId}`,
    at,
    actor,
    action: "psc.bound",
    object: person.id,
    outcome: "done",
    facts: {},
  });
}

/** Of two that want the same subject, or two subjects of one person, one comes after the other. */
async function takeTurns(
  tx: ChangeTx,
  personId: string,
  { issuer, subject }: { issuer: string; subject: string | null },
): Promise<void> {
  await takeTurn(tx, `sign-in psc ${issuer} ${subject}`);
  await takeTurn(tx, `sign-in psc of ${personId}`);
}

/** Of the sessions that Pro Santé Connect proved something in; a proof by another means goes with it, and is asked anew. */
async function forgetProofsThere(tx: ChangeTx, personId: string): Promise<void> {
  const proven = await tables(tx)
    .selectFrom("sign_in_psc_sessions")
    .innerJoin("sign_in_sessions", "id", "session_id")
    .select("id")
    .where("person_id", "=", personId)
    .execute();
  for (const { id } of proven) await forgetProof(tx, id);
}

async function findSubject(tx: ReadTx, personId: string): Promise<Subject | undefined> {
  return tables(tx)
    .selectFrom("sign_in_psc")
    .select(["issuer", "subject"])
    .where("person_id", "=", personId)
    .executeTakeFirst();
}

async function insertSubject(tx: ChangeTx, personId: string, { issuer, subject }: Subject): Promise<void> {
  await tables(tx).insertInto("sign_in_psc").values({ person_id: personId, issuer, subject }).execute();
}

export async function findPerson(tx: ReadTx, { issuer, subject }: Subject): Promise<string | null> {
  const row = await tables(tx)
    .selectFrom("sign_in_psc")
    .select("person_id")
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
