import { isRefusal, refuse, type Refusal } from "../../contracts/refusals.ts";
import type { Key, Locked, Stayed } from "../../contracts/lock.ts";
import type { CodeAnswer, CodeStep, Method } from "../../contracts/sign-in.ts";
import type { Person } from "../directory/door.ts";
import { journeys, unlock } from "./rules/journeys.ts";
import { secondFactorsAt } from "./rules/methods.ts";
import { narrow } from "./rules/policy.ts";
import { findLock, findState, idleOf, isTouchDue } from "./rules/session-life.ts";
import { lifeOf } from "./rules/settings.ts";
import type { StepParts } from "./steps/step.ts";
import type { Opened } from "./steps/open-session.ts";
import type { SessionRow } from "./store/tables.ts";
import { hashToken } from "./tokens.ts";
import { unknownVisitor } from "./visitor.ts";

/** A session that falls silent, is locked, and opens again. `token` is the session's cookie. */
export interface LockWay<Entry> {
  /** How long it still lives; `active`: its person has just done something. */
  stay(token: string, how: { active: boolean }): Promise<Stayed | Refusal>;
  /** Locks it, whoever asks: nobody gains by it. */
  lock(token: string): Promise<Locked | Refusal>;
  /** Whose it is, and what opens it. */
  look(token: string): Promise<Locked | Refusal>;
  unlock(token: string, password: string): Promise<Entry | Refusal>;
  /** Asks for a code, and takes it. `browser` is the secret of the browser's door cookie. */
  askCode(token: string, method: Method, browser: string): Promise<CodeStep | Refusal>;
  unlockByCode(token: string, answer: CodeAnswer, browser: string): Promise<Entry | Refusal>;
}

export interface LockParts<Entry> extends StepParts {
  open(unlocked: Opened): Entry;
  /** Tells those who listen that nothing may be pushed to these sessions any more. */
  tellEnded(ids: readonly string[]): void;
}

export function openLock<Entry extends object>(parts: LockParts<Entry>): LockWay<Entry> {
  const { changes, reads, clock, settings, policy, tellEnded } = parts;
  const life = lifeOf(settings);

  /** The session under a token, while one factor may open it. */
  async function find(token: string): Promise<{ session: SessionRow; person: Person } | null> {
    const found = await reads.session({ tokenHash: hashToken(token) });
    const state = found && findState(found.session, clock.now(), life);
    return state === "open" || state === "locked" ? found : null;
  }

  async function look(token: string): Promise<Locked | Refusal> {
    const found = await find(token);
    if (!found) return refuse("signed-out");
    const { id, name, login, structureId } = found.person;
    const { hasPassword, hasApp, hasPasskey, narrowing } = await reads.keysOf({
      personId: id,
      structureId,
    });
    const has: Partial<Record<Method, boolean>> = { totp: hasApp, passkey: hasPasskey };
    const codes = secondFactorsAt(narrow(policy, narrowing), clock.now()).filter(
      (method) => has[method] ?? true,
    );
    const keys: Key[] = [...(hasPassword ? (["password"] as const) : []), ...codes];
    return { step: "locked", person: { id, name, login }, keys };
  }

  function openAgain(unlocked: Opened | Refusal): Entry | Refusal {
    return isRefusal(unlocked) ? unlocked : parts.open(unlocked);
  }

  return {
    look,

    async stay(token, { active }) {
      const found = await find(token);
      if (!found) return refuse("signed-out");
      const { session, person } = found;
      const at = clock.now();
      if (findLock(session, at, life) !== null) return refuse("locked");
      const isDue = active && isTouchDue(session, at);
      if (isDue) await changes.touchSession({ id: session.id, at });
      const touchedAt = isDue ? at : session.touched_at;
      return {
        step: "stay",
        personId: person.id,
        idleInMs: touchedAt + idleOf(session, life.idleMs) - at,
        endsInMs: session.ends_at - at,
      };
    },

    async lock(token) {
      const locked = await changes.lockSession({ tokenHash: hashToken(token), life, at: clock.now() });
      if (locked) tellEnded([locked]);
      return look(token);
    },

    async unlock(token, password) {
      const found = await find(token);
      if (!found) return refuse("signed-out");
      const { person } = found;
      const atLock = { person, tokenHash: hashToken(token), password, tellEnded };
      return openAgain(await unlock(parts, atLock));
    },

    async askCode(token, method, browser) {
      const found = await find(token);
      if (!found) return refuse("signed-out");
      const { person, session } = found;
      const sessionId = session.id;
      return journeys[method].beginProof(parts, {
        method,
        person,
        sessionId,
        browserHash: hashToken(browser),
      });
    },

    async unlockByCode(token, { challenge: id, code, passkey = null }, browser) {
      const browserHash = hashToken(browser);
      const asked = await reads.challenge({ id, browserHash });
      if (!asked || asked.challenge.session_id === null) return refuse("unknown-challenge");
      const previousTokenHash = hashToken(token);
      const visitor = unknownVisitor;
      const answered = { ...asked, browserHash, code, passkey, previousTokenHash, visitor };
      return openAgain(await journeys[asked.challenge.method].unlock(parts, answered));
    },
  };
}
