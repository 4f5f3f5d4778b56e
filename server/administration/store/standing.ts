import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import type { ChangeTx, ReadTx } from "../../foundations/database/operation.ts";
import { type Deed, findBar } from "../rules/who-may.ts";
import type { AdministrationStoreParts } from "../store.ts";

/** Who asks, and when: what every operation of this room begins with. */
export interface Asked {
  /** The person of the session. */
  who: string;
  at: number;
}

export interface Standing {
  actor: Person;
  /** As the trace names her. */
  deed: { actor: string; at: number };
}

export interface StandingOver extends Standing {
  person: Person;
}

type Parts = Pick<AdministrationStoreParts, "directory" | "audit">;

/** Whether whoever asks may do a deed in a structure (her own when not said), as she stands in this transaction. */
export async function standIn(
  { directory }: Pick<Parts, "directory">,
  tx: ReadTx,
  { who, at }: Asked,
  deed: Deed,
  structureId?: string,
): Promise<Standing | Refusal> {
  const actor = await directory.reads.person(tx, { id: who });
  if (!actor) return refuse("signed-out");
  const bar = findBar(actor, deed, { structureId: structureId ?? actor.structureId }, at);
  return bar ? refuse(bar) : { actor, deed: { actor: `person:${actor.id}`, at } };
}

/**
 * The same over one person. What somebody tried on a person of her own structure without the right to stays in the
 * trace; of another structure's, nothing is known here.
 */
export async function standOver(
  { directory, audit }: Parts,
  tx: ChangeTx,
  { who, at }: Asked,
  deed: Deed,
  personId: string,
): Promise<StandingOver | Refusal> {
  const actor = await directory.reads.person(tx, { id: who });
  if (!actor) return refuse("signed-out");
  const person = await directory.reads.person(tx, { id: personId });
  if (!person) return refuse(findBar(actor, deed, { structureId: "" }, at) ?? "not-found");
  const bar = findBar(actor, deed, { structureId: person.structureId, person }, at);
  if (!bar) return { actor, person, deed: { actor: `person:${actor.id}`, at } };
  if (bar !== "not-found" && bar !== "signed-out")
    await audit.append(tx, {
      chain: `structure:${actor.structureId}`,
      at,
      actor: `person:${actor.id}`,
      action: "access.refused",
      object: person.id,
      outcome: "refused",
      facts: { deed, reason: bar },
    });
  return refuse(bar);
}
