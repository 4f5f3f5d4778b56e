import {
  type TraceChoices,
  type TraceExport,
  type TraceFilter,
  tracesAtOnce,
  type TracesAsked,
  type TracesView,
} from "../../../contracts/administration-traces.ts";
import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import type { AuditExports, ExportedRow, TracePlace } from "../../audit/door.ts";
import type { Clock } from "../../foundations/clock.ts";
import { remoteChanges, remoteReads, type Store } from "../../foundations/database/operation.ts";
import { dayOf } from "../rules/days.ts";
import { csvHead, csvRow } from "./csv.ts";
import type { createTraceChanges, createTraceReads } from "./store.ts";

/** Looking at the trace. Each look is in it before anything goes out. */
export interface TracesDoor {
  search(who: string, asked: TracesAsked): Promise<TracesView | Refusal>;
  choices(who: string): Promise<TraceChoices | Refusal>;
  /** A file read as it is sent; left when nobody reads on. Throws midway when its reader may no longer. */
  export(who: string, asked: TraceExport): Promise<TraceFile | Refusal>;
}

export interface TraceFile {
  name: string;
  type: string;
  lines: AsyncGenerator<string>;
}

export interface TracesParts {
  store: Store;
  clock: Clock;
  auditExports: Pick<AuditExports, "write">;
}

/** Rows of an export that are held at once. */
const rowsAtOnce = 500;

export function openTraces({ store, clock, auditExports }: TracesParts): TracesDoor {
  const changes = remoteChanges<ReturnType<typeof createTraceChanges>>(store, "administration");
  const reads = remoteReads<ReturnType<typeof createTraceReads>>(store, "administration");

  /** Each page asks for the right anew: a charge that ends while a file leaves ends the file. */
  async function* pages<Page extends { next: TracePlace | null }>(
    read: (before: TracePlace | null) => Promise<Page | Refusal>,
  ): AsyncGenerator<Page> {
    for (let before: TracePlace | null = null; ;) {
      const page = await read(before);
      if (isRefusal(page)) throw new Error(`an export ends midway: ${page.refusal.code}`);
      yield page;
      if (page.next === null) return;
      before = page.next;
    }
  }

  async function* csvLines(who: string, filter: TraceFilter): AsyncGenerator<string> {
    yield csvHead();
    const ask = (before: TracePlace | null) =>
      reads.traces({ who, at: clock.now(), filter, before, limit: rowsAtOnce });
    for await (const { rows } of pages(ask)) if (rows.length > 0) yield rows.map(csvRow).join("");
  }

  async function* chainedRows(who: string, filter: TraceFilter): AsyncGenerator<ExportedRow> {
    const ask = (before: TracePlace | null) =>
      reads.tracesAsChained({ who, at: clock.now(), filter, before, limit: rowsAtOnce });
    for await (const { rows } of pages(ask)) yield* rows;
  }

  async function findEnds(who: string, filter: TraceFilter) {
    const ends = await reads.traceEnds({ who, at: clock.now(), filter });
    if (isRefusal(ends)) throw new Error(`an export ends midway: ${ends.refusal.code}`);
    return ends;
  }

  return {
    async search(who, { filter, before }) {
      const asked = { who, at: clock.now(), filter };
      const looked = await changes.lookAtTraces({ ...asked, format: "page" });
      if (isRefusal(looked)) return looked;
      return reads.traces({ ...asked, before, limit: tracesAtOnce });
    },

    choices: (who) => reads.traceChoices({ who, at: clock.now() }),

    async export(who, { format, ...asked }) {
      const filter = { ...everything, ...asked };
      const at = clock.now();
      const looked = await changes.lookAtTraces({ who, at, filter, format });
      if (isRefusal(looked)) return looked;
      const day = dayOf(at);
      if (format === "csv")
        return {
          name: `traces-${day}.csv`,
          type: "text/csv; charset=utf-8",
          lines: csvLines(who, filter),
        };
      const header = { structure: looked.structureId, at, by: `person:${who}`, ...filter };
      const rows = chainedRows(who, filter);
      return {
        name: `traces-${day}.jsonl`,
        type: "application/jsonl",
        lines: auditExports.write(header, rows, () => findEnds(who, filter)),
      };
    },
  };
}

const everything: TraceFilter = {
  personId: null,
  mailboxId: null,
  family: null,
  outcome: null,
  from: null,
  until: null,
};
