import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { ChangeTx } from "../../foundations/database/operation.ts";
import type { MailboxFacts, MailboxKind, MailboxWanted } from "../../mailboxes/door.ts";
import { domainOf } from "../rules/login.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { type Asked, type Standing, standIn } from "../store/standing.ts";
import { findGap } from "./rules.ts";
import { standOverBox } from "./standing.ts";

/** A mailbox about to be made: its address is read, its key is sealed. */
export type NewBox = MailboxFacts &
  Pick<MailboxWanted, "id" | "keySealed" | "folders"> & {
    kind: MailboxKind;
    local: string;
    holderId: string | null;
  };

export function createBoxChanges(parts: AdministrationStoreParts) {
  const { directory, mailboxes } = parts;

  return {
    /** A mailbox of the référent's structure, in its domain; the holder of a PER or a CAB manages it from then on. */
    async makeBox(
      tx: ChangeTx,
      given: Asked & { box: NewBox },
    ): Promise<{ boxId: string; address: string } | Refusal> {
      const standing = await standIn(parts, tx, given, "manage-mailboxes");
      if (isRefusal(standing)) return standing;
      const { at, box } = given;
      const { structureId } = standing.actor;
      const { local, ...wanted } = box;
      const holder = await findHolder(tx, standing, box);
      if (typeof holder === "object" && holder !== null) return holder;
      const gap = findGap(wanted, holder !== null);
      if (gap) return refuse(gap);
      const address = `${local}@${domainOf(standing.actor.login)}`;
      // The login of somebody else would be taken for her own address.
      if ((await directory.reads.takenLogins(tx, { logins: [address] })).length > 0)
        return refuse("address-taken");
      const room = await holdRoom(tx, structureId, wanted.quotaBytes);
      if (room) return room;
      const made = await mailboxes.changes.addMailbox(tx, {
        ...wanted,
        ...standing.deed,
        structureId,
        address,
        holderId: holder,
      });
      if (made === "address-taken") return refuse("address-taken");
      if (holder !== null)
        await mailboxes.changes.putMembership(tx, {
          mailboxId: box.id,
          personId: holder,
          right: "manager",
          startsAt: at,
          endsAt: null,
          ...standing.deed,
        });
      return { boxId: box.id, address };
    },

    /** What may change of a mailbox: not its address, not its kind, not its holder. */
    async changeBox(
      tx: ChangeTx,
      given: Asked & { boxId: string; facts: MailboxFacts },
    ): Promise<{ step: "changed" } | Refusal> {
      const standing = await standOverBox(parts, tx, given, "manage-mailboxes", given.boxId);
      if (isRefusal(standing)) return standing;
      const { box, deed } = standing;
      const { facts } = given;
      if (box.status === "deleted") return refuse("box-gone");
      // Whose RPPS it stands under is no more asked: one that was provisioned may have none.
      const gap = findGap({ ...facts, kind: box.kind }, true);
      if (gap) return refuse(gap);
      if (facts.quotaBytes < box.usedBytes && facts.quotaBytes !== box.quotaBytes)
        return refuse("quota-below-use");
      const room = await holdRoom(tx, box.structureId, facts.quotaBytes - box.quotaBytes);
      if (room) return room;
      await mailboxes.changes.changeMailbox(tx, { mailboxId: box.id, facts, ...deed });
      return { step: "changed" };
    },

    /** Suspends, opens again, has deleted after a delay, or keeps after all. */
    async stepBox(
      tx: ChangeTx,
      given: Asked & {
        boxId: string;
        step: "suspend" | "resume" | "unpublish" | "keep";
        reason: string;
        deleteAt: number | null;
      },
    ): Promise<{ step: "changed" } | Refusal> {
      const standing = await standOverBox(parts, tx, given, "manage-mailboxes", given.boxId);
      if (isRefusal(standing)) return standing;
      const { step, reason, deleteAt } = given;
      const outcome = await mailboxes.changes.takeStep(tx, {
        mailboxId: standing.box.id,
        step,
        reason,
        ...standing.deed,
        ...(deleteAt !== null && { deleteAt }),
      });
      return outcome === "not-now" ? refuse("box-state") : { step: "changed" };
    },
  };

  /** Who holds a PER or a CAB: somebody of the structure who is there still, with an RPPS. Null where none is wanted. */
  async function findHolder(
    tx: ChangeTx,
    { actor }: Standing,
    { kind, holderId }: NewBox,
  ): Promise<string | null | Refusal> {
    if (kind === "ORG" || kind === "APP" || holderId === null) return null;
    const person = await directory.reads.person(tx, { id: holderId });
    if (!person || person.structureId !== actor.structureId) return refuse("not-found");
    if (person.state === "left") return refuse("access-left");
    if (person.administrator) return refuse("administrator-reads-nothing");
    const [facts] = await directory.reads.accessFacts(tx, { personIds: [person.id] });
    return facts?.rpps ? person.id : refuse("holder-needed");
  }

  /** Refuses what is more than the operator lets a structure give out; what another gives at once is counted. */
  async function holdRoom(tx: ChangeTx, structureId: string, more: number): Promise<Refusal | null> {
    await mailboxes.changes.holdStructure(tx, { structureId });
    const { quotaBytes, givenBytes } = await mailboxes.reads.structureRoom(tx, { structureId });
    return more > 0 && quotaBytes !== null && givenBytes + more > quotaBytes
      ? refuse("structure-quota")
      : null;
  }
}
