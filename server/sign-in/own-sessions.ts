import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import type { Attempts, OpenSessions } from "../../contracts/own-sessions.ts";
import type { Person } from "../directory/door.ts";
import type { Network } from "../foundations/networks.ts";
import { narrow, networksOf } from "./rules/policy.ts";
import { findState } from "./rules/session-life.ts";
import { lifeOf } from "./rules/settings.ts";
import type { Holder } from "./security.ts";
import type { StepParts } from "./steps/step.ts";
import { type AttemptPlace, attemptsMs } from "./store/attempts.ts";
import type { Visitor } from "./visitor.ts";

/** From where a person is and was signed in. */
export interface OwnSessions {
  sessions(holder: Holder): Promise<OpenSessions>;
  /** Ends one of the others; another person's is `not-found`, and so is the one that asks: it has its own way out. */
  closeSession(holder: Holder, id: string): Promise<OpenSessions | Refusal>;
  closeOtherSessions(holder: Holder): Promise<OpenSessions | Refusal>;
  /** A page of her attempts to sign in, newest first; `after`: where the page before ended. */
  attempts(holder: Holder, after: string | null): Promise<Attempts>;
}

export interface OwnSessionsParts extends Pick<
  StepParts,
  "changes" | "reads" | "visitors" | "clock" | "settings" | "policy"
> {
  tellEnded(sessions: readonly string[]): void;
}

const pageSize = 20;

export function openOwnSessions(parts: OwnSessionsParts): OwnSessions {
  const { changes, reads, visitors, clock, settings, policy, tellEnded } = parts;
  const life = lifeOf(settings);

  /** What the structure says of this person's sessions and of where they come from. */
  async function rulesOf({ structureId }: Person) {
    const narrowing = await reads.narrowing({ structureId });
    return { own: networksOf(narrowing), ...narrow(policy, narrowing) };
  }

  function placeOf(visitor: Visitor | null, own: readonly Network[]) {
    const { browser = null, system = null } = visitor?.browser ?? {};
    return { browser, system, network: visitor && visitors.networkOf(visitor, own) };
  }

  async function sessions({ id: own, person }: Holder): Promise<OpenSessions> {
    const [rows, rules] = await Promise.all([reads.openSessions({ personId: person.id }), rulesOf(person)]);
    const at = clock.now();
    // A locked one is open still: a word opens it.
    const living = rows.filter((row) =>
      ["open", "locked"].includes(findState({ ...row, ended_at: null }, at, life)),
    );
    return {
      sessions: living.map((row) => {
        const visitor = row.visitor && visitors.open(row.attempt_id, row.visitor);
        return {
          id: row.id,
          isHere: row.id === own,
          ...placeOf(visitor, rules.own),
          isShared: row.idle_ms !== null || (visitor !== null && visitors.isShared(visitor, rules.own)),
          method: row.method,
          openedAt: row.opened_at,
          usedAt: row.touched_at,
          endsAt: row.ends_at,
        };
      }),
      idleMs: rules.idleMinutes * 60_000,
      longestMs: rules.sessionMinutes * 60_000,
    };
  }

  async function close(holder: Holder, id: string | null): Promise<OpenSessions | Refusal> {
    const { id: sessionId, person } = holder;
    const closed = await changes.closeSessions({ personId: person.id, sessionId, id, at: clock.now() });
    if (isRefusal(closed)) return closed;
    tellEnded(closed.ended);
    return sessions(holder);
  }

  return {
    sessions,
    closeSession: close,
    closeOtherSessions: (holder) => close(holder, null),
    async attempts({ person }, after) {
      const { own } = await rulesOf(person);
      const rows = await reads.attempts({
        personId: person.id,
        since: clock.now() - attemptsMs,
        before: after === null ? null : readPlace(after),
        limit: pageSize + 1,
      });
      const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
      return {
        attempts: rows.slice(0, pageSize).map(({ id, visitor, at, method, outcome }) => ({
          at,
          ...placeOf(visitors.open(id, visitor), own),
          method,
          outcome,
        })),
        next: last ? `${last.at}.${last.id}` : null,
      };
    },
  };
}

/** Of the form that its contract asks. */
function readPlace(text: string): AttemptPlace {
  const dot = text.indexOf(".");
  return { at: Number(text.slice(0, dot)), id: text.slice(dot + 1) };
}
