import {
  type TraceChoices,
  traceFamilies,
  type TraceFamily,
  type TraceFilter,
  type TraceRow,
  type TracesView,
} from "../../../contracts/administration-traces.ts";
import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Chain, ChainEnd, ExportedRow, TraceFound, TracePlace } from "../../audit/door.ts";
import type { ChangeTx, ReadTx } from "../../foundations/database/operation.ts";
import { endOfDay, startOfDay } from "../rules/days.ts";
import type { AdministrationStoreParts } from "../store.ts";
import { type Asked, type Standing, standIn } from "../store/standing.ts";
import { viewTraces } from "./view-traces.ts";

/** What somebody may look at: her chains, and the one where it is written down that she did. */
interface Scope extends Standing {
  own: Chain;
  /** Null: the operator's own trace. */
  structureId: string | null;
  mailboxes: { id: string; name: string }[];
}

type Looking = Asked & { filter: TraceFilter };
type Page = Looking & { before: TracePlace | null; limit: number };

/** What is written in the chains of mailboxes, and nowhere else. */
const ofMailboxes: readonly TraceFamily[] = [
  "mailboxes",
  "messages-read",
  "messages-sent",
  "messages-destroyed",
  "messages-kept",
];

/** Whose trace somebody may see: the référent's structure with its mailboxes, or the operator's. */
async function findScope(
  { directory, mailboxes }: AdministrationStoreParts,
  tx: ReadTx,
  asked: Asked,
): Promise<Scope | Refusal> {
  const actor = await directory.reads.person(tx, { id: asked.who });
  const isOperator = actor?.administrator ?? false;
  const standing = await standIn({ directory }, tx, asked, isOperator ? "see-operator" : "see");
  if (isRefusal(standing)) return standing;
  if (isOperator) return { ...standing, own: "operator", structureId: null, mailboxes: [] };
  const { structureId } = standing.actor;
  const known = await mailboxes.reads.structureMailboxes(tx, { structureId, now: asked.at });
  return { ...standing, own: `structure:${structureId}`, structureId, mailboxes: known };
}

/** The chains that a question concerns; of another structure's person or mailbox nothing is known here. */
async function chainsOf(
  { directory }: AdministrationStoreParts,
  tx: ReadTx,
  { own, structureId, mailboxes }: Scope,
  { personId, mailboxId, family }: TraceFilter,
): Promise<string[] | Refusal> {
  if (personId !== null && structureId !== null) {
    const person = await directory.reads.person(tx, { id: personId });
    if (person?.structureId !== structureId) return refuse("not-found");
  }
  const boxes = mailboxes.map(({ id }) => `mailbox:${id}`);
  if (mailboxId !== null)
    return boxes.includes(`mailbox:${mailboxId}`) ? [`mailbox:${mailboxId}`] : refuse("not-found");
  if (family === null || family === "rights") return [own, ...boxes];
  return ofMailboxes.includes(family) ? boxes : [own];
}

export function createTraceReads(parts: AdministrationStoreParts) {
  const { audit, directory } = parts;

  async function find(
    tx: ReadTx,
    { filter, before, limit, ...asked }: Page,
  ): Promise<{ scope: Scope; found: TraceFound } | Refusal> {
    const scope = await findScope(parts, tx, asked);
    if (isRefusal(scope)) return scope;
    const chains = await chainsOf(parts, tx, scope, filter);
    if (isRefusal(chains)) return chains;
    const { personId, family, outcome, from, until } = filter;
    const found = await audit.reads.search(tx, {
      chains,
      personId,
      actions: family && traceFamilies[family],
      outcome,
      since: from === null ? 0 : startOfDay(from),
      until: until === null ? Number.MAX_SAFE_INTEGER : endOfDay(until),
      before,
      limit,
    });
    return { scope, found };
  }

  return {
    /** A page of the trace, in names. */
    async traces(tx: ReadTx, asked: Page): Promise<TracesView | Refusal> {
      const answered = await find(tx, asked);
      if (isRefusal(answered)) return answered;
      const { scope, found } = answered;
      const rows: TraceRow[] = await viewTraces(directory, tx, found.rows, scope.mailboxes);
      return { rows, next: found.next };
    },

    /** The same as it stands in the chains, with the hash before each row. */
    async tracesAsChained(
      tx: ReadTx,
      asked: Page,
    ): Promise<{ rows: ExportedRow[]; next: TracePlace | null } | Refusal> {
      const answered = await find(tx, asked);
      if (isRefusal(answered)) return answered;
      const { rows, next } = answered.found;
      const before = new Map<string, string>();
      for (const chain of new Set(rows.map((row) => row.chain))) {
        const seqs = rows.filter((row) => row.chain === chain).map(({ seq }) => seq);
        for (const { seq, previous } of await audit.reads.previousHashes(tx, { chain, seqs }))
          before.set(`${chain} ${seq}`, previous);
      }
      return {
        rows: rows.map((row) => ({ ...row, previous: before.get(`${row.chain} ${row.seq}`) ?? "" })),
        next,
      };
    },

    /** Where the chains of a question end now. */
    async traceEnds(tx: ReadTx, { filter, ...asked }: Looking): Promise<ChainEnd[] | Refusal> {
      const scope = await findScope(parts, tx, asked);
      if (isRefusal(scope)) return scope;
      const chains = await chainsOf(parts, tx, scope, filter);
      return isRefusal(chains) ? chains : audit.reads.heads(tx, { chains });
    },

    /** Whom and which mailbox one may search for. */
    async traceChoices(tx: ReadTx, asked: Asked): Promise<TraceChoices | Refusal> {
      const scope = await findScope(parts, tx, asked);
      if (isRefusal(scope)) return scope;
      const { structureId, mailboxes } = scope;
      if (structureId === null) return { structure: null, people: [], mailboxes: [] };
      const structure = await directory.reads.structure(tx, { id: structureId });
      const people = await directory.reads.people(tx, { structureId });
      return {
        structure: structure?.name ?? "",
        people: people
          .map(({ id, name, state }) => ({ id, name, left: state === "left" }))
          .toSorted((one, other) => order.compare(one.name, other.name)),
        mailboxes: mailboxes.map(({ id, name }) => ({ id, name })),
      };
    },
  };
}

const order = new Intl.Collator("fr");

export function createTraceChanges(parts: AdministrationStoreParts) {
  return {
    /**
     * Writes down who looks at the trace, and for what: before anything of it goes out. Answers the structure, null for
     * the operator's.
     */
    async lookAtTraces(
      tx: ChangeTx,
      given: Looking & { format: "page" | "csv" | "jsonl" },
    ): Promise<{ structureId: string | null } | Refusal> {
      const { filter, format, ...asked } = given;
      const scope = await findScope(parts, tx, asked);
      if (isRefusal(scope)) return scope;
      const chains = await chainsOf(parts, tx, scope, filter);
      if (isRefusal(chains)) return chains;
      const facts = Object.entries(filter).flatMap(([name, value]) =>
        value === null ? [] : [[name, value]],
      );
      await parts.audit.append(tx, {
        chain: scope.own,
        ...scope.deed,
        action: format === "page" ? "trace.searched" : "trace.exported",
        object: "",
        outcome: "done",
        facts: { ...(format === "page" ? {} : { format }), ...Object.fromEntries(facts) },
      });
      return { structureId: scope.structureId };
    },
  };
}
