import type { ChainHistory } from "../../audit/door.ts";
import type { Block, Paper } from "../../papers/door.ts";
import { writeMoment } from "../../foundations/french-moment.ts";
import type { AttestedMailbox } from "./attestations.ts";
import { type Period, readPeriods, type RightRow, within } from "./periods.ts";
import { attestationWords as words, rightNames, tellDay } from "./words.ts";

/** The deeds that give, change and end rights on a mailbox, and those that open and close accesses. */
export const rightActions = ["membership.given", "membership.changed", "membership.ended"] as const;
export const accessActions = ["person.suspended", "person.resumed", "person.left", "person.end-set"] as const;

export interface Attested extends Omit<AttestedMailbox, "actor"> {
  /** Who asks. */
  by: string;
  /** [from, until[ in milliseconds since 1970. */
  from: number;
  until: number;
  /** Of the mailbox, and of the structure's own chain. */
  rights: ChainHistory;
  accesses: ChainHistory;
  at: number;
}

/** Whoever is named by an attestation, by id. */
export type Names = ReadonlyMap<string, { name: string; login: string }>;

/** Who had which right on the mailbox between the two days. */
export function periodsOf({ rights, held, from, until }: Attested): Period[] {
  const order = (one: Period, other: Period) => one.from - other.from;
  return within(readPeriods(rights.rows.map(readRow), held), from, until).toSorted(order);
}

/**
 * The events that closed or opened an access of one of these persons between the two days, and the last one before them
 * where it left an access closed, or to close.
 */
export function closingsOf(
  { accesses, from, until }: Pick<Attested, "accesses" | "from" | "until">,
  people: ReadonlySet<string>,
) {
  const rows = accesses.rows.filter(({ object }) => people.has(object));
  const isLastBefore = (row: (typeof rows)[number]) =>
    row === rows.findLast(({ object, at }) => object === row.object && at < from);
  return rows.filter(
    (row) => row.at < until && (row.at >= from || (row.action !== "person.resumed" && isLastBefore(row))),
  );
}

export function composeAttestation(attested: Attested, periods: readonly Period[], names: Names): Paper {
  const { mailbox, structure, by, from, until, rights, accesses, at } = attested;
  const days = words.days(tellDay(from), tellDay(until - 1));
  const people = new Set(periods.map(({ personId }) => personId));
  const nameOf = (actor: string | null) => tellActor(actor, names);
  const faults = [rights, accesses].filter(({ fault }) => fault !== null);
  const blocks: Block[] = [
    {
      kind: "facts",
      rows: [
        [words.structure, structure],
        [words.mailbox, `${mailbox.name}\n${mailbox.address}`],
        [words.period, days],
        [words.made, words.madeBy(writeMoment(at), by)],
      ],
    },
    { kind: "heading", text: words.who },
    {
      kind: "table",
      columns: [
        { title: words.person, share: 7 },
        { title: words.right, share: 3 },
        { title: words.from, share: 4 },
        { title: words.until, share: 5 },
        { title: words.givenBy, share: 4 },
      ],
      rows: periods.map((one) => [
        tellPerson(one.personId, names),
        one.right === null ? words.unknownRight : rightNames[one.right],
        writeMoment(one.from),
        tellEnd(one, at, nameOf),
        nameOf(one.givenBy),
      ]),
      empty: words.nobody,
    },
    { kind: "heading", text: words.closings },
    { kind: "text", text: words.closingsText },
    {
      kind: "table",
      columns: [
        { title: words.person, share: 7 },
        { title: words.what, share: 8 },
        { title: words.when, share: 5 },
        { title: words.doneBy, share: 4 },
      ],
      rows: closingsOf(attested, people).map((row) => [
        tellPerson(row.object, names),
        tellClosing(row.action, row.facts),
        writeMoment(row.at),
        nameOf(row.actor),
      ]),
      empty: words.noClosing,
    },
    { kind: "heading", text: words.source },
    { kind: "text", text: words.sourceText },
    {
      kind: "facts",
      rows: [...tellChain(words.mailboxChain, rights), ...tellChain(words.structureChain, accesses)],
    },
    ...(isShort(rights, from)
      ? [{ kind: "notice", text: words.short(writeMoment(rights.first?.at ?? from)) } satisfies Block]
      : []),
    ...faults.map(({ fault }): Block => ({ kind: "notice", text: words.fault(fault?.seq ?? 0) })),
  ];
  return {
    title: words.title,
    lead: words.lead(mailbox.name, days),
    at,
    foot: words.foot(structure),
    blocks,
  };
}

/** Whether rows of the period have left from the old end of the chain. */
function isShort({ first }: ChainHistory, from: number): boolean {
  return first !== null && first.seq > 1 && from < first.at;
}

function readRow({ at, actor, action, object, facts }: ChainHistory["rows"][number]): RightRow {
  // The mailboxes' own rows: these actions, with these facts.
  const read = JSON.parse(facts) as Pick<RightRow, "right" | "from" | "until">;
  return { at, actor, action: action as RightRow["action"], personId: object, ...read };
}

function tellPerson(id: string, names: Names): string {
  const known = names.get(id);
  return known ? `${known.name}\n${known.login}` : words.unknownPerson;
}

function tellActor(actor: string | null, names: Names): string {
  if (actor === null) return words.unknownActor;
  const id = /^person:(.+)$/.exec(actor)?.[1];
  if (id !== undefined) return names.get(id)?.name ?? words.unknownPerson;
  return actor === "command" ? words.command : words.program;
}

function tellEnd(period: Period, at: number, nameOf: (actor: string | null) => string): string {
  if (period.until === null) return words.open;
  if (period.until > at) return words.planned(writeMoment(period.until));
  const end = writeMoment(period.until);
  return period.endedBy === null ? end : words.endedBy(end, nameOf(period.endedBy));
}

function tellClosing(action: string, facts: string): string {
  if (action !== "person.end-set") return words.events[action] ?? action;
  // The directory's own row: the first instant without access, or nothing.
  const { until } = JSON.parse(facts) as { until?: number };
  return until === undefined ? words.endTaken : words.endSet(tellDay(until - 1));
}

function tellChain(name: string, { first, seq, hash }: ChainHistory): [string, string][] {
  return [[name, words.chain(first?.seq ?? 0, seq, first === null ? null : writeMoment(first.at), hash)]];
}
