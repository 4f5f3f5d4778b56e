import * as v from "valibot";
import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Way } from "../../../contracts/sign-in.ts";
import type { Person } from "../../directory/door.ts";
import type { Chance } from "../../foundations/chance.ts";
import type { Clock } from "../../foundations/clock.ts";
import type { Log } from "../../foundations/log.ts";
import type { Sealing } from "../../foundations/sealing.ts";
import { proSanteConnect, proSanteConnectProof } from "../rules/journeys.ts";
import { narrow } from "../rules/policy.ts";
import { findState, type LifeRules } from "../rules/session-life.ts";
import { findWay } from "../rules/ways.ts";
import type { Opened } from "../steps/open-session.ts";
import type { StepParts } from "../steps/step.ts";
import type { Prover } from "../steps/take-return.ts";
import { hashToken } from "../tokens.ts";
import { unknownVisitor, type Visitor } from "../visitor.ts";
import { createPscProvider, type PscProvider } from "./provider.ts";
import type { PscSettings } from "./settings.ts";
import { createPscStates, type PscStates } from "./state.ts";

const activitySchema = v.object({
  role: v.string(),
  profession: v.string(),
  structure: v.string(),
  structureId: v.string(),
});
const keptSchema = v.object({ idToken: v.string(), activities: v.array(activitySchema) });

/** What a session keeps of the provider while it lives. */
export type PscKept = v.InferOutput<typeof keptSchema>;

/** What the steps of this journey work with, besides the others'. */
export interface PscParts {
  issuer: string;
  states: PscStates;
  provider: PscProvider;
  seal(sessionId: string, kept: PscKept): Buffer;
}

/** The way in and out through Pro Santé Connect. */
export interface PscWay {
  /** Where the browser has to go. `browser`: the cookie that it will come back with; `token`: its session, if it has one. */
  begin(
    browser: string,
    token: string | null,
    how: { again: boolean },
  ): Promise<{ location: string } | Refusal>;
  answer(
    query: URLSearchParams,
    browser: string,
    token: string | null,
    visitor: Visitor,
  ): Promise<Opened | Refusal>;
  /** Whether this is a second factor that a person can give anew in a session: bound to her, and accepted. */
  stateFor(person: Person): Promise<Way["state"]>;
  /** Where the browser has to go for the person of a session to be asked again there, whoever the provider still knows. */
  beginProof(browser: string, prover: Prover): Promise<{ location: string } | Refusal>;
  /**
   * The browser is back from there: when the session under `token` was proven, or why not. Null: what came back does not
   * say that it is a proof's.
   */
  answerProof(
    query: URLSearchParams,
    browser: string,
    token: string | null,
  ): Promise<{ at: number } | Refusal | null>;
  /** What the living session under a token has from the provider; null when it is none of the provider's. */
  kept(token: string): Promise<PscKept | null>;
  /** Where a browser has to go for the provider's session to end as well; null when it has none. */
  endUrl(kept: PscKept): Promise<string | null>;
}

export function openPsc(
  settings: PscSettings,
  parts: StepParts,
  given: { sealing: Sealing; clock: Clock; chance: Chance; log: Log; life: LifeRules },
): PscWay {
  const { sealing, clock, chance, log, life } = given;
  const place = (row: string) => ({ table: "sign_in_psc_sessions", column: "kept", row });
  const psc: PscParts = {
    issuer: settings.issuer,
    states: createPscStates(sealing.derive("psc state"), chance),
    provider: createPscProvider(settings, clock, log),
    seal: (sessionId, kept) => sealing.seal(place(sessionId), Buffer.from(JSON.stringify(kept))),
  };

  /** Whether the session that this browser last had fell silent or ran out: the next person may be another one. */
  async function isLeft(token: string | null): Promise<boolean> {
    const found = token === null ? null : await parts.reads.session({ tokenHash: hashToken(token) });
    if (!found) return false;
    const { session } = found;
    const state = session.end_reason ?? findState(session, clock.now(), life);
    return state === "locked" || state === "idle" || state === "unlock-tries" || state === "over";
  }

  /** The person of the open session under a token. */
  async function findProver(token: string | null): Promise<Prover | Refusal> {
    const found = token === null ? null : await parts.reads.session({ tokenHash: hashToken(token) });
    const state = found && findState(found.session, clock.now(), life);
    if (state === "locked") return refuse("locked");
    return found && state === "open"
      ? { sessionId: found.session.id, person: found.person }
      : refuse("signed-out");
  }

  async function stateFor({ id: personId, structureId }: Person): Promise<Way["state"]> {
    const issuer = settings.issuer;
    const { isBound, narrowing } = await parts.reads.pscHolding({ personId, structureId, issuer });
    return findWay("psc", isBound, narrow(parts.policy, narrowing), clock.now());
  }

  return {
    async begin(browser, token, how) {
      const journey = psc.states.make({ browser, session: null }, clock.now());
      const location = await psc.provider.startUrl(journey, { again: how.again || (await isLeft(token)) });
      return location === "psc-unavailable" ? refuse(location) : { location };
    },
    async answer(query, browser, token, visitor) {
      const previousTokenHash = token === null ? null : hashToken(token);
      return proSanteConnect(
        { ...parts, psc },
        {
          query,
          browser,
          prover: null,
          previousTokenHash,
          visitor,
        },
      );
    },
    stateFor,
    async beginProof(browser, prover) {
      const state = await stateFor(prover.person);
      if (state !== "ready") return refuse(state === "forbidden" ? "method-forbidden" : "not-found");
      const journey = psc.states.make({ browser, session: prover.sessionId }, clock.now());
      const location = await psc.provider.startUrl(journey, { again: true, fresh: true });
      return location === "psc-unavailable" ? refuse(location) : { location };
    },
    async answerProof(query, browser, token) {
      if (!psc.states.saysProof(query.get("state") ?? "")) return null;
      const prover = await findProver(token);
      if (isRefusal(prover)) return prover;
      return proSanteConnectProof(
        { ...parts, psc },
        { query, browser, prover, previousTokenHash: null, visitor: unknownVisitor },
      );
    },
    async kept(token) {
      const row = await parts.reads.pscSession({ tokenHash: hashToken(token) });
      if (!row) return null;
      return v.parse(keptSchema, JSON.parse(sealing.open(place(row.session_id), row.kept).toString()));
    },
    endUrl: ({ idToken }) => psc.provider.endUrl(idToken),
  };
}
