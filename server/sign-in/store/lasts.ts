import { type ChangeTx, tablesOf } from "../../foundations/database/operation.ts";
import type { AccessTables } from "./access-tables.ts";
import { putSilence } from "./silences.ts";

/** Writes down that somebody came in. */
export async function keepLast(tx: ChangeTx, personId: string, at: number): Promise<void> {
  await tablesOf<AccessTables>(tx)
    .insertInto("sign_in_lasts")
    .values({ person_id: personId, at })
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet({ at }))
    .execute();
  await putSilence(tx, { person_id: personId, since: at, stage: "counted", ends_at: null });
}
