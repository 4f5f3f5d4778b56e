import { createHash } from "node:crypto";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { findLockedOut, keepsWay, type LockedOut } from "../rules/lock-outs.ts";
import { isWider, type Narrowing, narrow, type Policy } from "../rules/policy.ts";
import type { SignInStoreParts } from "../store.ts";
import { findHoldings } from "./holdings.ts";
import { findNarrowing, keepVersion, policyReads, takePolicyTurn } from "./policies.ts";
import type { SignInTables } from "./tables.ts";

/** What a référent is about to save of her own structure. */
export interface PolicyWish {
  structureId: string;
  personId: string;
  /** The operator's. */
  policy: Policy;
  narrowing: Narrowing;
  at: number;
}

/** What a wish would do. */
export interface PolicyEffects {
  locked: (LockedOut & { name: string })[];
  /** Those who have not come in yet, and would need another method than codes by e-mail before they leave. */
  waiting: number;
  /** Whether whoever asks would come in still. */
  keepsSelf: boolean;
  /** Names exactly these people: whoever confirms has seen them. */
  seal: string;
}

export function createPolicyReads(parts: SignInStoreParts) {
  return {
    ...policyReads,
    /** Whom a wish would lock out, as things stand. */
    async policyEffects(tx: ReadTx, wish: PolicyWish): Promise<PolicyEffects | Refusal> {
      return isWider(wish.policy, wish.narrowing) ? refuse("policy-wider") : findEffects(parts, tx, wish);
    },
  };
}

export function createPolicyChanges(parts: SignInStoreParts) {
  const { audit } = parts;
  return {
    /**
     * Saves what a structure takes away, in the place of the version that was seen. It counts from the next sign-in on, and
     * in open sessions at once: how long they last is shortened, how long they may be silent follows, trust that grew
     * shorter ends. `seal`: the people whom it locks out, as they were confirmed; null: nobody.
     */
    async savePolicy(
      tx: ChangeTx,
      given: PolicyWish & { version: number; seal: string | null },
    ): Promise<{ version: number } | Refusal> {
      const { structureId, personId, policy, narrowing, at } = given;
      await takePolicyTurn(tx, structureId);
      const [last] = await policyReads.policyVersions(tx, { structureId });
      if ((last?.version ?? 0) !== given.version) return refuse("policy-changed");
      if (isWider(policy, narrowing)) return refuse("policy-wider");
      const effects = await findEffects(parts, tx, given);
      if (!effects.keepsSelf) return refuse("policy-shuts-oneself");
      if (effects.locked.length > 0 && given.seal !== effects.seal) return refuse("policy-locks-out");
      const version = given.version + 1;
      const rules = JSON.stringify(narrowing);
      await keepVersion(tx, { structure_id: structureId, version, rules, saved_at: at, saved_by: personId });
      // Sessions before the trace, as everybody takes them.
      await applyToOpen(tx, given, narrow(policy, last?.narrowing ?? null));
      await audit.append(tx, {
        chain: `structure:${structureId}`,
        at,
        actor: `person:${personId}`,
        action: "policy.saved",
        object: structureId,
        outcome: "done",
        facts: {
          version,
          before: JSON.stringify(last?.narrowing ?? null),
          after: JSON.stringify(narrowing),
          locked: effects.locked.length,
        },
      });
      return { version };
    },
  };
}

async function findEffects(
  parts: SignInStoreParts,
  tx: ReadTx,
  { structureId, personId, policy, narrowing: after, at }: PolicyWish,
): Promise<PolicyEffects> {
  const people = await findHoldings(parts, tx, { structureId, at });
  const before = await findNarrowing(tx, structureId);
  const names = new Map(people.map(({ person }) => [person.id, person.name]));
  const locked = findLockedOut(people, policy, { before, after }, at);
  const self = people.find((one) => one.personId === personId);
  const next = narrow(policy, after);
  // A first access proves a mailbox and sets a password, and nothing else.
  const fresh = people.filter(({ hasPassword, held }) => !hasPassword && !held.passkey && !held.psc);
  const afterFirst = fresh.map((one) => ({
    ...one,
    hasPassword: true,
    held: { ...one.held, email: true },
  }));
  const text = locked
    .map((one) => `${one.personId} ${one.from === at ? "now" : one.from}`)
    .toSorted()
    .join("\n");
  return {
    locked: locked.map((one) => ({ ...one, name: names.get(one.personId) ?? "" })),
    waiting: afterFirst.filter((one) => !keepsWay(one, next, at)).length,
    keepsSelf: self !== undefined && keepsWay(self, next, at),
    seal: createHash("sha256").update(text).digest("base64url"),
  };
}

/** What a new policy does to sessions that are open and browsers that are trusted. */
async function applyToOpen(
  tx: ChangeTx,
  { structureId, policy, narrowing, at }: PolicyWish,
  former: Policy,
): Promise<void> {
  const { sessionMinutes, idleMinutes } = narrowing;
  const open = tables(tx)
    .updateTable("sign_in_sessions")
    .where("structure_id", "=", structureId)
    .where("ended_at", "is", null);
  await open.set({ rule_idle_ms: idleMinutes === null ? null : idleMinutes * 60_000 }).execute();
  if (sessionMinutes !== null) {
    const longest = sessionMinutes * 60_000;
    await open
      .set((row) => ({ ends_at: row("opened_at", "+", longest) }))
      .where((row) => row("ends_at", ">", row("opened_at", "+", longest)))
      .execute();
  }
  if (narrow(policy, narrowing).trustMinutes < former.trustMinutes)
    await tables(tx)
      .updateTable("sign_in_browsers")
      .set({ trusted_until: null, trusted_by: null })
      .where("structure_id", "=", structureId)
      .where("trusted_until", ">", at)
      .execute();
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}
