import type { AuditRecord, AuditStore } from "../audit/door.ts";
import type { DirectoryStore } from "../directory/door.ts";
import type { RoomStore } from "../foundations/database/operation.ts";
import type { MailboxesStore } from "../mailboxes/door.ts";
import type { SignInStore } from "../sign-in/door.ts";
import { createEvidenceReads } from "./evidence/figures.ts";
import { createSettingsChanges, settingsMigration, settingsReads } from "./evidence/settings.ts";
import { createAttestationChanges, createAttestationReads } from "./papers/attestations.ts";
import { createSheetChanges } from "./papers/sheets.ts";
import { createIdentityChanges, createIdentityReads } from "./reminders/identities.ts";
import { createReminderChanges, createReminderReads } from "./reminders/silences.ts";
import { createRulesChanges, createRulesReads } from "./policy/rules.ts";
import { createBoxChanges } from "./boxes/changes.ts";
import { createBoxReads } from "./boxes/reads.ts";
import { createOperatorChanges } from "./operator/changes.ts";
import { createOperatorReads } from "./operator/reads.ts";
import { createHealthReads } from "./health/store.ts";
import { createArrivalsStore } from "./arrivals/store.ts";
import { createRescueChanges, createRescueReads } from "./rescue/operations.ts";
import { createGiving } from "./store/giving.ts";
import { createPeopleReads } from "./store/people.ts";
import { createRepairs } from "./store/repairs.ts";
import { createRightsChanges } from "./store/rights.ts";
import { createWithdrawals } from "./store/withdrawals.ts";
import { createTraceChanges, createTraceReads } from "./traces/store.ts";

/** The rooms through whose operations this one works, in its own transaction. */
export interface AdministrationStoreParts {
  audit: AuditRecord & Pick<AuditStore, "reads">;
  directory: Pick<DirectoryStore, "changes" | "reads">;
  signIn: Pick<SignInStore, "changes" | "reads">;
  mailboxes: Pick<MailboxesStore, "changes" | "reads">;
}

export function createAdministrationStore(parts: AdministrationStoreParts) {
  const arrivals = createArrivalsStore(parts);
  return {
    migrations: [...arrivals.migrations, settingsMigration],
    changes: {
      ...createGiving(parts),
      ...createRightsChanges(parts),
      ...createWithdrawals(parts),
      ...createRepairs(parts),
      ...createOperatorChanges(parts),
      ...createSheetChanges(parts),
      ...createReminderChanges(parts),
      ...createIdentityChanges(parts),
      ...createRulesChanges(parts),
      ...createBoxChanges(parts),
      ...createTraceChanges(parts),
      ...arrivals.changes,
      ...createAttestationChanges(parts),
      ...createSettingsChanges(parts),
      ...createRescueChanges(parts),
    },
    reads: {
      ...createPeopleReads(parts),
      ...createOperatorReads(parts),
      ...createReminderReads(parts),
      ...createIdentityReads(parts),
      ...createBoxReads(parts),
      ...createRulesReads(parts),
      ...createTraceReads(parts),
      ...createHealthReads(parts),
      ...arrivals.reads,
      ...createAttestationReads(parts),
      ...createEvidenceReads(parts),
      ...settingsReads,
      ...createRescueReads(parts),
    },
    longReads: ["evidenceFigures"],
  } satisfies RoomStore;
}

export type AdministrationStore = ReturnType<typeof createAdministrationStore>;
