import type { Person } from "../../directory/door.ts";
import type { Kysely } from "kysely";
import { type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { prepare } from "../../foundations/database/prepare.ts";
import type { Narrowing } from "../rules/policy.ts";
import type { Means } from "../steps/known.ts";
import type { SignInStoreParts } from "../store.ts";
import { findChallenge, findSendings } from "./challenge-rows.ts";
import { findMeans } from "./means.ts";
import { readNarrowing } from "./policies.ts";
import type { ChallengeRow, SendingRow, SignInTables } from "./tables.ts";

/** A challenge with all that its page has to know. */
export interface WholeChallenge {
  challenge: ChallengeRow;
  sendings: SendingRow[];
  person: Person;
  means: Means;
}

/** A challenge, and what the structure of its person takes away. */
export interface RuledChallenge {
  challenge: ChallengeRow;
  narrowing: Narrowing | null;
}

interface Asker {
  id: string;
  browserHash: Uint8Array;
}

export function createChallengeReads({ directory }: SignInStoreParts) {
  return {
    /** The challenge, for the browser that began it and no other. */
    async challenge(tx: ReadTx, { id, browserHash }: Asker): Promise<RuledChallenge | null> {
      const [row] = (await ruledChallenge(tablesOf<SignInTables>(tx), { id })).rows;
      if (!row || Buffer.compare(row.browser_hash, browserHash) !== 0) return null;
      const { rules, ...challenge } = row;
      return { challenge, narrowing: readNarrowing(rules) };
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
        means: await findMeans(tx, person, contacts),
      };
    },
  };
}

const ruledChallenge = prepare((db: Kysely<SignInTables>, { id }: { id: string }) =>
  db
    .selectFrom("sign_in_challenges")
    .leftJoin("sign_in_policies", "sign_in_policies.structure_id", "sign_in_challenges.structure_id")
    .selectAll("sign_in_challenges")
    .select("sign_in_policies.rules")
    .where("sign_in_challenges.id", "=", id),
);
