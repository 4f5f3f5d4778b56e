import type { Person } from "../../directory/door.ts";
import type { ChangeTx, ReadTx } from "../../foundations/database/operation.ts";
import type { NewNotice, SilenceDue } from "../../sign-in/door.ts";
import { monthMs, type SilenceRules, type SilenceStep, stepSilence } from "../rules/silence.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { type Charge, findCharges, type ReferentNotice, tellReferents } from "./referents.ts";

/** One silence with what it comes to, before anybody was told. */
export interface SilenceFound {
  row: SilenceDue;
  person: Person;
  step: SilenceStep;
}

export function createReminderReads({ directory, signIn }: AdministrationStoreParts) {
  return {
    /** The silences that something is due of, what it is, and who looks after these persons. */
    async silencesFound(
      tx: ReadTx,
      { at, rules, limit }: { at: number; rules: SilenceRules; limit: number },
    ): Promise<{ found: SilenceFound[]; charges: Charge[] }> {
      const due = await signIn.reads.dueSilences(tx, {
        at,
        counted: at - rules.first * monthMs,
        told: at - rules.second * monthMs,
        limit,
      });
      const states = await signIn.reads.signInStates(tx, {
        personIds: due.map(({ person_id: personId }) => personId),
      });
      const found: SilenceFound[] = [];
      for (const row of due) {
        const person = await directory.reads.person(tx, { id: row.person_id });
        const state = states.find(({ personId }) => personId === row.person_id);
        if (!person || !state) continue;
        const contacts = await directory.reads.contacts(tx, person);
        const step = stepSilence(
          {
            stage: row.stage,
            since: row.since,
            endsAt: row.ends_at,
            heardAt: row.heardAt,
            isOpen: person.state === "active" && (person.endsAt === null || at < person.endsAt),
            canEnter: state.hasPassword || state.psc,
            isReached: [contacts?.email, contacts?.mobile].some((one) => one && one.verifiedAt !== null),
            isAdministrator: person.administrator,
          },
          rules,
          at,
        );
        found.push({ row, person, step });
      }
      const told = found.filter(({ step }) => step.referents !== null);
      const structures = told.map(({ person }) => person.structureId);
      return { found, charges: await findCharges(directory, tx, structures, at) };
    },
  };
}

export function createReminderChanges(parts: AdministrationStoreParts) {
  const { directory, signIn } = parts;
  return {
    /**
     * Goes on from what was found: each step once, whichever nodes found it, and only if its person did not come in
     * meanwhile. Answers the sessions ended.
     */
    async moveSilences(
      tx: ChangeTx,
      given: {
        at: number;
        moves: (SilenceFound & { notice: NewNotice | null })[];
        notices: ReferentNotice[];
      },
    ): Promise<{ moved: number; ended: string[] }> {
      const { at, moves, notices } = given;
      const ended: string[] = [];
      const moved: typeof moves = [];
      // All rows of silences first, in one order: whoever signs in takes hers before the structure's chain too.
      for (const one of moves.toSorted((a, b) => (a.person.id < b.person.id ? -1 : 1))) {
        const { stage, since, endsAt } = one.step.to;
        const to = { stage, since, ends_at: endsAt };
        if (await signIn.changes.moveSilence(tx, { from: one.row, to })) moved.push(one);
      }
      for (const { person, step, notice } of moved) {
        if (step.isSuspended) ended.push(...(await suspend(tx, person, at)));
        if (notice) await signIn.changes.keepNotice(tx, { person, notice, at });
        const { structureId } = person;
        if (step.referents)
          await tellReferents(parts, tx, { structureId, about: step.referents, notices, at });
      }
      return { moved: moved.length, ended };
    },
  };

  async function suspend(tx: ChangeTx, person: Person, at: number): Promise<string[]> {
    const deed = { actor: "program", at };
    await directory.changes.setAccessState(tx, { person, state: "suspended", deed });
    return signIn.changes.endAccess(tx, { person, forGood: false, ...deed });
  }
}
