import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { ChangeTx } from "../../foundations/database/operation.ts";
import type { KeptMailbox } from "../../mailboxes/door.ts";
import { type Deed, findBar } from "../rules/who-may.ts";
import type { AdministrationStoreParts } from "../store.ts";
import type { Asked, Standing } from "../store/standing.ts";

export interface StandingOverBox extends Standing {
  box: KeptMailbox;
}

/**
 * Whether whoever asks may do a deed to a mailbox. What somebody tried on one of her own structure without the right to
 * stays in the trace; another structure's mailbox is not to be found.
 */
export async function standOverBox(
  { directory, mailboxes, audit }: Pick<AdministrationStoreParts, "directory" | "mailboxes" | "audit">,
  tx: ChangeTx,
  { who, at }: Asked,
  deed: Deed,
  boxId: string,
): Promise<StandingOverBox | Refusal> {
  const actor = await directory.reads.person(tx, { id: who });
  if (!actor) return refuse("signed-out");
  const box = await mailboxes.reads.keptMailbox(tx, { id: boxId, now: at });
  const bar = findBar(actor, deed, { structureId: box?.structureId ?? "" }, at);
  if (!bar) return box ? { actor, box, deed: { actor: `person:${actor.id}`, at } } : refuse("not-found");
  if (bar === "not-referent" && box)
    await audit.append(tx, {
      chain: `structure:${actor.structureId}`,
      at,
      actor: `person:${actor.id}`,
      action: "access.refused",
      object: box.id,
      outcome: "refused",
      facts: { deed, reason: bar },
    });
  return refuse(bar);
}
