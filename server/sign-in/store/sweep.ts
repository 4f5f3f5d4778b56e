import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { regulationSpanMs } from "../rules/regulation.ts";
import { findState, type LifeRules } from "../rules/session-life.ts";
import type { SignInStoreParts } from "../store.ts";
import { forgetOldAppPasswords } from "./app-passwords.ts";
import { forgetWholeAllowances, hasWholeAllowances } from "./allowances.ts";
import { forgetOldProofs } from "./apps.ts";
import { forgetOldAttempts, hasOldAttempts } from "./attempts.ts";
import { forgetOldBrowsers } from "./browser-rows.ts";
import { forgetOldChallenges } from "./challenge-rows.ts";
import { forgetOldContacts } from "./new-contacts.ts";
import { forgetOldLinks, hasOldLinks } from "./links.ts";
import { forgetOldPasskeyChallenges, hasOldPasskeyChallenge } from "./passkey-challenges.ts";
import { forgetOldPostLinks } from "./posts.ts";
import { findOldPscState, forgetOldPscStates } from "./psc-states.ts";
import { forgetOldRescueRequests } from "./rescue-requests.ts";
import { writeLock } from "./locks.ts";
import { endSessions } from "./sessions.ts";
import type { SessionRow, SignInTables } from "./tables.ts";
import { forgetOldTries } from "./tries.ts";

/** How long the rows of ended sessions stay. */
const keptMs = 30 * 86_400_000;

interface Now extends LifeRules {
  at: number;
}

export const sweepReads = {
  /** Whether a session has fallen silent or lapsed that nobody wrote down yet, or a try, a link or a state is older than anybody looks. */
  async isSweepDue(tx: ReadTx, now: Now): Promise<boolean> {
    const { at } = now;
    if ((await findLapsed(tx, now)).length > 0 || (await findOldPscState(tx, at))) return true;
    if (await hasWholeAllowances(tx, at)) return true;
    const old = tables(tx)
      .selectFrom("sign_in_tries")
      .select("id")
      .where("at", "<=", at - regulationSpanMs);
    if ((await old.limit(1).execute()).length > 0) return true;
    return (await hasOldLinks(tx, at)) || (await hasOldPasskeyChallenge(tx, at)) || hasOldAttempts(tx, at);
  },
};

export function createSweepChanges({ audit }: SignInStoreParts) {
  return {
    /**
     * Writes down that sessions fell silent, hence are locked, or reached their term, and forgets what is old. Returns
     * the ids of those whom nothing is pushed to any more.
     */
    async sweep(tx: ChangeTx, now: Now): Promise<string[]> {
      const { at } = now;
      const shut: string[] = [];
      for (const session of await findLapsed(tx, now)) {
        const state = findState(session, at, now);
        if (state === "locked") shut.push(...(await writeLock(tx, audit, session, at, "idle")));
        else if (state === "over" || state === "idle")
          shut.push(...(await endSessions(tx, audit, [session], state, at, "program")));
      }
      await tables(tx)
        .deleteFrom("sign_in_sessions")
        .where("ended_at", "<", at - keptMs)
        .execute();
      await forgetOldTries(tx, at);
      await forgetOldChallenges(tx, at);
      await forgetOldProofs(tx, at);
      await forgetOldLinks(tx, at);
      await forgetOldAppPasswords(tx, at - keptMs);
      await forgetOldPscStates(tx, at);
      await forgetOldAttempts(tx, at);
      await forgetOldPasskeyChallenges(tx, at);
      await forgetOldBrowsers(tx, at);
      await forgetOldPostLinks(tx, at);
      await forgetWholeAllowances(tx, at);
      await forgetOldContacts(tx, at);
      await forgetOldRescueRequests(tx, at);
      return shut;
    },
  };
}

function findLapsed(tx: ReadTx, { at, idleMs, lockMs }: Now): Promise<SessionRow[]> {
  return (
    tables(tx)
      .selectFrom("sign_in_sessions")
      .selectAll()
      .where("ended_at", "is", null)
      .where((one) =>
        one.or([
          one("ends_at", "<=", at),
          one("locked_at", "<=", at - lockMs),
          one.and([one("locked_at", "is", null), one("touched_at", "<=", at - idleMs)]),
          // Null where sessions are as long as elsewhere, and then no answer.
          one.and([
            one("locked_at", "is", null),
            one("touched_at", "<=", one(one.val(at), "-", one.ref("idle_ms"))),
          ]),
          one.and([
            one("locked_at", "is", null),
            one("touched_at", "<=", one(one.val(at), "-", one.ref("rule_idle_ms"))),
          ]),
        ]),
      )
      // Two nodes that sweep at once take structures and sessions in the same order.
      .orderBy("structure_id")
      .orderBy("id")
      .execute()
  );
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
