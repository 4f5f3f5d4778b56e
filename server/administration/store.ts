import type { AuditRecord } from "../audit/record.ts";
import type { DirectoryStore } from "../directory/door.ts";
import type { RoomStore } from "../foundations/database/operation.ts";
import type { MailboxesStore } from "../mailboxes/door.ts";
import type { SignInStore } from "../sign-in/door.ts";
import { createIdentityChanges, createIdentityReads } from "./reminders/identities.ts";
import { createReminderChanges, createReminderReads } from "./reminders/silences.ts";
import { createRescueChanges, createRescueReads } from "./rescue/operations.ts";
import { createGiving } from "./store/giving.ts";
import { createOperatorChanges, createOperatorReads } from "./store/operator.ts";
import { createPeopleReads } from "./store/people.ts";
import { createRepairs } from "./store/repairs.ts";
import { createRightsChanges } from "./store/rights.ts";
import { createWithdrawals } from "./store/withdrawals.ts";

/** The rooms through whose operations this one works, in its own transaction: it has no table. */
export interface AdministrationStoreParts {
  audit: AuditRecord;
  directory: Pick<DirectoryStore, "changes" | "reads">;
  signIn: Pick<SignInStore, "changes" | "reads">;
  mailboxes: Pick<MailboxesStore, "changes" | "reads">;
}

export function createAdministrationStore(parts: AdministrationStoreParts) {
  return {
    migrations: [],
    changes: {
      ...createGiving(parts),
      ...createRightsChanges(parts),
      ...createWithdrawals(parts),
      ...createRepairs(parts),
      ...createOperatorChanges(parts),
      ...createReminderChanges(parts),
      ...createIdentityChanges(parts),
      ...createRescueChanges(parts),
    },
    reads: {
      ...createPeopleReads(parts),
      ...createOperatorReads(parts),
      ...createReminderReads(parts),
      ...createIdentityReads(parts),
      ...createRescueReads(parts),
    },
  } satisfies RoomStore;
}

export type AdministrationStore = ReturnType<typeof createAdministrationStore>;
