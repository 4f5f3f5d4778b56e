import type { Person } from "../../directory/door.ts";
import type { ReadTx } from "../../foundations/database/operation.ts";
import type { Means } from "../steps/known.ts";
import type { SignInStoreParts } from "../store.ts";
import { findChallenge, findSendings } from "./challenge-rows.ts";
import { findMeans } from "./means.ts";
import type { ChallengeRow, SendingRow } from "./tables.ts";

/** A challenge with all that its page has to know. */
export interface WholeChallenge {
  challenge: ChallengeRow;
  sendings: SendingRow[];
  person: Person;
  means: Means;
}

interface Asker {
  id: string;
  browserHash: Uint8Array;
}

export function createChallengeReads({ directory }: SignInStoreParts) {
  return {
    /** The challenge, for the browser that began it and no other. */
    async challenge(tx: ReadTx, { id, browserHash }: Asker): Promise<ChallengeRow | null> {
      return findChallenge(tx, id, browserHash);
    },

    /** The same, with its sendings and its person. */
    async wholeChallenge(tx: ReadTx, { id, browserHash }: Asker): Promise<WholeChallenge | null> {
      const challenge = await findChallenge(tx, id, browserHash);
      const person = challenge && (await directory.reads.person(tx, { id: challenge.person_id }));
      const contacts = person && (await directory.reads.contacts(tx, person));
      if (!challenge || !contacts) return null;
      return {
        challenge,
        sendings: await findSendings(tx, id),
        person,
        means: await findMeans(tx, person.id, contacts),
      };
    },
  };
}
