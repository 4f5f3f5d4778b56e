import {
  lockedShown,
  type Narrowed,
  type OperatorRulesView,
  type RulesPreview,
  type RulesSaved,
  type RulesView,
  type SaveRules,
} from "../../../contracts/administration-policy.ts";
import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import type { Clock } from "../../foundations/clock.ts";
import { remoteChanges, remoteReads, type Store } from "../../foundations/database/operation.ts";
import type { SignInDoor } from "../../sign-in/door.ts";
import type { AdministrationStore } from "../store.ts";
import { readNarrowed, viewNarrowing, viewOperator } from "./read-narrowed.ts";

/** « Règles »: what a structure takes away from its operator's policy. `who` is the person of the session. */
export interface PolicyDoor {
  rules(who: string): Promise<RulesView | Refusal>;
  /** Whom they would lock out. */
  previewRules(who: string, narrowed: Narrowed): Promise<RulesPreview | Refusal>;
  saveRules(who: string, given: SaveRules): Promise<RulesSaved | Refusal>;
  /** For whoever administers the operator. */
  operatorRules(who: string): Promise<OperatorRulesView | Refusal>;
}

export interface PolicyParts {
  store: Store;
  signIn: Pick<SignInDoor, "policies">;
  clock: Clock;
}

const nothing: Narrowed = {
  forbidden: [],
  emailUntil: null,
  sessionMinutes: null,
  idleMinutes: null,
  trustMinutes: null,
  networks: [],
};

export function openPolicy({ store, signIn: { policies }, clock }: PolicyParts): PolicyDoor {
  const changes = remoteChanges<AdministrationStore["changes"]>(store, "administration");
  const reads = remoteReads<AdministrationStore["reads"]>(store, "administration");
  const asked = (who: string) => ({ who, at: clock.now() });

  return {
    async rules(who) {
      const found = await reads.rules(asked(who));
      if (isRefusal(found)) return found;
      const { structure, versions, posts } = found;
      const history = versions.map(({ version, savedAt: at, by, narrowing }) => ({
        version,
        at,
        by,
        narrowed: viewNarrowing(narrowing),
      }));
      const [last] = history;
      return {
        structure: { id: structure.id, name: structure.name },
        operator: viewOperator(policies),
        posts,
        version: last?.version ?? 0,
        narrowed: last?.narrowed ?? nothing,
        history,
      };
    },

    async previewRules(who, narrowed) {
      const narrowing = readNarrowed(narrowed);
      if (isRefusal(narrowing)) return narrowing;
      const given = asked(who);
      const found = await reads.previewRules({ ...given, policy: policies.operator, narrowing });
      if (isRefusal(found)) return found;
      const { locked, waiting, keepsSelf, seal } = found;
      const shown = locked
        .toSorted((one, other) => one.from - other.from || order.compare(one.name, other.name))
        .slice(0, lockedShown)
        .map(({ name, from, has, needs }) => ({ name, from: from > given.at ? from : null, has, needs }));
      return { locked: shown, total: locked.length, waiting, keepsSelf, seal };
    },

    async saveRules(who, { narrowed, version, seal }) {
      const narrowing = readNarrowed(narrowed);
      if (isRefusal(narrowing)) return narrowing;
      const { operator: policy } = policies;
      const saved = await changes.saveRules({ ...asked(who), policy, narrowing, version, seal });
      if (!isRefusal(saved)) policies.wake();
      return saved;
    },

    async operatorRules(who) {
      return (await reads.operatorRules(asked(who))) ?? { operator: viewOperator(policies) };
    },
  };
}

const order = new Intl.Collator("fr");
