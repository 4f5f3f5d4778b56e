import type { Store } from "../database/operation.ts";
import { remoteMoves } from "./parts.ts";

/** An import into this store was stopped before its end: it holds a part only. */
export class ImportUnfinished extends Error {
  override name = "ImportUnfinished";
}

/** Throws `ImportUnfinished` for a store that holds a part only. */
export async function checkWhole(store: Store): Promise<void> {
  const moves = await remoteMoves(store).reads.moves();
  if (moves["import"] !== undefined) throw new ImportUnfinished("import");
}

/**
 * To be called by whoever opens the store to use it: an export that was stopped will begin again, for its rows may be
 * others by then. Throws `ImportUnfinished`.
 */
export async function checkMoves(store: Store): Promise<void> {
  await checkWhole(store);
  const { reads, changes } = remoteMoves(store);
  if ((await reads.moves())["export"] !== undefined) await changes.putMove({ name: "export", value: null });
}
