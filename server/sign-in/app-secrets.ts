import type { Place, Sealing } from "../foundations/sealing.ts";
import type { AppRow } from "./store/tables.ts";

/** The secret of an application, sealed for its row. */
export function sealSecret(sealing: Sealing, id: string, secret: Uint8Array): Buffer {
  return sealing.seal(placeOf(id), secret);
}

export function openSecret(sealing: Sealing, app: Pick<AppRow, "id" | "secret_sealed">): Buffer {
  return sealing.open(placeOf(app.id), app.secret_sealed);
}

function placeOf(row: string): Place {
  return { table: "sign_in_apps", column: "secret_sealed", row };
}
