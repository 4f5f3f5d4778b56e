import { isRefusal, refuse, type Refusal } from "../../../../contracts/refusals.ts";
import { type ChangeTx, type ReadTx } from "../../../foundations/database/operation.ts";
import { takeTurn } from "../../../foundations/database/turns.ts";
import type { AdministrationStoreParts } from "../../store.ts";
import { type Asked, standIn } from "../../store/standing.ts";
import { holdOwnRun, setRun, tables } from "./hold.ts";
import type { ArrivalLineRow, ArrivalsRow } from "./tables.ts";

/** Rows of one insert: far below the parameters that either engine takes. */
const rowsAtOnce = 100;

type OverRun = Asked & { runId: string };
type Outcome = { runId: string } | Refusal;

/** What référents ask of runs. A run belongs to the structure: whoever is référent there may go on with it. */
export function createArrivalsAsked(parts: AdministrationStoreParts) {
  const { audit } = parts;

  async function trace(
    tx: ChangeTx,
    run: Pick<ArrivalsRow, "id" | "structure_id">,
    { who, at }: Asked,
    action: string,
    facts: Record<string, number>,
  ): Promise<void> {
    const chain = `structure:${run.structure_id}` as const;
    await audit.append(tx, {
      chain,
      at,
      actor: `person:${who}`,
      action,
      object: run.id,
      outcome: "done",
      facts,
    });
  }

  return {
    /** Keeps a run and all of its lines, to be worked on; one at a time in a structure. */
    async beginArrivals(
      tx: ChangeTx,
      given: OverRun & { lines: Omit<ArrivalLineRow, "run_id">[] },
    ): Promise<Outcome> {
      const standing = await standIn(parts, tx, given, "give");
      if (isRefusal(standing)) return standing;
      const { structureId } = standing.actor;
      if (await isBusy(tx, structureId)) return refuse("arrivals-running");
      const { runId, at, lines } = given;
      const run: ArrivalsRow = {
        id: runId,
        structure_id: structureId,
        actor: given.who,
        made_at: at,
        state: "running",
        reason: null,
        ended_at: null,
        holder: null,
        held_until: 0,
        next_at: at,
      };
      await tables(tx).insertInto("administration_arrivals").values(run).execute();
      for (let first = 0; first < lines.length; first += rowsAtOnce)
        await tables(tx)
          .insertInto("administration_arrival_lines")
          .values(lines.slice(first, first + rowsAtOnce).map((line) => ({ ...line, run_id: runId })))
          .execute();
      await trace(tx, run, given, "arrivals.begun", { lines: lines.length });
      return { runId };
    },

    /** `rest`: what has not begun never does. `all`: what was given is taken back too, unless its person came in. */
    async cancelArrivals(tx: ChangeTx, given: OverRun & { how: "rest" | "all" }): Promise<Outcome> {
      const standing = await standIn(parts, tx, given, "withdraw");
      if (isRefusal(standing)) return standing;
      const { runId, who, at, how } = given;
      const run = await holdOwnRun(tx, runId, standing.actor.structureId);
      if (isRefusal(run)) return run;
      const isOpen = run.state === "running" || run.state === "stopped";
      if (!isOpen && (how === "rest" || run.state !== "done")) return refuse("arrivals-over");
      if (run.state !== "running" && (await isBusy(tx, run.structure_id))) return refuse("arrivals-running");
      const dropped = await setLines(tx, runId, { state: "waiting" }, { state: "dropped" });
      // Whoever gets no link, because all is taken back, is told nothing at all.
      if (how === "all") await setLines(tx, runId, { mail: "waiting" }, { mail: "none" });
      const state = how === "all" ? "undoing" : "running";
      await setRun(tx, runId, { state, actor: who, reason: null, ended_at: null, next_at: at });
      await trace(tx, run, given, how === "all" ? "arrivals.undone" : "arrivals.cut", { dropped });
      return { runId };
    },

    /** Goes on with a run that stopped by itself, in the name of whoever asks. */
    async resumeArrivals(tx: ChangeTx, given: OverRun): Promise<Outcome> {
      const standing = await standIn(parts, tx, given, "give");
      if (isRefusal(standing)) return standing;
      const run = await holdOwnRun(tx, given.runId, standing.actor.structureId);
      if (isRefusal(run)) return run;
      if (run.state !== "stopped") return refuse("arrivals-over");
      if (await isBusy(tx, run.structure_id)) return refuse("arrivals-running");
      await goOn(tx, run, given);
      await trace(tx, run, given, "arrivals.resumed", {});
      return { runId: run.id };
    },

    /** Sends again, once, the links that did not leave or may not have left. */
    async resendArrivals(tx: ChangeTx, given: OverRun): Promise<Outcome> {
      const standing = await standIn(parts, tx, given, "repair");
      if (isRefusal(standing)) return standing;
      const run = await holdOwnRun(tx, given.runId, standing.actor.structureId);
      if (isRefusal(run)) return run;
      if (run.state !== "done") return refuse("arrivals-over");
      if (await isBusy(tx, run.structure_id)) return refuse("arrivals-running");
      let links = 0;
      for (const mail of ["failed", "unsure"] as const)
        links += await setLines(tx, run.id, { mail, state: "given" }, { mail: "waiting" });
      if (links === 0) return refuse("arrivals-over");
      await goOn(tx, run, given);
      await trace(tx, run, given, "arrivals.resent", { links });
      return { runId: run.id };
    },
  };
}

function goOn(tx: ChangeTx, { id }: ArrivalsRow, { who, at }: Asked): Promise<void> {
  return setRun(tx, id, { state: "running", actor: who, reason: null, ended_at: null, next_at: at });
}

/** Whether a run of the structure is at work; nobody begins another before this transaction ends. */
async function isBusy(tx: ChangeTx, structureId: string): Promise<boolean> {
  await takeTurn(tx, `administration arrivals of ${structureId}`);
  return (await findBusy(tx, structureId)) !== undefined;
}

function findBusy(tx: ReadTx, structureId: string) {
  return tables(tx)
    .selectFrom("administration_arrivals")
    .select("id")
    .where("structure_id", "=", structureId)
    .where("state", "in", ["running", "undoing"])
    .executeTakeFirst();
}

async function setLines(
  tx: ChangeTx,
  runId: string,
  where: Partial<Pick<ArrivalLineRow, "state" | "mail">>,
  set: Partial<Pick<ArrivalLineRow, "state" | "mail">>,
): Promise<number> {
  let update = tables(tx).updateTable("administration_arrival_lines").set(set).where("run_id", "=", runId);
  if (where.state) update = update.where("state", "=", where.state);
  if (where.mail) update = update.where("mail", "=", where.mail);
  const { numUpdatedRows } = await update.executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
