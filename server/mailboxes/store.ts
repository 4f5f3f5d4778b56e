import type { AuditRecord } from "../audit/record.ts";
import { accessReads, createAccesses } from "./store/accesses.ts";
import { changes } from "./store/changes.ts";
import { createDelivery } from "./store/delivery.ts";
import { createExports } from "./store/exports.ts";
import { createKeywords } from "./store/keywords.ts";
import { createLife } from "./store/life.ts";
import { lifeReads } from "./store/life-reads.ts";
import { query } from "./store/list.ts";
import { findBlob, folders, messages, states, threads } from "./store/messages.ts";
import { migrations } from "./store/migrations.ts";
import { createPeople } from "./store/people.ts";
import { queueChanges, queueReads } from "./store/search-queue.ts";
import { search, searchHere } from "./store/search.ts";
import { createSweep, sweepReads } from "./store/sweep.ts";
import { foundTexts } from "./store/texts.ts";
import { standingReads } from "./store/standings.ts";
import { createUpkeep } from "./store/upkeep.ts";
import { createWriting } from "./store/writing.ts";

/** The room's part of the store: its operations by name, one file a subject under `store/`. */
export function createMailboxesStore({ audit }: { audit: AuditRecord }) {
  const people = createPeople(audit);
  const upkeep = createUpkeep(audit);
  const writing = createWriting(audit);
  const life = createLife(audit);
  const exports = createExports(audit);
  return {
    migrations,
    changes: {
      receive: createDelivery(audit),
      setKeywords: createKeywords(audit),
      ...people.changes,
      ...createAccesses(audit),
      ...upkeep.changes,
      ...queueChanges,
      ...writing.changes,
      ...life,
      ...createSweep(audit, life.takeStep),
      ...exports.changes,
    },
    reads: {
      states,
      folders,
      messages,
      findBlob,
      threads,
      query,
      search,
      searchHere,
      foundTexts,
      changes,
      ...people.reads,
      ...accessReads,
      ...standingReads,
      ...upkeep.reads,
      ...queueReads,
      ...writing.reads,
      ...lifeReads,
      ...sweepReads,
      ...exports.reads,
    },
    // A common word that the folder has not, or a total, is walked for from end to end.
    longReads: ["search"],
    // Each engine has an index of its own kind; texts are kept as they are indexed.
    rebuilt: {
      tables: ["mailboxes_indexed", "mailboxes_unindexed", "mailboxes_words", "mailboxes_texts"],
      by: "queueAgain" as const,
    },
  };
}

export type MailboxesStore = ReturnType<typeof createMailboxesStore>;
