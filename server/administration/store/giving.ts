import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { IdentityProof, Person, PersonRow } from "../../directory/door.ts";
import type { ChangeTx } from "../../foundations/database/operation.ts";
import { domainOf } from "../rules/login.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { putRights, type RightWanted } from "./rights.ts";
import { type Asked, type Standing, standIn } from "./standing.ts";

/** A person about to get an access: what was typed is read, contacts are sealed, the link is made. */
export interface NewAccess {
  /** Without the structure, which is the giver's. */
  row: Omit<PersonRow, "structure_id">;
  civility: string;
  rpps: string | null;
  identity: IdentityProof;
  endsAt: number | null;
  /** Null when the link is made later, as it leaves or is printed. */
  link: { id: string; secretHash: Uint8Array } | null;
}

export function createGiving(parts: AdministrationStoreParts) {
  return {
    /** A person, how her identity was checked, her rights and the link to her first access: all of it, or nothing. */
    async give(
      tx: ChangeTx,
      given: Asked & { access: NewAccess; rights: Omit<RightWanted, "personId">[] },
    ): Promise<Person | Refusal> {
      const standing = await standIn(parts, tx, given, "give");
      if (isRefusal(standing)) return standing;
      return giveAccess(parts, tx, standing, given.access, given.rights);
    },
  };
}

/** The same for whoever is known to be allowed to. What is refused has changed nothing. */
export async function giveAccess(
  parts: AdministrationStoreParts,
  tx: ChangeTx,
  standing: Standing,
  access: NewAccess,
  rights: readonly Omit<RightWanted, "personId">[],
): Promise<Person | Refusal> {
  const { actor } = standing;
  if (domainOf(access.row.login) !== domainOf(actor.login)) return refuse("login-malformed");
  const { structureId } = actor;
  const ids = new Set(await parts.mailboxes.reads.structureMailboxIds(tx, { structureId }));
  if (!rights.every(({ mailboxId }) => ids.has(mailboxId))) return refuse("not-found");
  if (!(await parts.directory.changes.takeLogin(tx, access.row))) return refuse("login-taken");
  // Mailboxes before the structure's chain, as in every operation that takes both.
  const wanted = rights.map((one) => ({ ...one, personId: access.row.id }));
  const put = await putRights(parts, tx, standing, wanted);
  return isRefusal(put) ? put : addPerson(parts, tx, standing, access);
}

/** The person alone, in the structure of whoever gives, or in another one; `takeLogin` has kept her login. */
export async function addPerson(
  { directory, signIn }: Pick<AdministrationStoreParts, "directory" | "signIn">,
  tx: ChangeTx,
  { actor, deed }: Standing,
  access: NewAccess,
  structureId = actor.structureId,
): Promise<Person> {
  const { civility, rpps, identity, endsAt, link } = access;
  const row = { ...access.row, structure_id: structureId };
  await directory.changes.addPerson(tx, { row, civility, rpps, identity, deed });
  const traced = { id: row.id, structureId };
  if (endsAt !== null) await directory.changes.setAccessEnd(tx, { person: traced, endsAt, deed });
  if (link) await signIn.changes.makeActivation(tx, { ...link, person: traced, ...deed });
  const person = await directory.reads.person(tx, { id: row.id });
  if (!person) throw new Error("the person just added is not there");
  return person;
}
