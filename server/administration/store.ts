import type { AuditRecord } from "../audit/record.ts";
import type { DirectoryStore } from "../directory/door.ts";
import type { RoomStore } from "../foundations/database/operation.ts";
import type { MailboxesStore } from "../mailboxes/door.ts";
import type { SignInStore } from "../sign-in/door.ts";
import { createEvidenceReads } from "./evidence/figures.ts";
import { createSettingsChanges, settingsMigration, settingsReads } from "./evidence/settings.ts";
import { createAttestationChanges, createAttestationReads } from "./papers/attestations.ts";
import { createSheetChanges } from "./papers/sheets.ts";
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
  return {
    migrations: [settingsMigration],
    changes: {
      ...createGiving(parts),
      ...createRightsChanges(parts),
      ...createWithdrawals(parts),
      ...createRepairs(parts),
      ...createOperatorChanges(parts),
      ...createSheetChanges(parts),
      ...createAttestationChanges(parts),
      ...createSettingsChanges(parts),
    },
    reads: {
      ...createPeopleReads(parts),
      ...createOperatorReads(parts),
      ...createAttestationReads(parts),
      ...createEvidenceReads(parts),
      ...settingsReads,
    },
    longReads: ["evidenceFigures"],
  } satisfies RoomStore;
}

export type AdministrationStore = ReturnType<typeof createAdministrationStore>;
