import type { Right } from "../../mailboxes/door.ts";

/** A right of one person on one mailbox, for as long as it was the same and given by the same. */
export interface Period {
  personId: string;
  /** Null when the row that gave it is kept no more. */
  right: Right | null;
  from: number;
  /** The first instant without it; null while no end is set. */
  until: number | null;
  /** As the trace names them; null when it is kept no more. */
  givenBy: string | null;
  endedBy: string | null;
}

/** A row of a mailbox's chain, its facts read. */
export interface RightRow {
  at: number;
  actor: string;
  action: "membership.given" | "membership.changed" | "membership.ended";
  personId: string;
  right?: Right;
  from?: number;
  until?: number;
}

/** What the table holds of a person now, ended or not. */
export interface HeldRight {
  personId: string;
  right: Right;
  from: number;
  until: number | null;
}

/** Who had which right when, from what was written down, and from the table where the trace is kept no more. */
export function readPeriods(rows: readonly RightRow[], held: readonly HeldRight[]): Period[] {
  const people = new Set([...held, ...rows].map(({ personId }) => personId));
  return [...people].flatMap((personId) =>
    readPerson(
      personId,
      rows.filter((row) => row.personId === personId),
      held.find((one) => one.personId === personId),
    ),
  );
}

/** Those that touch [from, until[. */
export function within(periods: readonly Period[], from: number, until: number): Period[] {
  return periods.filter((one) => one.from < until && (one.until === null || one.until > from));
}

function readPerson(personId: string, rows: readonly RightRow[], held: HeldRight | undefined): Period[] {
  const periods: Period[] = [];
  let open = before(personId, rows, held);
  for (const row of rows) {
    if (row.action === "membership.ended") {
      if (open) periods.push(cut(open, row));
      open = null;
      continue;
    }
    const from = Math.max(row.from ?? row.at, row.at);
    // What had not begun when it was changed never was.
    if (open && open.from < row.at) periods.push(cut(open, row));
    open = {
      personId,
      right: row.right ?? null,
      from,
      until: row.until ?? null,
      givenBy: row.actor,
      endedBy: null,
    };
  }
  if (open) periods.push(open);
  // A right whose end came before its beginning opened nothing.
  return periods.filter(({ from, until }) => until === null || from < until);
}

/** What stood before the oldest row that is kept. */
function before(personId: string, [first]: readonly RightRow[], held: HeldRight | undefined): Period | null {
  if (first?.action === "membership.given") return null;
  const unknown = { personId, givenBy: null, endedBy: null };
  if (!first) return held ? { ...unknown, right: held.right, from: held.from, until: held.until } : null;
  // A change keeps the start of a right in force; an end leaves the right in the table.
  if (first.action === "membership.changed") {
    const from = first.from ?? first.at;
    return from < first.at ? { ...unknown, right: null, from, until: null } : null;
  }
  return held ? { ...unknown, right: held.right, from: Math.min(held.from, first.at), until: null } : null;
}

function cut(open: Period, { at, actor }: RightRow): Period {
  const isOver = open.until !== null && open.until <= at;
  return isOver ? open : { ...open, until: at, endedBy: actor };
}
