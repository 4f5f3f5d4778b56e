import {
  healthAtOnce,
  type HealthKind,
  healthKinds,
  type HealthList,
} from "../../../contracts/administration-health.ts";
import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { ReadTx } from "../../foundations/database/operation.ts";
import { dayOf } from "../rules/days.ts";
import { isMailboxMeant, isMeant, soonMs } from "../rules/health.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { byName, findRows, knowPeople, type PersonFound } from "../store/people.ts";
import { type Asked, standIn } from "../store/standing.ts";

/** The list of a figure, contacts still sealed. */
export interface HealthFound extends Omit<HealthList, "people"> {
  people: PersonFound[];
}

/** How often people came in, and were refused, on some days: by action and facts, as the trace has them. */
export interface SignInTally {
  day: string;
  counts: { action: string; facts: string; count: number }[];
}

/** What is counted of the trace. */
const counted = [
  "session.opened",
  "password.refused",
  "code.refused",
  "passkey.refused",
  "app-password.refused",
];

export function createHealthReads(parts: AdministrationStoreParts) {
  const { directory, mailboxes, audit } = parts;

  async function findRights(tx: ReadTx, structureId: string, at: number): Promise<HealthList["rights"]> {
    const ending = await mailboxes.reads.rightsEnding(tx, { structureId, after: at, until: at + soonMs });
    if (ending.length === 0) return [];
    const people = await directory.reads.people(tx, { structureId });
    const present = new Map(people.filter(({ state }) => state !== "left").map((one) => [one.id, one.name]));
    return ending.flatMap(({ until, ...right }) => {
      const person = present.get(right.personId);
      // The last day is the one that ends there.
      return person === undefined ? [] : [{ ...right, person, until: dayOf(until - 1) }];
    });
  }

  return {
    async health(
      tx: ReadTx,
      asked: Asked,
    ): Promise<{ structure: string; people: number; figures: Record<HealthKind, number> } | Refusal> {
      const standing = await standIn(parts, tx, asked, "see");
      if (isRefusal(standing)) return standing;
      const { structureId } = standing.actor;
      const { at } = asked;
      const structure = await directory.reads.structure(tx, { id: structureId });
      if (!structure) return refuse("not-found");
      const known = await knowPeople(parts, tx, structureId, at);
      const standings = await mailboxes.reads.mailboxStandings(tx, { structureId });
      const rights = await findRights(tx, structureId, at);
      const count = (kind: HealthKind) => {
        if (kind === "rights-ending") return rights.length;
        const people = known.filter((one) => isMeant(kind, one, at)).length;
        return people + standings.filter((mailbox) => isMailboxMeant(kind, mailbox)).length;
      };
      return {
        structure: structure.name,
        people: known.filter(({ state }) => state !== "left").length,
        // Every kind has its figure.
        figures: Object.fromEntries(healthKinds.map((kind) => [kind, count(kind)])) as Record<
          HealthKind,
          number
        >,
      };
    },

    async healthList(
      tx: ReadTx,
      { kind, from, ...asked }: Asked & { kind: HealthKind; from: number },
    ): Promise<HealthFound | Refusal> {
      const standing = await standIn(parts, tx, asked, "see");
      if (isRefusal(standing)) return standing;
      const { structureId } = standing.actor;
      const { at } = asked;
      const known = await knowPeople(parts, tx, structureId, at);
      const people = known.filter((one) => isMeant(kind, one, at)).toSorted(byName);
      const standings = await mailboxes.reads.mailboxStandings(tx, { structureId });
      const meant = standings.filter((mailbox) => isMailboxMeant(kind, mailbox));
      const rights = kind === "rights-ending" ? await findRights(tx, structureId, at) : [];
      const page = <One>(all: readonly One[]) => all.slice(from, from + healthAtOnce);
      return {
        total: people.length + meant.length + rights.length,
        from,
        people: await findRows(parts, tx, structureId, page(people), at),
        rights: page(rights),
        mailboxes: page(meant).map(({ id, name, address, usedBytes, quotaBytes }) => ({
          id,
          name,
          address,
          usedBytes,
          quotaBytes,
        })),
      };
    },

    /**
     * Sign-ins and refusals of a structure on some days: of each, one range of the trace's index by action, as long as
     * the day. Nothing is counted while people sign in.
     */
    async signIns(
      tx: ReadTx,
      { days, ...asked }: Asked & { days: readonly { day: string; since: number; until: number }[] },
    ): Promise<{ structureId: string; days: SignInTally[] } | Refusal> {
      const standing = await standIn(parts, tx, asked, "see");
      if (isRefusal(standing)) return standing;
      const { structureId } = standing.actor;
      const tallies: SignInTally[] = [];
      for (const { day, since, until } of days) {
        const chain = `structure:${structureId}`;
        tallies.push({ day, counts: await audit.reads.tally(tx, { chain, actions: counted, since, until }) });
      }
      return { structureId, days: tallies };
    },
  };
}
