import type { Person } from "../../directory/door.ts";
import type { ChangeTx, ReadTx } from "../../foundations/database/operation.ts";
import type { NewNotice, ReferentMatter, SilenceDue } from "../../sign-in/door.ts";
import { isReferentNow } from "../rules/who-may.ts";
import { monthMs, type SilenceRules, type SilenceStep, stepSilence } from "../rules/silence.ts";
import type { AdministrationStoreParts } from "../store.ts";

/** One silence with what it comes to, before anybody was told. */
export interface SilenceFound {
  row: SilenceDue;
  person: Person;
  step: SilenceStep;
}

/** Référents of a structure, who are told of a matter. */
export interface Charge {
  structureId: string;
  referents: Person[];
}

/** What one référent would be told, drafted before the operation. */
export interface ReferentNotice {
  person: Person;
  about: ReferentMatter;
  notice: NewNotice;
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
      return { found, charges: await findCharges(tx, found, at) };
    },
  };

  async function findCharges(tx: ReadTx, found: SilenceFound[], at: number): Promise<Charge[]> {
    const told = found.filter(({ step }) => step.referents !== null);
    const charges: Charge[] = [];
    for (const structureId of new Set(told.map(({ person }) => person.structureId))) {
      const named = await directory.reads.referents(tx, { structureId });
      const isThere = (one: Person) =>
        one.state === "active" && (one.endsAt === null || at < one.endsAt) && isReferentNow(one, at);
      charges.push({ structureId, referents: named.filter(isThere) });
    }
    return charges;
  }
}

export function createReminderChanges({ directory, signIn }: AdministrationStoreParts) {
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
        if (step.referents) await tellReferents(tx, person.structureId, step.referents, notices, at);
      }
      return { moved: moved.length, ended };
    },
  };

  async function suspend(tx: ChangeTx, person: Person, at: number): Promise<string[]> {
    const deed = { actor: "program", at };
    await directory.changes.setAccessState(tx, { person, state: "suspended", deed });
    return signIn.changes.endAccess(tx, { person, forGood: false, ...deed });
  }

  /** Once a day for each matter, however many persons it is of. */
  async function tellReferents(
    tx: ChangeTx,
    structureId: string,
    about: ReferentMatter,
    notices: ReferentNotice[],
    at: number,
  ): Promise<void> {
    const kind = kindOf(about);
    if (!(await signIn.changes.takeDigest(tx, { structureId, kind, at }))) return;
    for (const one of notices)
      if (one.person.structureId === structureId && kindOf(one.about) === kind)
        await signIn.changes.keepNotice(tx, { person: one.person, notice: one.notice, at });
  }
}

/** One word for a matter. */
export function kindOf(about: ReferentMatter): string {
  return "days" in about ? `${about.of} ${about.days}` : about.of;
}
