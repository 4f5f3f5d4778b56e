import type { Person } from "../../directory/door.ts";
import type { ChangeTx, ReadTx } from "../../foundations/database/operation.ts";
import type { NewNotice, ReferentMatter } from "../../sign-in/door.ts";
import { isReferentNow } from "../rules/who-may.ts";
import type { AdministrationStoreParts } from "../store.ts";

/** The référents of a structure, who are told of a matter. */
export interface Charge {
  structureId: string;
  referents: Person[];
}

/** What one référent would be told, drafted before the operation. */
export interface ReferentNotice {
  person: Person;
  about: ReferentMatter;
  notice: NewNotice;
}

/** Who looks after these structures at this instant; none where nobody does. */
export async function findCharges(
  directory: AdministrationStoreParts["directory"],
  tx: ReadTx,
  structureIds: readonly string[],
  at: number,
): Promise<Charge[]> {
  const charges: Charge[] = [];
  for (const structureId of new Set(structureIds)) {
    const named = await directory.reads.referents(tx, { structureId });
    charges.push({ structureId, referents: named.filter((one) => isThere(one, at)) });
  }
  return charges;
}

/** Keeps the notices of a matter once a day for a structure, however many persons it is of. */
export async function tellReferents(
  { signIn }: Pick<AdministrationStoreParts, "signIn">,
  tx: ChangeTx,
  given: { structureId: string; about: ReferentMatter; notices: ReferentNotice[]; at: number },
): Promise<void> {
  const { structureId, about, notices, at } = given;
  const kind = kindOf(about);
  if (!(await signIn.changes.takeDigest(tx, { structureId, kind, at }))) return;
  for (const one of notices)
    if (one.person.structureId === structureId && kindOf(one.about) === kind)
      await signIn.changes.keepNotice(tx, { person: one.person, notice: one.notice, at });
}

/** One word for a matter. */
export function kindOf(about: ReferentMatter): string {
  return "days" in about ? `${about.of} ${about.days}` : about.of;
}

/** Whether somebody's access is open and her charge hers at this instant. */
export function isThere(person: Person, at: number): boolean {
  return (
    person.state === "active" && (person.endsAt === null || at < person.endsAt) && isReferentNow(person, at)
  );
}
