import { refuse, type Refusal } from "../../../../contracts/refusals.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../../foundations/database/operation.ts";
import { takeTurn } from "../../../foundations/database/turns.ts";
import type { ArrivalLineRow, ArrivalsRow, ArrivalsTables } from "./tables.ts";

export const tables = tablesOf<ArrivalsTables>;

/** A process at work on a run. */
export interface Held {
  runId: string;
  holder: string;
  at: number;
}

export async function findRun(tx: ReadTx, runId: string): Promise<ArrivalsRow | null> {
  const row = await tables(tx)
    .selectFrom("administration_arrivals")
    .selectAll()
    .where("id", "=", runId)
    .executeTakeFirst();
  return row ?? null;
}

/** The run of one's own structure, taken before anything else of the transaction; another's is not to be found. */
export async function holdOwnRun(
  tx: ChangeTx,
  runId: string,
  structureId: string,
): Promise<ArrivalsRow | Refusal> {
  await takeTurn(tx, `administration arrivals ${runId}`);
  const run = await findRun(tx, runId);
  return run && run.structure_id === structureId ? run : refuse("not-found");
}

/** The run that this process still holds, in this state; null when it was stopped, taken back or taken over. */
export async function holdRun(
  tx: ChangeTx,
  { runId, holder }: Held,
  state: "running" | "undoing",
): Promise<ArrivalsRow | null> {
  await takeTurn(tx, `administration arrivals ${runId}`);
  const run = await findRun(tx, runId);
  return run && run.holder === holder && run.state === state ? run : null;
}

export async function findLine(tx: ReadTx, runId: string, line: number): Promise<ArrivalLineRow | null> {
  const row = await tables(tx)
    .selectFrom("administration_arrival_lines")
    .selectAll()
    .where("run_id", "=", runId)
    .where("line", "=", line)
    .executeTakeFirst();
  return row ?? null;
}

export async function setRun(tx: ChangeTx, runId: string, set: Partial<ArrivalsRow>): Promise<void> {
  await tables(tx).updateTable("administration_arrivals").set(set).where("id", "=", runId).execute();
}

export async function setLine(
  tx: ChangeTx,
  { run_id, line }: Pick<ArrivalLineRow, "run_id" | "line">,
  set: Partial<ArrivalLineRow>,
): Promise<void> {
  await tables(tx)
    .updateTable("administration_arrival_lines")
    .set(set)
    .where("run_id", "=", run_id)
    .where("line", "=", line)
    .execute();
}
