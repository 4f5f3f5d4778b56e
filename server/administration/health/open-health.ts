import {
  type HealthKind,
  type HealthList,
  type HealthView,
  refusalKinds,
  signInDays,
  type SignInsView,
} from "../../../contracts/administration-health.ts";
import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import type { DirectoryDoor } from "../../directory/door.ts";
import type { Clock } from "../../foundations/clock.ts";
import { remoteReads, type Store } from "../../foundations/database/operation.ts";
import { dayOf, endOfDay, startOfDay } from "../rules/days.ts";
import { viewPerson } from "../view-people.ts";
import type { createHealthReads, SignInTally } from "./store.ts";

/** How a structure stands, for its référent. */
export interface HealthDoor {
  figures(who: string): Promise<HealthView | Refusal>;
  list(who: string, asked: { kind: HealthKind; from: number }): Promise<HealthList | Refusal>;
  /** Sign-ins and refusals of the last 90 days. */
  signIns(who: string): Promise<SignInsView | Refusal>;
}

export interface HealthParts {
  store: Store;
  clock: Clock;
  directory: Pick<DirectoryDoor, "openContacts">;
}

/** Days asked for in one read: the others' questions come between. */
const daysAtOnce = 10;
/** How long after its end a day may still get rows of what began in it. */
const lateMs = 600_000;
/** Days kept counted: 90 of each of a few hundred structures. */
const mostKept = 30_000;

const refusedBy: Record<string, SignInsView["refusals"][number]["kind"]> = {
  "password.refused": "password",
  "passkey.refused": "passkey",
  "app-password.refused": "program",
};

export function openHealth({ store, clock, directory }: HealthParts): HealthDoor {
  const reads = remoteReads<ReturnType<typeof createHealthReads>>(store, "administration");
  /** Days that are over, by structure: they are counted once while the program runs. */
  const kept = new Map<string, SignInTally>();

  function keep(structureId: string, tally: SignInTally, now: number): void {
    if (endOfDay(tally.day) + lateMs > now) return;
    const [oldest] = kept.keys();
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
    kept.set(`${structureId} ${tally.day}`, tally);
  }

  return {
    figures: (who) => reads.health({ who, at: clock.now() }),

    async list(who, asked) {
      const now = clock.now();
      const found = await reads.healthList({ who, at: now, ...asked });
      if (isRefusal(found)) return found;
      return { ...found, people: found.people.map((one) => viewPerson(one, who, directory, now)) };
    },

    async signIns(who) {
      const at = clock.now();
      // Whose days they are, and whether she may see them: asked first, whatever is kept.
      const asking = await reads.signIns({ who, at, days: [] });
      if (isRefusal(asking)) return asking;
      const { structureId } = asking;
      const days = listDays(at);
      const missing = days.filter(({ day }) => !kept.has(`${structureId} ${day}`));
      const tallies = new Map<string, SignInTally>();
      for (let from = 0; from < missing.length; from += daysAtOnce) {
        const found = await reads.signIns({ who, at, days: missing.slice(from, from + daysAtOnce) });
        if (isRefusal(found)) return found;
        for (const tally of found.days) {
          tallies.set(tally.day, tally);
          keep(structureId, tally, at);
        }
      }
      return viewSignIns(
        days.map(({ day }) => tallies.get(day) ?? kept.get(`${structureId} ${day}`) ?? { day, counts: [] }),
      );
    },
  };
}

/** The last days as instants, the oldest first. */
function listDays(now: number): { day: string; since: number; until: number }[] {
  const days = [];
  for (let day = dayOf(now), count = 0; count < signInDays; count++) {
    const since = startOfDay(day);
    days.push({ day, since, until: endOfDay(day) });
    day = dayOf(since - 1);
  }
  return days.toReversed();
}

function viewSignIns(tallies: readonly SignInTally[]): SignInsView {
  const methods = new Map<string, number>();
  const refusals = new Map<string, number>();
  const add = (counts: Map<string, number>, name: string, count: number) =>
    counts.set(name, (counts.get(name) ?? 0) + count);
  const days = tallies.map(({ day, counts }) => {
    let [opened, refused] = [0, 0];
    for (const { action, facts, count } of counts) {
      // The facts of a session and of a code are this program's own.
      const { method } = JSON.parse(facts) as { method?: string };
      if (action === "session.opened") {
        opened += count;
        add(methods, method ?? "", count);
      } else {
        refused += count;
        add(refusals, refusedBy[action] ?? method ?? "code", count);
      }
    }
    return { day, opened, refused };
  });
  const sorted = [...methods].map(([method, count]) => ({ method, count }));
  return {
    days,
    methods: sorted.toSorted((one, other) => other.count - one.count),
    refusals: refusalKinds.map((kind) => ({ kind, count: refusals.get(kind) ?? 0 })),
  };
}
