import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Structure } from "../../directory/door.ts";
import type { ChangeTx, ReadTx } from "../../foundations/database/operation.ts";
import type { Narrowing, Policy, PolicyEffects, PolicyVersion } from "../../sign-in/door.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { type Asked, standIn } from "../store/standing.ts";

/** The rules of one's structure, as they are kept. */
export interface RulesFound {
  structure: Structure;
  /** How many shared posts it has marked. */
  posts: number;
  /** Newest first, each with the name of whoever saved it. */
  versions: (PolicyVersion & { by: string })[];
}

interface Wished extends Asked {
  policy: Policy;
  narrowing: Narrowing;
}

export function createRulesReads(parts: AdministrationStoreParts) {
  const { directory, signIn } = parts;
  return {
    /** What one's structure takes away from the operator's policy, now and before. */
    async rules(tx: ReadTx, given: Asked): Promise<RulesFound | Refusal> {
      const standing = await standIn(parts, tx, given, "see");
      if (isRefusal(standing)) return standing;
      const { structureId } = standing.actor;
      const structure = await directory.reads.structure(tx, { id: structureId });
      if (!structure) return refuse("not-found");
      const versions: RulesFound["versions"] = [];
      for (const version of await signIn.reads.policyVersions(tx, { structureId })) {
        const person = await directory.reads.person(tx, { id: version.savedBy });
        versions.push({ ...version, by: person?.name ?? "" });
      }
      return { structure, versions, posts: await signIn.reads.countPosts(tx, { structureId }) };
    },

    /** Whom new rules would lock out. */
    async previewRules(tx: ReadTx, given: Wished): Promise<PolicyEffects | Refusal> {
      const standing = await standIn(parts, tx, given, "set-policy");
      return isRefusal(standing) ? standing : signIn.reads.policyEffects(tx, wishOf(given, standing.actor));
    },

    /** Whether somebody administers the operator, whose rules these are. */
    async operatorRules(tx: ReadTx, given: Asked): Promise<Refusal | null> {
      const standing = await standIn(parts, tx, given, "make-structure");
      return isRefusal(standing) ? standing : null;
    },
  };
}

export function createRulesChanges(parts: AdministrationStoreParts) {
  return {
    async saveRules(
      tx: ChangeTx,
      given: Wished & { version: number; seal: string | null },
    ): Promise<{ version: number } | Refusal> {
      const standing = await standIn(parts, tx, given, "set-policy");
      if (isRefusal(standing)) return standing;
      const { version, seal } = given;
      return parts.signIn.changes.savePolicy(tx, { ...wishOf(given, standing.actor), version, seal });
    },
  };
}

function wishOf(
  { policy, narrowing, at }: Wished,
  { id: personId, structureId }: { id: string; structureId: string },
) {
  return { structureId, personId, policy, narrowing, at };
}
