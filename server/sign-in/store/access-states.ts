import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { SignInStoreParts } from "../store.ts";
import { endAppPasswords } from "./app-passwords.ts";
import { endTrust } from "./browser-rows.ts";
import { endActivations } from "./activations.ts";
import { endSessions } from "./sessions.ts";
import { dropSpares } from "./spare-codes.ts";
import { takeLoginTurn } from "./tries.ts";
import type { EndReason, SignInTables } from "./tables.ts";

/** How far somebody is with her access, and what she signs in with. */
export interface SignInState {
  personId: string;
  hasPassword: boolean;
  /** Authenticator apps that count, and passkeys. */
  apps: number;
  passkeys: number;
  psc: boolean;
  /** When she last came in; null when never. */
  lastAt: number | null;
  /** The last link to a first access, while no password is set. */
  link: { at: number; state: "sending" | "handed" | "failed" | "printed"; until: number } | null;
}

export const accessStateReads = {
  /** Of these persons, in their order; at most as many as a page shows. */
  async signInStates(tx: ReadTx, { personIds }: { personIds: string[] }): Promise<SignInState[]> {
    if (personIds.length === 0) return [];
    const passwords = new Set((await of(tx, "sign_in_passwords", personIds)).map((row) => row.person_id));
    const bound = new Set((await of(tx, "sign_in_psc", personIds)).map((row) => row.person_id));
    const passkeys = await of(tx, "sign_in_passkeys", personIds);
    const apps = await tables(tx)
      .selectFrom("sign_in_apps")
      .select("person_id")
      .where("person_id", "in", personIds)
      .where("proved_at", "is not", null)
      .execute();
    const lasts = await tables(tx)
      .selectFrom("sign_in_lasts")
      .selectAll()
      .where("person_id", "in", personIds)
      .execute();
    const links = await tables(tx)
      .selectFrom("sign_in_activations")
      .selectAll()
      .where("person_id", "in", personIds)
      .orderBy("made_at")
      .execute();
    const lastOf = new Map(lasts.map((row) => [row.person_id, row.at]));
    const linkOf = new Map(links.map((row) => [row.person_id, row]));
    return personIds.map((personId) => {
      const link = linkOf.get(personId);
      return {
        personId,
        hasPassword: passwords.has(personId),
        apps: apps.filter((row) => row.person_id === personId).length,
        passkeys: passkeys.filter((row) => row.person_id === personId).length,
        psc: bound.has(personId),
        lastAt: lastOf.get(personId) ?? null,
        link:
          link && !passwords.has(personId)
            ? { at: link.mail_at, state: link.mail_state, until: link.expires_at }
            : null,
      };
    });
  },
};

export function createAccessStateChanges({ audit }: SignInStoreParts) {
  return {
    /** Takes a person's applications and passkeys away: what she lost opens nothing any more. Answers how many there were. */
    async resetMethods(
      tx: ChangeTx,
      { person, at, actor }: { person: Pick<Person, "id" | "structureId">; at: number; actor: string },
    ): Promise<number> {
      let taken = 0;
      for (const table of ["sign_in_apps", "sign_in_passkeys"] as const) {
        const { numDeletedRows } = await tables(tx)
          .deleteFrom(table)
          .where("person_id", "=", person.id)
          .executeTakeFirstOrThrow();
        taken += Number(numDeletedRows);
      }
      await tables(tx).deleteFrom("sign_in_challenges").where("person_id", "=", person.id).execute();
      await traceRepair(tx, { person, at, actor }, "methods.reset", { taken });
      return taken;
    },

    /** Forgets the failures of a login: it may be tried again at once (PGSSI-S RIE, EXI 25). */
    async unlock(
      tx: ChangeTx,
      given: { person: Pick<Person, "id" | "structureId">; loginKey: string; at: number; actor: string },
    ): Promise<void> {
      await takeLoginTurn(tx, given.loginKey);
      await tables(tx).deleteFrom("sign_in_tries").where("login_key", "=", given.loginKey).execute();
      await traceRepair(tx, given, "access.unlocked", {});
    },

    /**
     * Ends all that a person has open: sessions, challenges, links. `forGood` takes her password, applications,
     * passkeys and Pro Santé Connect identity too. Answers the sessions ended, and the passwords of programs: they listen under
     * their ids.
     */
    async endAccess(
      tx: ChangeTx,
      given: { person: Person; forGood: boolean; at: number; actor: string },
    ): Promise<string[]> {
      const { person, forGood, at, actor } = given;
      await tables(tx).deleteFrom("sign_in_challenges").where("person_id", "=", person.id).execute();
      await tables(tx)
        .updateTable("sign_in_links")
        .set({ ended_at: at, end_reason: "withdrawn" })
        .where("person_id", "=", person.id)
        .where("ended_at", "is", null)
        .execute();
      await endActivations(tx, person.id, "withdrawn", at);
      await endTrust(tx, person.id);
      const passwords = forGood
        ? await endAppPasswords(tx, audit, { person, reason: "departed", at, actor })
        : [];
      if (forGood) await dropSpares(tx, person.id, null);
      if (forGood)
        for (const table of ["sign_in_passwords", "sign_in_apps", "sign_in_passkeys", "sign_in_psc"] as const)
          await tables(tx).deleteFrom(table).where("person_id", "=", person.id).execute();
      const reason: EndReason = "withdrawn";
      const open = await tables(tx)
        .selectFrom("sign_in_sessions")
        .selectAll()
        .where("person_id", "=", person.id)
        .where("ended_at", "is", null)
        .execute();
      return [...(await endSessions(tx, audit, open, reason, at, actor)), ...passwords];
    },
  };

  function traceRepair(
    tx: ChangeTx,
    { person, at, actor }: { person: Pick<Person, "id" | "structureId">; at: number; actor: string },
    action: string,
    facts: Record<string, number>,
  ): Promise<void> {
    const chain = `structure:${person.structureId}` as const;
    return audit.append(tx, { chain, at, actor, action, object: person.id, outcome: "done", facts });
  }
}

function of(
  tx: ReadTx,
  table: "sign_in_passwords" | "sign_in_psc" | "sign_in_passkeys",
  personIds: string[],
) {
  return tables(tx).selectFrom(table).select("person_id").where("person_id", "in", personIds).execute();
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
