import type { Kysely } from "kysely";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import { takeTurn } from "../../foundations/database/turns.ts";
import type { PasskeyState } from "../passkeys/verify.ts";
import { mostPasskeys } from "../rules/proof.ts";
import type { KnownPasskey } from "../steps/known.ts";
import type { SignInStoreParts } from "../store.ts";
import { isProved } from "./apps.ts";
import { endTrust } from "./browser-rows.ts";
import { keepNotice, type NewNotice } from "./notices.ts";
import type { Narrowing } from "../rules/policy.ts";
import { findNarrowing } from "./policies.ts";
import { spendPasskeyChallenge } from "./passkey-challenges.ts";
import type { PasskeyRow, SignInTables } from "./tables.ts";

export function createPasskeyReads({ directory }: SignInStoreParts) {
  return {
    /** The passkeys of a person, the oldest first. */
    async passkeys(tx: ReadTx, { personId }: { personId: string }): Promise<PasskeyRow[]> {
      return findPasskeys(tx, personId);
    },

    /** The passkey that a device calls so, with its person; null when nobody has it. */
    async passkeyWithPerson(
      tx: ReadTx,
      { credentialId }: { credentialId: string },
    ): Promise<{ passkey: PasskeyRow; person: Person; narrowing: Narrowing | null } | null> {
      const [passkey] = (await passkeyOf(tables(tx), { credentialId })).rows;
      const person = passkey && (await directory.reads.person(tx, { id: passkey.person_id }));
      if (!passkey || !person) return null;
      return { passkey, person, narrowing: await findNarrowing(tx, person.structureId) };
    },
  };
}

/** Who changes her passkeys, from which session. */
interface Changing {
  person: Person;
  sessionId: string;
  at: number;
}

export function createPasskeyChanges({ audit }: SignInStoreParts) {
  return {
    /** Adds a passkey whose making was verified; the challenge it was made for is used up. */
    async addPasskey(
      tx: ChangeTx,
      given: Changing & {
        challenge: { hash: Uint8Array; endsAt: number };
        passkey: Omit<PasskeyRow, "person_id" | "made_at" | "used_at">;
        notice: NewNotice;
      },
    ): Promise<Refusal | null> {
      const { person, at, challenge, passkey } = given;
      if (!(await spendPasskeyChallenge(tx, challenge))) return refuse("passkey-expired");
      await takePersonTurn(tx, person);
      if ((await findPasskeys(tx, person.id)).length >= mostPasskeys) return refuse("too-many-passkeys");
      // One of somebody else under the same name would be found in its place (WebAuthn L2 §7.1 step 22).
      const { numInsertedOrUpdatedRows } = await tables(tx)
        .insertInto("sign_in_passkeys")
        .values({ ...passkey, person_id: person.id, made_at: at, used_at: null })
        .onConflict((conflict) => conflict.column("credential_id").doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) return refuse("passkey-not-added");
      await trace(tx, given, "factor.added");
      await keepNotice(tx, person, given.notice, at);
      return null;
    },

    async renamePasskey(
      tx: ChangeTx,
      given: Changing & { id: string; name: string },
    ): Promise<Refusal | null> {
      const refused = await hold(tx, given);
      if (refused) return refused;
      await tables(tx)
        .updateTable("sign_in_passkeys")
        .set({ name: given.name })
        .where("id", "=", given.id)
        .execute();
      await trace(tx, given, "factor.renamed");
      return null;
    },

    async removePasskey(
      tx: ChangeTx,
      given: Changing & { id: string; notice: NewNotice },
    ): Promise<Refusal | null> {
      const refused = await hold(tx, given);
      if (refused) return refused;
      await tables(tx).deleteFrom("sign_in_passkeys").where("id", "=", given.id).execute();
      await endTrust(tx, given.person.id);
      await trace(tx, given, "factor.removed");
      await keepNotice(tx, given.person, given.notice, given.at);
      return null;
    },
  };

  /** Holds the person's own passkey while nothing else changes it, once she gave a second factor anew. */
  async function hold(tx: ChangeTx, given: Changing & { id: string }): Promise<Refusal | null> {
    await takePersonTurn(tx, given.person);
    if (!(await isProved(tx, given))) return refuse("proof-needed");
    const passkeys = await findPasskeys(tx, given.person.id);
    return passkeys.some(({ id }) => id === given.id) ? null : refuse("not-found");
  }

  function trace(
    tx: ChangeTx,
    { person, at }: Changing,
    action: "factor.added" | "factor.renamed" | "factor.removed",
  ): Promise<void> {
    return audit.append(tx, {
      chain: `structure:${person.structureId}`,
      at,
      actor: `person:${person.id}`,
      action,
      object: person.id,
      outcome: "done",
      facts: { method: "passkey" },
    });
  }
}

/** What browsers have to be told of a person's passkeys. */
export async function knownPasskeys(tx: ReadTx, personId: string): Promise<readonly KnownPasskey[]> {
  return (await knownOf(tables(tx), { personId })).rows;
}

/**
 * Uses a passkey: its counter moves forward, or it is one that does not count. `passkey-copied` when the counter stood there
 * already: two devices sign with the same key (WebAuthn L2 §7.2 step 21). `passkey-refused` when it is gone.
 */
export async function movePasskey(
  tx: ChangeTx,
  { id, at, state: { counter, backed_up } }: { id: string; at: number; state: PasskeyState },
): Promise<"passkey-copied" | "passkey-refused" | null> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable("sign_in_passkeys")
    .set({ counter, backed_up, used_at: at })
    .where("id", "=", id)
    .where("counter", counter === 0 ? "=" : "<", counter)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 1n) return null;
  const row = await tables(tx)
    .selectFrom("sign_in_passkeys")
    .select("id")
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? "passkey-copied" : "passkey-refused";
}

function findPasskeys(tx: ReadTx, personId: string): Promise<PasskeyRow[]> {
  return tables(tx)
    .selectFrom("sign_in_passkeys")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("made_at")
    .orderBy("id")
    .execute();
}

function takePersonTurn(tx: ChangeTx, person: Person): Promise<boolean> {
  return takeTurn(tx, `sign-in passkeys ${person.id}`);
}

const passkeyOf = prepare((db: Kysely<SignInTables>, { credentialId }: { credentialId: string }) =>
  db.selectFrom("sign_in_passkeys").selectAll().where("credential_id", "=", credentialId),
);

const knownOf = prepare((db: Kysely<SignInTables>, { personId }: { personId: string }) =>
  db
    .selectFrom("sign_in_passkeys")
    .select(["credential_id", "transports"])
    .where("person_id", "=", personId)
    .orderBy("made_at"),
);

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
