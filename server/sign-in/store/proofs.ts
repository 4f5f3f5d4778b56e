import type { AuditRecord } from "../../audit/record.ts";
import type { Person } from "../../directory/door.ts";
import type { ChangeTx } from "../../foundations/database/operation.ts";
import { keepProof } from "./apps.ts";
import type { SessionMethod, SessionRow } from "./tables.ts";

/** Opens a session's changes for some minutes: its person gave a second factor anew, and the trace says by what. */
export async function keepProved(
  tx: ChangeTx,
  audit: AuditRecord,
  {
    session: { id, person_id: personId, structure_id: structureId },
    method,
    at,
  }: {
    session: Pick<SessionRow, "id" | "person_id" | "structure_id">;
    method: SessionMethod | "spare-code";
    at: number;
  },
): Promise<void> {
  await keepProof(tx, id, at);
  await audit.append(tx, {
    chain: `structure:${structureId}`,
    at,
    actor: `person:${personId}`,
    action: "session.proved",
    object: id,
    outcome: "done",
    facts: { method },
  });
}

/** Writes down that an identity, or what came of asking for one, proved nothing in a person's session. */
export function traceProofRefused(
  tx: ChangeTx,
  audit: AuditRecord,
  { person, at, reason }: { person: Person; at: number; reason: string },
): Promise<void> {
  return audit.append(tx, {
    chain: `structure:${person.structureId}`,
    at,
    actor: "program",
    action: "proof.refused",
    object: person.id,
    outcome: "refused",
    facts: { method: "psc", reason },
  });
}
