import type { AuditRecord } from "../audit/record.ts";
import type { DirectoryStore } from "../directory/door.ts";
import type { RoomStore } from "../foundations/database/operation.ts";
import type { MailboxesStore } from "../mailboxes/door.ts";
import type { SignInStore } from "../sign-in/door.ts";
import { createArrivalsStore } from "./arrivals/store.ts";
import { createGiving } from "./store/giving.ts";
import { createOperatorChanges, createOperatorReads } from "./store/operator.ts";
import { createPeopleReads } from "./store/people.ts";
import { createRepairs } from "./store/repairs.ts";
import { createRightsChanges } from "./store/rights.ts";
import { createWithdrawals } from "./store/withdrawals.ts";

/** The rooms through whose operations this one works, in its own transaction. */
export interface AdministrationStoreParts {
  audit: AuditRecord;
  directory: Pick<DirectoryStore, "changes" | "reads">;
  signIn: Pick<SignInStore, "changes" | "reads">;
  mailboxes: Pick<MailboxesStore, "changes" | "reads">;
}

export function createAdministrationStore(parts: AdministrationStoreParts) {
  const arrivals = createArrivalsStore(parts);
  return {
    migrations: [...arrivals.migrations],
    changes: {
      ...createGiving(parts),
      ...createRightsChanges(parts),
      ...createWithdrawals(parts),
      ...createRepairs(parts),
      ...createOperatorChanges(parts),
      ...arrivals.changes,
    },
    reads: { ...createPeopleReads(parts), ...createOperatorReads(parts), ...arrivals.reads },
  } satisfies RoomStore;
}

export type AdministrationStore = ReturnType<typeof createAdministrationStore>;
