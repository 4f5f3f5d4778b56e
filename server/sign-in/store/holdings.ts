import type { Person } from "../../directory/door.ts";
import type { ReadTx } from "../../foundations/database/operation.ts";
import type { Holding } from "../rules/lock-outs.ts";
import { mayEnter } from "../rules/may-enter.ts";
import type { SignInStoreParts } from "../store.ts";
import { accessStateReads, type SignInState } from "./access-states.ts";

/** Ids asked for at once: an engine takes so many, and not many more. */
const idsAtOnce = 500;

/** What everybody of a structure whose access is open has to come in with. */
export async function findHoldings(
  { directory }: Pick<SignInStoreParts, "directory">,
  tx: ReadTx,
  { structureId, at }: { structureId: string; at: number },
): Promise<(Holding & { person: Person })[]> {
  const people = (await directory.reads.people(tx, { structureId })).filter((person) => mayEnter(person, at));
  const verified = new Map(
    (await directory.reads.verifiedContacts(tx, { structureId })).map((one) => [one.personId, one]),
  );
  const states = new Map<string, SignInState>();
  for (let from = 0; from < people.length; from += idsAtOnce) {
    const personIds = people.slice(from, from + idsAtOnce).map(({ id }) => id);
    for (const state of await accessStateReads.signInStates(tx, { personIds }))
      states.set(state.personId, state);
  }
  return people.map((person) => {
    const [state, contacts] = [states.get(person.id), verified.get(person.id)];
    return {
      person,
      personId: person.id,
      hasPassword: state?.hasPassword ?? false,
      held: {
        email: contacts?.email ?? false,
        sms: contacts?.mobile ?? false,
        totp: (state?.apps ?? 0) > 0,
        passkey: (state?.passkeys ?? 0) > 0,
        psc: state?.psc ?? false,
      },
    };
  });
}
