import type { AdministrationStoreParts } from "../store.ts";
import { createArrivalsAsked } from "./store/asked.ts";
import { createArrivalsReads } from "./store/reads.ts";
import { arrivalsMigration } from "./store/tables.ts";
import { createArrivalsWork } from "./store/work.ts";

/** The part of the room's store that arrivals are kept in. */
export function createArrivalsStore(parts: AdministrationStoreParts) {
  return {
    migrations: [arrivalsMigration],
    changes: { ...createArrivalsAsked(parts), ...createArrivalsWork(parts) },
    reads: createArrivalsReads(parts),
  };
}

export type ArrivalsStore = ReturnType<typeof createArrivalsStore>;
