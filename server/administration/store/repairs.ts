import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { NewNotice } from "../../sign-in/door.ts";
import type { Person } from "../../directory/door.ts";
import type { ChangeTx } from "../../foundations/database/operation.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { type Asked, standOver } from "./standing.ts";

type Over = Asked & { personId: string };

export function createRepairs(parts: AdministrationStoreParts) {
  const { directory, signIn } = parts;
  return {
    /**
     * Another link to a first access: while none has served, or to an address that took the place of another and that its
     * person has to prove. The ones before it open nothing any more.
     */
    async resend(
      tx: ChangeTx,
      given: Over & { link: { id: string; secretHash: Uint8Array } },
    ): Promise<Person | Refusal> {
      const standing = await standOver(parts, tx, given, "repair", given.personId);
      if (isRefusal(standing)) return standing;
      const { person, deed } = standing;
      if (person.state === "left") return refuse("access-left");
      const [state] = await signIn.reads.signInStates(tx, { personIds: [person.id] });
      const contacts = await directory.reads.contacts(tx, person);
      const isReached = contacts?.email !== null && contacts?.email.verifiedAt !== null;
      if (state?.hasPassword && isReached) return refuse("access-used");
      await signIn.changes.makeActivation(tx, { ...given.link, person, ...deed });
      return person;
    },

    /** Takes the applications and passkeys of a person away: a phone that was lost or stolen. */
    async resetMethods(tx: ChangeTx, given: Over & { notice: NewNotice }): Promise<Person | Refusal> {
      const standing = await standOver(parts, tx, given, "repair", given.personId);
      if (isRefusal(standing)) return standing;
      const { person, deed } = standing;
      if (person.state === "left") return refuse("access-left");
      const taken = await signIn.changes.resetMethods(tx, { person, ...deed });
      if (taken > 0) await signIn.changes.keepNotice(tx, { person, notice: given.notice, at: given.at });
      return person;
    },

    /** One code that replaces the person's next one, for ten minutes, told by every channel she has. */
    async rescue(
      tx: ChangeTx,
      given: Over & {
        code: { prefix: string; hash: string };
        expiresAt: number;
        notice: NewNotice;
        /** What the one who agreed is told; null where nobody has to. */
        agreement: NewNotice | null;
      },
    ): Promise<Person | Refusal> {
      const standing = await standOver(parts, tx, given, "repair", given.personId);
      if (isRefusal(standing)) return standing;
      const { actor, person, deed } = standing;
      if (person.state === "left") return refuse("access-left");
      const { code, expiresAt, notice, agreement, at } = given;
      // The operator helps référents, who may be alone in their structure.
      if (agreement && !actor.administrator) {
        const witness = await signIn.changes.takeAgreement(tx, { person, by: given.who, at });
        const agreed = witness === null ? null : await directory.reads.person(tx, { id: witness });
        if (!agreed) return refuse("agreement-needed");
        await signIn.changes.keepNotice(tx, { person: agreed, notice: agreement, at });
      }
      await signIn.changes.putSpares(tx, { person, kind: "rescue", codes: [code], expiresAt, ...deed });
      await signIn.changes.keepNotice(tx, { person, notice, at });
      return person;
    },

    /** Forgets the failures that lock a login. `loginKey`: of the person of this id, or of nobody. */
    async unlock(
      tx: ChangeTx,
      given: Over & { loginKey: string; notice: NewNotice },
    ): Promise<Person | Refusal> {
      const standing = await standOver(parts, tx, given, "repair", given.personId);
      if (isRefusal(standing)) return standing;
      const { person, deed } = standing;
      if (person.state === "left") return refuse("access-left");
      await signIn.changes.unlock(tx, { person, loginKey: given.loginKey, ...deed });
      await signIn.changes.keepNotice(tx, { person, notice: given.notice, at: given.at });
      return person;
    },

    /** Another contact, to be verified by its person before it counts; those that she had are told. */
    async changeContact(
      tx: ChangeTx,
      given: Over & { kind: "email" | "mobile"; sealed: Uint8Array | null; notice: NewNotice },
    ): Promise<Person | Refusal> {
      const standing = await standOver(parts, tx, given, "repair", given.personId);
      if (isRefusal(standing)) return standing;
      const { person, deed } = standing;
      if (person.state === "left") return refuse("access-left");
      const { kind, sealed, notice } = given;
      // As they are before: whoever loses one hears of it there.
      const former = await directory.reads.contacts(tx, person);
      await directory.changes.setContact(tx, { person, kind, sealed, deed });
      await signIn.changes.keepFormerNotice(tx, { person, notice, former, at: given.at });
      return person;
    },
  };
}
