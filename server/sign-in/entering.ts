import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import type { Begin } from "../../contracts/sign-in.ts";
import type { Person } from "../directory/door.ts";
import { trustedBrowser } from "./rules/journeys.ts";
import { idleOf } from "./rules/session-life.ts";
import type { Opened } from "./steps/open-session.ts";
import type { StepParts } from "./steps/step.ts";
import type { Asked } from "./steps/take-try.ts";
import type { SessionRow } from "./store/tables.ts";
import { hashToken } from "./tokens.ts";
import type { Visitor } from "./visitor.ts";

/** A living session, and whose it is. */
export interface Session {
  id: string;
  person: Person;
  /** Absolute end, in milliseconds since 1970, and the longest silence before it, in milliseconds. */
  endsAt: number;
  idleMs: number;
}

/** A session just opened, and the secrets of the cookies that its browser is to hold: `browser` is the long-lived one. */
export interface LetIn {
  session: Session;
  token: string;
  browser: string | null;
}

export type Enter = (
  begin: Begin,
  browser: string,
  visitor: Visitor,
  previousToken: string | null,
) => Promise<LetIn | Refusal | null>;

export function asSession(
  { session, person }: { session: SessionRow; person: Person },
  idleMs: number,
): Session {
  return { id: session.id, person, endsAt: session.ends_at, idleMs: idleOf(session, idleMs) };
}

/** What stands on both sides of the journeys: what a browser asks, and what it gets when one has ended well. */
export function openEntering(parts: StepParts & { tellEnded(sessions: readonly string[]): void }) {
  const { reads, directory, clock, settings } = parts;

  function ask(begin: Begin, browser: string, visitor: Visitor, previousToken: string | null): Asked {
    const previousTokenHash = previousToken === null ? null : hashToken(previousToken);
    return { ...begin, browserHash: hashToken(browser), previousTokenHash, visitor };
  }

  function letIn({ opened, token, fresh }: Opened, { cookie }: Visitor): LetIn {
    if (opened.replaced) parts.tellEnded([opened.replaced]);
    const session = asSession(opened, settings.idleMinutes * 60_000);
    return { session, token, browser: fresh ?? cookie ?? null };
  }

  /** Whether the password alone may do, as far as can be seen before it is looked at. */
  async function isTrusted({ login, remember }: Begin, visitor: Visitor): Promise<boolean> {
    if (!remember || !visitor.cookie || settings.trustMinutes === 0) return false;
    if (parts.visitors.isShared(visitor)) return false;
    const loginKey = parts.loginKey(directory.normaliseLogin(login));
    return reads.isTrusted({ loginKey, browserHash: hashToken(visitor.cookie), at: clock.now() });
  }

  return {
    ask,
    letIn,

    async enter(
      begin: Begin,
      browser: string,
      visitor: Visitor,
      previousToken: string | null,
    ): Promise<LetIn | Refusal | null> {
      if (!(await isTrusted(begin, visitor))) return null;
      const answered = await trustedBrowser(parts, ask(begin, browser, visitor, previousToken));
      if (isRefusal(answered)) return answered;
      return answered.opened === null ? null : letIn(answered, visitor);
    },
  };
}
