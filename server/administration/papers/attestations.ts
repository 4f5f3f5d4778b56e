import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import type { ChangeTx, ReadTx } from "../../foundations/database/operation.ts";
import type { StructureMailbox } from "../../mailboxes/door.ts";
import { type Asked, standIn } from "../store/standing.ts";
import type { AdministrationStoreParts } from "../store.ts";
import type { HeldRight } from "./periods.ts";

/** A mailbox of one's own structure, with whatever right anybody ever had that the table still knows. */
export interface AttestedMailbox {
  actor: Person;
  structure: string;
  mailbox: StructureMailbox;
  held: HeldRight[];
}

type About = Asked & { mailboxId: string };

export function createAttestationReads(parts: AdministrationStoreParts) {
  const { directory, mailboxes } = parts;
  return {
    async attestedMailbox(tx: ReadTx, given: About): Promise<AttestedMailbox | Refusal> {
      const standing = await standIn(parts, tx, given, "see");
      if (isRefusal(standing)) return standing;
      const { actor } = standing;
      const { structureId } = actor;
      const own = await mailboxes.reads.structureMailboxes(tx, { structureId, now: given.at });
      const mailbox = own.find(({ id }) => id === given.mailboxId);
      if (!mailbox) return refuse("not-found");
      const held = await mailboxes.reads.membershipsOf(tx, { mailboxId: mailbox.id });
      const structure = (await directory.reads.structure(tx, { id: structureId }))?.name ?? "";
      return { actor, structure, mailbox, held };
    },
  };
}

export function createAttestationChanges(parts: AdministrationStoreParts) {
  return {
    /** Writes down that somebody is given an attestation: of which mailbox and days, and on which row it stands. */
    async traceAttestation(
      tx: ChangeTx,
      given: About & { from: string; until: string; seq: number },
    ): Promise<{ traced: true } | Refusal> {
      const standing = await standIn(parts, tx, given, "see");
      if (isRefusal(standing)) return standing;
      const { mailboxId, from, until, seq } = given;
      await parts.audit.append(tx, {
        chain: `structure:${standing.actor.structureId}`,
        ...standing.deed,
        action: "attestation.made",
        object: mailboxId,
        outcome: "done",
        facts: { from, until, seq },
      });
      return { traced: true };
    },
  };
}
