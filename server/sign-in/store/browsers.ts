import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { SignInStoreParts } from "../store.ts";
import { isProved } from "./apps.ts";
import { browserOf, findBrowsers } from "./browser-rows.ts";
import { endSessions } from "./sessions.ts";
import type { BrowserRow, SessionRow, SignInTables } from "./tables.ts";

/** A browser, by its long-lived cookie. */
interface Cookie {
  browserHash: Uint8Array;
}

export const browserReads = {
  /** Whether a browser is trusted for a login; `openTrusted` looks again, once the password is right. */
  async isTrusted(
    tx: ReadTx,
    { loginKey, browserHash, at }: Cookie & { loginKey: string; at: number },
  ): Promise<boolean> {
    const [row] = (await browserOf(tables(tx), { loginKey, browserHash })).rows;
    return row !== undefined && row.trusted_until !== null && row.trusted_until > at;
  },

  /** The browsers of a person, the last used first. */
  async browsers(tx: ReadTx, { personId }: { personId: string }): Promise<BrowserRow[]> {
    return findBrowsers(tx, personId);
  },
};

export function createBrowserChanges({ audit }: SignInStoreParts) {
  return {
    /**
     * Forgets a browser of a person, with the trust in it, and ends her sessions there, but for the one that asks.
     * Returns the sessions ended.
     */
    async forgetBrowser(
      tx: ChangeTx,
      given: { id: string; person: Person; sessionId: string; at: number },
    ): Promise<Refusal | string[]> {
      const { id, person, sessionId, at } = given;
      if (!(await isProved(tx, { sessionId, at }))) return refuse("proof-needed");
      const { numDeletedRows } = await tables(tx)
        .deleteFrom("sign_in_browsers")
        .where("id", "=", id)
        .where("person_id", "=", person.id)
        .executeTakeFirstOrThrow();
      if (numDeletedRows === 0n) return refuse("not-found");
      const actor = `person:${person.id}`;
      await audit.append(tx, {
        chain: `structure:${person.structureId}`,
        at,
        actor,
        action: "browser.forgotten",
        object: person.id,
        outcome: "done",
        facts: {},
      });
      const open: SessionRow[] = await tables(tx)
        .selectFrom("sign_in_sessions")
        .selectAll()
        .where("browser_id", "=", id)
        .where("ended_at", "is", null)
        .where("id", "<>", sessionId)
        .execute();
      return endSessions(tx, audit, open, "browser-forgotten", at, actor);
    },
  };
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
