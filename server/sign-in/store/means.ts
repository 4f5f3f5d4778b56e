import type { Kysely } from "kysely";
import type { SealedContacts } from "../../directory/door.ts";
import { type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import type { Means } from "../steps/known.ts";
import { knownPasskeys } from "./passkeys.ts";
import { readNarrowing } from "./policies.ts";
import type { SignInTables } from "./tables.ts";

/** What a person has to receive or make a second factor with, and what her structure takes away. */
export async function findMeans(
  tx: ReadTx,
  { id: personId, structureId }: { id: string; structureId: string },
  contacts: SealedContacts,
): Promise<Means> {
  const [row] = (await appAndRules(tablesOf<SignInTables>(tx), { personId, structureId })).rows;
  return {
    contacts,
    hasApp: Boolean(row?.app),
    passkeys: await knownPasskeys(tx, personId),
    narrowing: readNarrowing(row?.rules ?? null),
  };
}

/** Both at once: a sign-in asks no oftener for the sake of a policy. */
const appAndRules = prepare(
  (db: Kysely<SignInTables>, { personId, structureId }: { personId: string; structureId: string }) =>
    db.selectNoFrom((one) => [
      one
        .selectFrom("sign_in_apps")
        .select("sign_in_apps.id")
        .where("person_id", "=", personId)
        .where("proved_at", "is not", null)
        .limit(1)
        .as("app"),
      one
        .selectFrom("sign_in_policies")
        .select("sign_in_policies.rules")
        .where("structure_id", "=", structureId)
        .as("rules"),
    ]),
);
