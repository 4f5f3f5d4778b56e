import { isRefusal } from "../../../../contracts/refusals.ts";
import type { LineMail } from "../../../../contracts/administration-arrivals.ts";
import type { RefusalCode } from "../../../../contracts/refusals.ts";
import type { Person } from "../../../directory/door.ts";
import type { ChangeTx } from "../../../foundations/database/operation.ts";
import { takeTurn } from "../../../foundations/database/turns.ts";
import type { AdministrationStoreParts } from "../../store.ts";
import { giveAccess, type NewAccess } from "../../store/giving.ts";
import type { RightWanted } from "../../store/rights.ts";
import { standIn, type Standing } from "../../store/standing.ts";
import { findLine, findRun, type Held, holdRun, setLine, setRun, tables } from "./hold.ts";
import type { ArrivalsRow } from "./tables.ts";

/** What became of one step: `over`, when the run is no more this process’s to work on. */
export type Step = "done" | "over";
type OnLine = Held & { line: number };

/**
 * The work on a run, a line at a time. Each step asks anew whether this process holds the run, whether it still is to go on,
 * and whether the référent in whose name it works may: it is repeated without harm after a stop.
 */
export function createArrivalsWork(parts: AdministrationStoreParts) {
  const { audit, signIn } = parts;

  async function end(
    tx: ChangeTx,
    run: ArrivalsRow,
    at: number,
    state: "done" | "undone" | "stopped",
    reason: RefusalCode | null = null,
  ): Promise<void> {
    await setRun(tx, run.id, { state, reason, ended_at: at, holder: null, held_until: 0 });
    await audit.append(tx, {
      chain: `structure:${run.structure_id}`,
      at,
      actor: "program",
      action: state === "stopped" ? "arrivals.stopped" : "arrivals.ended",
      object: run.id,
      outcome: state === "stopped" ? "refused" : "done",
      facts: reason === null ? {} : { reason },
    });
  }

  /** The référent as she stands now; a run whose référent may no more stops here. */
  async function standFor(tx: ChangeTx, run: ArrivalsRow, at: number): Promise<Standing | null> {
    const standing = await standIn(parts, tx, { who: run.actor, at }, "give", run.structure_id);
    if (!isRefusal(standing)) return standing;
    await end(tx, run, at, "stopped", standing.refusal.code);
    return null;
  }

  return {
    /**
     * Takes a run that is to be worked on and that nobody holds: on the embedded store, which one process has, whoever held
     * it is dead. A link that was marked and not settled may have left: it is not sent again unasked.
     */
    async claimArrivals(
      tx: ChangeTx,
      { holder, at, until }: { holder: string; at: number; until: number },
    ): Promise<ArrivalsRow | null> {
      const due = await tables(tx)
        .selectFrom("administration_arrivals")
        .select("id")
        .where("state", "in", ["running", "undoing"])
        .where("next_at", "<=", at)
        .orderBy("made_at")
        .execute();
      for (const { id } of due) {
        await takeTurn(tx, `administration arrivals ${id}`);
        const run = await findRun(tx, id);
        if (run?.state !== "running" && run?.state !== "undoing") continue;
        const isFree = tx.dialect === "sqlite" || run.holder === holder || run.held_until <= at;
        if (!isFree) continue;
        await setRun(tx, id, { holder, held_until: until });
        await tables(tx)
          .updateTable("administration_arrival_lines")
          .set({ mail: "unsure" })
          .where("run_id", "=", id)
          .where("mail", "=", "sending")
          .execute();
        return run;
      }
      return null;
    },

    /** Says that this process is still at work. */
    async holdArrivals(tx: ChangeTx, { runId, holder, until }: Held & { until: number }): Promise<void> {
      await tables(tx)
        .updateTable("administration_arrivals")
        .set({ held_until: until })
        .where("id", "=", runId)
        .where("holder", "=", holder)
        .execute();
    },

    /** The relay takes nothing: the run rests until then. */
    async putOffArrivals(tx: ChangeTx, given: Held & { nextAt: number }): Promise<void> {
      if (await holdRun(tx, given, "running")) await setRun(tx, given.runId, { next_at: given.nextAt });
    },

    /** One person with her rights, as `give` makes her, but for the link, which is made when it leaves. */
    async giveArrival(
      tx: ChangeTx,
      given: OnLine & { access: NewAccess; rights: Omit<RightWanted, "personId">[] },
    ): Promise<Step> {
      const run = await holdRun(tx, given, "running");
      const line = run && (await findLine(tx, given.runId, given.line));
      if (!run || !line) return "over";
      if (line.state !== "waiting") return "done";
      const standing = await standFor(tx, run, given.at);
      if (!standing) return "over";
      const person = await giveAccess(parts, tx, standing, given.access, given.rights);
      await setLine(
        tx,
        line,
        isRefusal(person)
          ? { state: "refused", reason: person.refusal.code }
          : { state: "given", mail: "waiting" },
      );
      return "done";
    },

    /** A line that cannot be given: what was read of it does not hold any more. */
    async refuseArrival(tx: ChangeTx, given: OnLine & { reason: RefusalCode }): Promise<Step> {
      const run = await holdRun(tx, given, "running");
      const line = run && (await findLine(tx, given.runId, given.line));
      if (!line) return "over";
      if (line.state === "waiting") await setLine(tx, line, { state: "refused", reason: given.reason });
      return "done";
    },

    /**
     * Marks a link as leaving, and makes it: those before it open nothing any more. Whoever is marked is not written to again
     * unless a référent asks. Answers whom to write to; `done` when there is nobody to.
     */
    async markArrivalMail(
      tx: ChangeTx,
      given: OnLine & { link: { id: string; secretHash: Uint8Array } },
    ): Promise<Step | { person: Person }> {
      const run = await holdRun(tx, given, "running");
      const line = run && (await findLine(tx, given.runId, given.line));
      if (!run || !line) return "over";
      if (line.state !== "given" || line.mail !== "waiting") return "done";
      const standing = await standFor(tx, run, given.at);
      if (!standing) return "over";
      const person = await parts.directory.reads.person(tx, { id: line.person_id });
      const [state] = await signIn.reads.signInStates(tx, { personIds: [line.person_id] });
      if (!person || person.state !== "active" || state?.hasPassword) {
        // She came in by another link, or her access was closed meanwhile.
        await setLine(tx, line, { mail: state?.hasPassword ? "handed" : "none" });
        return "done";
      }
      await signIn.changes.makeActivation(tx, { ...given.link, person, ...standing.deed });
      await setLine(tx, line, { mail: "sending" });
      return { person };
    },

    /** What the relay answered, whatever became of the run meanwhile. */
    async settleArrivalMail(
      tx: ChangeTx,
      { runId, line, mail }: { runId: string; line: number; mail: LineMail },
    ): Promise<void> {
      await tables(tx)
        .updateTable("administration_arrival_lines")
        .set({ mail })
        .where("run_id", "=", runId)
        .where("line", "=", line)
        .where("mail", "in", ["sending", "unsure"])
        .execute();
    },

    /** Ends a run on which nothing is left to do; `more` when something is. */
    async endArrivals(tx: ChangeTx, given: Held & { state: "running" | "undoing" }): Promise<Step | "more"> {
      const run = await holdRun(tx, given, given.state);
      if (!run) return "over";
      const left = await tables(tx)
        .selectFrom("administration_arrival_lines")
        .select("line")
        .where("run_id", "=", run.id)
        .where((one) =>
          given.state === "undoing"
            ? one("state", "=", "given")
            : one.or([
                one("state", "=", "waiting"),
                one.and([one("state", "=", "given"), one("mail", "=", "waiting")]),
              ]),
        )
        .limit(1)
        .execute();
      if (left.length > 0) return "more";
      await end(tx, run, given.at, given.state === "undoing" ? "undone" : "done");
      return "done";
    },

    /** Takes one access back, if its person has not come in: rights and link end, the identifier is free again. */
    async undoArrival(tx: ChangeTx, given: OnLine): Promise<Step | { ended: string[] }> {
      const run = await holdRun(tx, given, "undoing");
      const line = run && (await findLine(tx, given.runId, given.line));
      if (!run || !line) return "over";
      if (line.state !== "given") return "done";
      const standing = await standFor(tx, run, given.at);
      if (!standing) return "over";
      const ended = await takeBack(parts, tx, standing, line.person_id);
      await setLine(tx, line, { state: ended === null ? "kept" : "undone" });
      return { ended: ended ?? [] };
    },

    /** Forgets runs that ended before an instant. */
    async forgetArrivals(tx: ChangeTx, { before }: { before: number }): Promise<number> {
      const old = await tables(tx)
        .selectFrom("administration_arrivals")
        .select("id")
        .where("ended_at", "<", before)
        .where("state", "not in", ["running", "undoing"])
        .execute();
      for (const { id } of old) {
        await tables(tx).deleteFrom("administration_arrival_lines").where("run_id", "=", id).execute();
        await tables(tx).deleteFrom("administration_arrivals").where("id", "=", id).execute();
      }
      return old.length;
    },
  };
}

/** The sessions that ended with it; null when she came in already, and stays. */
async function takeBack(
  { directory, signIn, mailboxes }: AdministrationStoreParts,
  tx: ChangeTx,
  { deed }: Standing,
  personId: string,
): Promise<string[] | null> {
  const person = await directory.reads.person(tx, { id: personId });
  const [state] = await signIn.reads.signInStates(tx, { personIds: [personId] });
  if (!person || !state) throw new Error("the person of a line is not there");
  if (state.hasPassword || state.psc || state.lastAt !== null || person.referent) return null;
  // Mailboxes first, as in every operation that takes them with the person.
  await mailboxes.changes.endMemberships(tx, { personId, ...deed });
  await directory.changes.setAccessState(tx, { person, state: "left", deed });
  const ended = await signIn.changes.endAccess(tx, { person, forGood: true, ...deed });
  await directory.changes.freeLogin(tx, { person, deed });
  return ended;
}
