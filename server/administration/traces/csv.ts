import type { TraceRow, TraceWho } from "../../../contracts/administration-traces.ts";
import { tellTrace, traceNamesFr, traceSentencesFr } from "../../../contracts/trace-sentences-fr.ts";

const headings = [
  "Date",
  "Heure",
  "Qui",
  "Ce qui s’est passé",
  "Personne concernée",
  "Boîte",
  "Résultat",
  "Action",
  "Précisions",
  "Chaîne",
  "Numéro",
];

/** The first line: spreadsheets take the mark before it (U+FEFF) for UTF-8, and « ; » for French columns. */
export function csvHead(): string {
  return `\uFEFF${csvLine(headings)}`;
}

/** A row of the trace as a line. */
export function csvRow(row: TraceRow): string {
  const [day = "", time = ""] = inFrance.format(row.at).split(" ");
  const who = nameOf(row.who);
  const { facts } = row;
  const sentence = tellTrace(traceSentencesFr, row.action, {
    who,
    whom: row.whom ?? traceNamesFr.unknown,
    facts,
  });
  const details = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
  return csvLine([
    day,
    time,
    who,
    sentence,
    row.whom ?? "",
    row.mailbox ?? "",
    row.outcome === "done" ? "fait" : "refusé",
    row.action,
    details.join(", "),
    row.chain,
    String(row.seq),
  ]);
}

/** RFC 4180 §2; what a spreadsheet would reckon as a formula is told as text (CWE-1236). */
export function csvLine(cells: readonly string[]): string {
  const safe = cells.map((cell) => (/^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell));
  return `${safe.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(";")}\r\n`;
}

function nameOf({ kind, name }: TraceWho): string {
  if (kind === "person") return name;
  return kind === "peer" ? traceNamesFr.peer(name) : traceNamesFr[kind];
}

const inFrance = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Paris",
  dateStyle: "short",
  timeStyle: "medium",
});
