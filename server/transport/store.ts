import type { AuditRecord } from "../audit/record.ts";
import type { RoomStore } from "../foundations/database/operation.ts";
import type { MailboxesRecord } from "../mailboxes/record.ts";
import { forget } from "./store/forget.ts";
import { migrations } from "./store/migrations.ts";
import { createQueue } from "./store/queue.ts";
import { createSubmissions } from "./store/submissions.ts";
import { createSubmissionReads } from "./store/views.ts";

/** The room's part of the store: what left, and the queue of what is to leave. */
export function createTransportStore(parts: { audit: AuditRecord; mailboxes: MailboxesRecord }) {
  const queue = createQueue(parts);
  return {
    migrations,
    changes: { ...createSubmissions(parts), ...queue.changes, forget },
    reads: { ...createSubmissionReads(parts), ...queue.reads },
  } satisfies RoomStore;
}

export type TransportStore = ReturnType<typeof createTransportStore>;
