import {
  boxesAtOnce,
  type BoxesView,
  type BoxFilter,
  boxFilters,
  type BoxStep,
  type BoxSteps,
  type BoxView,
} from "../../../contracts/administration-boxes.ts";
import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { ReadTx } from "../../foundations/database/operation.ts";
import type { ExportTaken, KeptMailbox, StatusStep } from "../../mailboxes/door.ts";
import { findBar } from "../rules/who-may.ts";
import { domainOf } from "../rules/login.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { type Asked, standIn } from "../store/standing.ts";
import { holdsWords, isListed } from "./rules.ts";

/** Persons asked for at once. */
const idsAtOnce = 500;

export function createBoxReads({ directory, mailboxes }: AdministrationStoreParts) {
  return {
    /** The mailboxes of one's structure: from what is counted already, never from what they hold. */
    async boxes(
      tx: ReadTx,
      given: Asked & { search: string; filter: BoxFilter; from: number },
    ): Promise<Omit<BoxesView, "deletionDays"> | Refusal> {
      const standing = await standIn({ directory }, tx, given, "see");
      if (isRefusal(standing)) return standing;
      const { at: now, search, filter, from } = given;
      const { structureId, login } = standing.actor;
      const structure = await directory.reads.structure(tx, { id: structureId });
      if (!structure) return refuse("not-found");
      const all = await mailboxes.reads.keptMailboxes(tx, { structureId, now });
      const found = all.filter((box) => isListed(box, filter) && holdsWords(box, search));
      const shown = found.slice(from, from + boxesAtOnce);
      const exports = await mailboxes.reads.lastExports(tx, { mailboxIds: shown.map(({ id }) => id) });
      const boxes: BoxView[] = [];
      for (const box of shown) {
        const last = (await mailboxes.reads.statuses(tx, { mailboxId: box.id })).at(-1);
        boxes.push({
          ...viewBox(box),
          holder: box.holderId && (await nameOf(tx, box.holderId)),
          since: last ? await viewStep(tx, last) : null,
          lastExport: await viewExport(
            tx,
            exports.find(({ mailboxId }) => mailboxId === box.id),
          ),
        });
      }
      const figures = Object.fromEntries(
        boxFilters.map((one) => [one, all.filter((box) => isListed(box, one)).length]),
      ) as Record<BoxFilter, number>; // one figure a filter
      const { quotaBytes, givenBytes } = await mailboxes.reads.structureRoom(tx, { structureId });
      return {
        structure: { name: structure.name, domain: domainOf(login) },
        room: { quotaBytes, givenBytes },
        figures,
        boxes,
        total: found.length,
        from,
        holders: await holdersOf(tx, structureId),
      };
    },

    /** The life of a mailbox, the newest step first. */
    async boxSteps(tx: ReadTx, given: Asked & { boxId: string }): Promise<BoxSteps | Refusal> {
      const actor = await directory.reads.person(tx, { id: given.who });
      if (!actor) return refuse("signed-out");
      const box = await mailboxes.reads.keptMailbox(tx, { id: given.boxId, now: given.at });
      const bar = findBar(actor, "see", { structureId: box?.structureId ?? "" }, given.at);
      if (bar || !box) return refuse(bar ?? "not-found");
      const steps: BoxStep[] = [];
      for (const step of await mailboxes.reads.statuses(tx, { mailboxId: box.id }))
        steps.unshift(await viewStep(tx, step));
      return { steps };
    },
  };

  async function nameOf(tx: ReadTx, personId: string): Promise<string> {
    return (await directory.reads.person(tx, { id: personId }))?.name ?? "";
  }

  /** Who did it by name; empty where it was the program, or a command. */
  async function viewStep(tx: ReadTx, { status, at, actor, reason }: StatusStep): Promise<BoxStep> {
    const [kind, personId = ""] = actor.split(":");
    return { state: status, at, by: kind === "person" ? await nameOf(tx, personId) : "", reason };
  }

  async function viewExport(tx: ReadTx, taken: ExportTaken | undefined): Promise<BoxView["lastExport"]> {
    if (!taken) return null;
    return { at: taken.endedAt, by: await nameOf(tx, taken.personId), messages: taken.messages };
  }

  /** Persons of the structure who have an RPPS and are there still. */
  async function holdersOf(tx: ReadTx, structureId: string): Promise<BoxesView["holders"]> {
    const people = (await directory.reads.people(tx, { structureId })).filter(
      ({ state, administrator }) => state !== "left" && !administrator,
    );
    const withRpps = new Set<string>();
    for (let place = 0; place < people.length; place += idsAtOnce) {
      const personIds = people.slice(place, place + idsAtOnce).map(({ id }) => id);
      for (const { personId, rpps } of await directory.reads.accessFacts(tx, { personIds }))
        if (rpps !== null) withRpps.add(personId);
    }
    return people.filter(({ id }) => withRpps.has(id)).map(({ id, name }) => ({ id, name }));
  }
}

type Plain = Omit<BoxView, "holder" | "since" | "lastExport">;

function viewBox(box: KeptMailbox): Plain {
  const { status, structureId: _, holderId: __, managers, ...rest } = box;
  return { ...rest, state: status, isUnmanaged: managers === 0 };
}
