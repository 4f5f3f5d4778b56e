import type { Kysely } from "kysely";
import { type ChangeTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import type { AccessTables } from "./access-tables.ts";
import { putSilence } from "./silences.ts";

/** Writes down that somebody came in. */
export async function keepLast(tx: ChangeTx, personId: string, at: number): Promise<void> {
  await upsert(tablesOf<AccessTables>(tx), { personId, at });
  await putSilence(tx, { person_id: personId, since: at, stage: "counted", ends_at: null });
}

const upsert = prepare((db: Kysely<AccessTables>, { personId, at }: { personId: string; at: number }) =>
  db
    .insertInto("sign_in_lasts")
    .values({ person_id: personId, at })
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet({ at })),
);
