import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Method } from "../../../contracts/sign-in.ts";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, tablesOf } from "../../foundations/database/operation.ts";
import type { SignInStoreParts } from "../store.ts";
import { findKnownBrowser } from "./browser-rows.ts";
import { insertSession, type NewSession, type OpenedSession, type Proven } from "./sessions.ts";
import type { SignInTables } from "./tables.ts";
import { dropTry, markTryRight, takeLoginTurn } from "./tries.ts";

/** Somebody whose password was right in a browser that is trusted, or was when she began. */
export interface TrustedAsked extends Pick<Proven, "from" | "notice"> {
  tryId: string;
  loginKey: string;
  person: Person;
  /** The methods that she could give a second factor by at this instant. */
  ready: readonly Method[];
  session: NewSession;
  at: number;
}

export function createTrustChanges({ audit }: SignInStoreParts) {
  return {
    /**
     * Opens a session on the password alone, until the trust ends and no longer. `over`: there is no trust any more, or
     * in a method that she has lost; the try is given back, for both factors are asked for instead.
     */
    async openTrusted(tx: ChangeTx, given: TrustedAsked): Promise<Refusal | OpenedSession | "over"> {
      const { tryId, loginKey, person, session, from, notice, at } = given;
      await takeLoginTurn(tx, loginKey);
      const until = await findTrustEnd(tx, given);
      if (until === null) {
        await dropTry(tx, tryId);
        return "over";
      }
      if (!(await markTryRight(tx, tryId))) return refuse("wrong-login");
      const proven = {
        person_id: person.id,
        structure_id: person.structureId,
        login_key: loginKey,
        method: "trusted" as const,
        from,
        notice,
      };
      const shorter = { ...session, endsAt: Math.min(session.endsAt, until) };
      return { person, ...(await insertSession(tx, audit, proven, shorter, at)) };
    },
  };

  async function findTrustEnd(
    tx: ChangeTx,
    { loginKey, ready, session, at }: TrustedAsked,
  ): Promise<number | null> {
    // A shared post is known to nobody.
    const id = await findKnownBrowser(tx, loginKey, session.entrant?.browserHash ?? null);
    if (id === null || session.entrant?.isShared) return null;
    const row = await tablesOf<SignInTables>(tx)
      .selectFrom("sign_in_browsers")
      .select(["trusted_until", "trusted_by"])
      .where("id", "=", id)
      .executeTakeFirst();
    const { trusted_until: until = null, trusted_by: by = null } = row ?? {};
    return until !== null && until > at && by !== null && ready.includes(by) ? until : null;
  }
}
