import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { regulationSpanMs } from "../rules/regulation.ts";
import { findEnd } from "../rules/session-life.ts";
import type { SignInStoreParts } from "../store.ts";
import { forgetOldAppPasswords } from "./app-passwords.ts";
import { forgetWholeAllowances, hasWholeAllowances } from "./allowances.ts";
import { forgetOldProofs } from "./apps.ts";
import { forgetOldAttempts, hasOldAttempts } from "./attempts.ts";
import { forgetOldBrowsers } from "./browser-rows.ts";
import { forgetOldChallenges } from "./challenge-rows.ts";
import { forgetOldLinks, hasOldLinks } from "./links.ts";
import { forgetOldPasskeyChallenges, hasOldPasskeyChallenge } from "./passkey-challenges.ts";
import { forgetOldPostLinks } from "./posts.ts";
import { findOldPscState, forgetOldPscStates } from "./psc-states.ts";
import { endSessions } from "./sessions.ts";
import type { SessionRow, SignInTables } from "./tables.ts";
import { forgetOldTries } from "./tries.ts";

/** How long the rows of ended sessions stay. */
const keptMs = 30 * 86_400_000;

interface Now {
  at: number;
  idleMs: number;
}

export const sweepReads = {
  /** Whether a session has lapsed that nobody wrote down yet, or a try, a link or a state is older than anybody looks. */
  async isSweepDue(tx: ReadTx, { at, idleMs }: Now): Promise<boolean> {
    if ((await findLapsed(tx, at, idleMs)).length > 0 || (await findOldPscState(tx, at))) return true;
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
    /** Writes down the end of every session that fell silent or reached its term, and forgets what is old. */
    async sweep(tx: ChangeTx, { at, idleMs }: Now): Promise<string[]> {
      const ended: string[] = [];
      for (const session of await findLapsed(tx, at, idleMs)) {
        const reason = findEnd(session, at, idleMs) === "over" ? "over" : "idle";
        ended.push(...(await endSessions(tx, audit, [session], reason, at, "program")));
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
      return ended;
    },
  };
}

function findLapsed(tx: ReadTx, at: number, idleMs: number): Promise<SessionRow[]> {
  return (
    tables(tx)
      .selectFrom("sign_in_sessions")
      .selectAll()
      .where("ended_at", "is", null)
      .where((either) =>
        either.or([
          either("touched_at", "<=", at - idleMs),
          either("ends_at", "<=", at),
          // Null where sessions are as long as elsewhere, and then no answer.
          either("touched_at", "<=", either(either.val(at), "-", either.ref("idle_ms"))),
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
