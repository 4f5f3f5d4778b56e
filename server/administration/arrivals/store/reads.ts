import type { LineMail, LineState } from "../../../../contracts/administration-arrivals.ts";
import { isRefusal, refuse, type Refusal } from "../../../../contracts/refusals.ts";
import type { AccessFacts, Person, SealedContacts } from "../../../directory/door.ts";
import type { ReadTx } from "../../../foundations/database/operation.ts";
import type { AdministrationStoreParts } from "../../store.ts";
import { domainOf, foldNames } from "../../rules/login.ts";
import { type Asked, standIn } from "../../store/standing.ts";
import { findRun, tables } from "./hold.ts";
import type { ArrivalLineRow, ArrivalsRow } from "./tables.ts";

/** What a file is held against, contacts still sealed. */
export interface GroundFound {
  structure: string;
  domain: string;
  mailboxes: { id: string; address: string }[];
  people: { person: Person; rpps: string | null; contacts: SealedContacts | null }[];
}

/** A run as it is kept, with its counts. */
export interface RunFound {
  run: ArrivalsRow;
  by: string;
  lines: Partial<Record<LineState, number>>;
  mails: Partial<Record<LineMail, number>>;
}

/** Ids asked for at once: an engine takes so many, and not many more. */
const idsAtOnce = 500;

export function createArrivalsReads(parts: AdministrationStoreParts) {
  const { directory, mailboxes } = parts;

  async function factsOf(tx: ReadTx, people: readonly Person[]): Promise<Map<string, AccessFacts>> {
    const facts: AccessFacts[] = [];
    for (let first = 0; first < people.length; first += idsAtOnce) {
      const personIds = people.slice(first, first + idsAtOnce).map(({ id }) => id);
      facts.push(...(await directory.reads.accessFacts(tx, { personIds })));
    }
    return new Map(facts.map((one) => [one.personId, one]));
  }

  async function countBy<By extends "state" | "mail">(tx: ReadTx, runId: string, by: By) {
    const rows = await tables(tx)
      .selectFrom("administration_arrival_lines")
      .select(by)
      .select((row) => row.fn.countAll<number>().as("count"))
      .where("run_id", "=", runId)
      .groupBy(by)
      .execute();
    return rows;
  }

  async function describe(tx: ReadTx, run: ArrivalsRow): Promise<RunFound> {
    const actor = await directory.reads.person(tx, { id: run.actor });
    const states = await countBy(tx, run.id, "state");
    const mails = await countBy(tx, run.id, "mail");
    return {
      run,
      by: actor?.name ?? "",
      lines: Object.fromEntries(states.map(({ state, count }) => [state, Number(count)])),
      mails: Object.fromEntries(mails.map(({ mail, count }) => [mail, Number(count)])),
    };
  }

  return {
    /**
     * The persons and mailboxes of one's structure, for whoever may give accesses there; addresses of those only who bear
     * one of these names (`foldNames`).
     */
    async arrivalsGround(tx: ReadTx, given: Asked & { names: string[] }): Promise<GroundFound | Refusal> {
      const standing = await standIn(parts, tx, given, "give");
      if (isRefusal(standing)) return standing;
      const { structureId, login } = standing.actor;
      const structure = await directory.reads.structure(tx, { id: structureId });
      const all = await directory.reads.people(tx, { structureId });
      const present = all.filter(({ state }) => state !== "left");
      const facts = await factsOf(tx, present);
      const people: GroundFound["people"] = [];
      const names = new Set(given.names);
      for (const person of present) {
        const rpps = facts.get(person.id)?.rpps ?? null;
        const isNamed = names.has(foldNames(person));
        const contacts = isNamed ? await directory.reads.contacts(tx, { id: person.id }) : null;
        people.push({ person, rpps, contacts });
      }
      const own = await mailboxes.reads.structureMailboxes(tx, { structureId, now: given.at });
      return {
        structure: structure?.name ?? "",
        domain: domainOf(login),
        mailboxes: own.map(({ id, address }) => ({ id, address })),
        people,
      };
    },

    /** Which of these identifiers somebody has. */
    async takenAmong(
      tx: ReadTx,
      given: Asked & { logins: string[] },
    ): Promise<{ logins: string[] } | Refusal> {
      const standing = await standIn(parts, tx, given, "give");
      if (isRefusal(standing)) return standing;
      const taken: string[] = [];
      for (let first = 0; first < given.logins.length; first += idsAtOnce) {
        const logins = given.logins.slice(first, first + idsAtOnce);
        taken.push(...(await directory.reads.takenLogins(tx, { logins })));
      }
      return { logins: taken };
    },

    /** A run of one's structure, or the last one (`null`), and what a template names. */
    async arrivals(
      tx: ReadTx,
      given: Asked & { runId: string | null },
    ): Promise<{ found: RunFound | null; structure: string; domain: string; mailboxes: string[] } | Refusal> {
      const standing = await standIn(parts, tx, given, "see");
      if (isRefusal(standing)) return standing;
      const { structureId, login } = standing.actor;
      const run = given.runId === null ? await findLast(tx, structureId) : await findRun(tx, given.runId);
      if (given.runId !== null && run?.structure_id !== structureId) return refuse("not-found");
      const own = await mailboxes.reads.structureMailboxes(tx, { structureId, now: given.at });
      return {
        found: run ? await describe(tx, run) : null,
        structure: (await directory.reads.structure(tx, { id: structureId }))?.name ?? "",
        domain: domainOf(login),
        mailboxes: own.map(({ address }) => address),
      };
    },

    async arrivalLines(
      tx: ReadTx,
      given: Asked & { runId: string },
    ): Promise<{ rows: ArrivalLineRow[] } | Refusal> {
      const standing = await standIn(parts, tx, given, "see");
      if (isRefusal(standing)) return standing;
      const run = await findRun(tx, given.runId);
      if (run?.structure_id !== standing.actor.structureId) return refuse("not-found");
      return { rows: await linesOf(tx, run.id).execute() };
    },

    async isArrivalDue(tx: ReadTx, { at }: { at: number }): Promise<boolean> {
      const due = tables(tx)
        .selectFrom("administration_arrivals")
        .select("id")
        .where("state", "in", ["running", "undoing"])
        .where("next_at", "<=", at);
      return (await due.limit(1).execute()).length > 0;
    },

    /** The next lines of a run on which something is to be done, in the order of the file. */
    async nextArrivals(
      tx: ReadTx,
      { runId, state, limit }: { runId: string; state: "running" | "undoing"; limit: number },
    ): Promise<ArrivalLineRow[]> {
      const lines = linesOf(tx, runId).limit(limit);
      if (state === "undoing") return lines.where("state", "=", "given").execute();
      return lines
        .where((one) =>
          one.or([
            one("state", "=", "waiting"),
            one.and([one("state", "=", "given"), one("mail", "=", "waiting")]),
          ]),
        )
        .execute();
    },
  };
}

function linesOf(tx: ReadTx, runId: string) {
  return tables(tx)
    .selectFrom("administration_arrival_lines")
    .selectAll()
    .where("run_id", "=", runId)
    .orderBy("line");
}

async function findLast(tx: ReadTx, structureId: string): Promise<ArrivalsRow | null> {
  const row = await tables(tx)
    .selectFrom("administration_arrivals")
    .selectAll()
    .where("structure_id", "=", structureId)
    .orderBy("made_at", "desc")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
