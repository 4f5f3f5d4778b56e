import type { SealedContacts } from "../../directory/door.ts";
import type { ReadTx } from "../../foundations/database/operation.ts";
import type { Means } from "../steps/known.ts";
import { hasApps } from "./apps.ts";
import { knownPasskeys } from "./passkeys.ts";

/** What a person has to receive or make a second factor with. */
export async function findMeans(tx: ReadTx, personId: string, contacts: SealedContacts): Promise<Means> {
  return {
    contacts,
    hasApp: await hasApps(tx, personId),
    passkeys: await knownPasskeys(tx, personId),
  };
}
