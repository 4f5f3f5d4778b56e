import { createAdministrationStore } from "./administration/store.ts";
import { createAuditStore } from "./audit/store.ts";
import { createDirectoryStore } from "./directory/store.ts";
import type { RoomStore } from "./foundations/database/operation.ts";
import { createJobsStore } from "./foundations/jobs.ts";
import { createMoveStore } from "./foundations/move/tables.ts";
import { createMarksStore } from "./foundations/sealing-mark.ts";
import { createMailboxesStore } from "./mailboxes/store.ts";
import { createSignInStore } from "./sign-in/store.ts";
import { createTransportStore } from "./transport/store.ts";

/**
 * Builds the rooms' stores, once per thread of the store: the same operations in the writer, in the reader and, on
 * PostgreSQL, in the main thread. The order is that of the migrations.
 */
export function buildRooms(secrets: Record<string, Uint8Array>): Record<string, RoomStore> {
  const auditKey = secrets["audit"];
  if (!auditKey) throw new Error("the audit key is missing");
  const audit = createAuditStore(auditKey);
  const directory = createDirectoryStore({ audit });
  const [jobs, marks, moves] = [createJobsStore(), createMarksStore(), createMoveStore()];
  const mailboxes = createMailboxesStore({ audit });
  const signIn = createSignInStore({ audit, directory });
  return {
    foundations: {
      migrations: [...jobs.migrations, ...marks.migrations, ...moves.migrations],
      changes: { ...jobs.changes, ...marks.changes, ...moves.changes },
      reads: moves.reads,
      longReads: moves.longReads ?? [],
    },
    audit,
    directory,
    "sign-in": signIn,
    mailboxes,
    transport: createTransportStore({ audit, mailboxes: { ...mailboxes.changes, ...mailboxes.reads } }),
    administration: createAdministrationStore({ audit, directory, signIn, mailboxes }),
  };
}
