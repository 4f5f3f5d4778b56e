import * as v from "valibot";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Chance } from "../../foundations/chance.ts";
import type { Clock } from "../../foundations/clock.ts";
import type { Log } from "../../foundations/log.ts";
import type { Sealing } from "../../foundations/sealing.ts";
import { proSanteConnect } from "../rules/journeys.ts";
import { findState, type LifeRules } from "../rules/session-life.ts";
import type { Opened } from "../steps/open-session.ts";
import type { StepParts } from "../steps/step.ts";
import { hashToken } from "../tokens.ts";
import type { Visitor } from "../visitor.ts";
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

  return {
    async begin(browser, token, how) {
      const journey = psc.states.make(browser, clock.now());
      const location = await psc.provider.startUrl(journey, { again: how.again || (await isLeft(token)) });
      return location === "psc-unavailable" ? refuse(location) : { location };
    },
    async answer(query, browser, token, visitor) {
      const previousTokenHash = token === null ? null : hashToken(token);
      return proSanteConnect({ ...parts, psc }, { query, browser, previousTokenHash, visitor });
    },
    async kept(token) {
      const row = await parts.reads.pscSession({ tokenHash: hashToken(token) });
      if (!row) return null;
      return v.parse(keptSchema, JSON.parse(sealing.open(place(row.session_id), row.kept).toString()));
    },
    endUrl: ({ idToken }) => psc.provider.endUrl(idToken),
  };
}
