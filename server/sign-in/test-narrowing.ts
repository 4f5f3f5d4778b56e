import assert from "node:assert/strict";
import { remoteChanges, remoteReads } from "../foundations/database/operation.ts";
import type { SignInDoor } from "./door.ts";
import { type Narrowing, nothingNarrowed } from "./rules/policy.ts";
import type { SignInChanges, SignInReads } from "./store.ts";
import type { TestHouse } from "./test-house.ts";

/** Saves what the structure of the house takes away, in the name of its one person, who keeps another way in. */
export async function narrowHouse(
  { store, person, clock }: Pick<TestHouse, "store" | "person" | "clock">,
  { policies: { operator: policy } }: Pick<SignInDoor, "policies">,
  narrowed: Partial<Narrowing>,
): Promise<void> {
  const changes = remoteChanges<SignInChanges>(store, "sign-in");
  const reads = remoteReads<SignInReads>(store, "sign-in");
  const { structureId, id: personId } = person;
  const narrowing = { ...nothingNarrowed, ...narrowed };
  const [last] = await reads.policyVersions({ structureId });
  const wish = { structureId, personId, policy, narrowing, at: clock.now() };
  const saved = await changes.savePolicy({ ...wish, version: last?.version ?? 0, seal: null });
  assert.ok("version" in saved, JSON.stringify(saved));
}
