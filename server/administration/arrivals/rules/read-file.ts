import { CsvError, parse } from "csv-parse/sync";
import {
  type Column,
  columns,
  type FileFault,
  mostLines,
} from "../../../../contracts/administration-arrivals.ts";

/** One line of the file, its cells by column; what was not there is empty. */
export interface FileLine {
  /** As a spreadsheet numbers it. */
  line: number;
  cells: Record<Column, string>;
  /** More cells than headings: something slipped. */
  isWide: boolean;
}

export interface FileRead {
  lines: FileLine[];
  /** Headings that no column bears. */
  ignored: string[];
}

/** Longer than any cell that is read on. */
const mostCell = 2000;
/** Spreadsheets leave empty lines below; not that many. */
const mostCells = 100_000;
const mostRecords = 2 * mostLines;

/**
 * The lines of a CSV (RFC 4180) as French spreadsheets write it: « ; », « , » or a tab, quotes, any line ends, a byte order
 * mark, a first line « sep=; ». Headings come in any order, case and accents.
 */
export function readFile(text: string): FileRead | { fault: FileFault } {
  const { body, delimiter, skipped } = openText(text);
  // Counted first: each costs more to part than to look at.
  if (body.split(delimiter, mostCells + 1).length > mostCells) return fault("too-many-cells");
  const records = readRecords(body, delimiter);
  if ("fault" in records) return records;
  const [headings, ...filled] = records.filter(({ cells }) => cells.some((cell) => clean(cell) !== ""));
  if (!headings) return fault("empty");
  const read = readHeadings(headings.cells.map(clean));
  if ("fault" in read) return read;
  if (filled.length === 0) return fault("empty");
  if (filled.length > mostLines) return fault("too-many-lines", [String(filled.length)]);
  const lines = filled.map(({ line, cells }) => ({
    line: line + skipped,
    cells: cellsOf(read.places, cells),
    isWide: cells.slice(headings.cells.length).some((cell) => clean(cell) !== ""),
  }));
  return { lines, ignored: read.ignored };
}

interface Numbered {
  line: number;
  cells: string[];
}

/** The text without its mark and the line that only names the delimiter. */
function openText(text: string): { body: string; delimiter: string; skipped: number } {
  const whole = text.replace(/^\uFEFF/, "").normalize("NFC");
  const named = /^"?sep=([;,\t])"?(?:\r\n|\r|\n)/i.exec(whole);
  if (named) return { body: whole.slice(named[0].length), delimiter: named[1] ?? ";", skipped: 1 };
  return { body: whole, delimiter: findDelimiter(whole), skipped: 0 };
}

/** The one that stands most often in the first line that holds something, outside quotes. */
function findDelimiter(text: string): string {
  const first = /[^\r\n]+/.exec(text)?.[0].replace(/"[^"]*"/g, "") ?? "";
  const count = (one: string) => first.split(one).length;
  return [";", ",", "\t"].reduce((best, one) => (count(one) > count(best) ? one : best));
}

function readRecords(body: string, delimiter: string): Numbered[] | { fault: FileFault } {
  try {
    const records = parse(body, {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      max_record_size: 40_000,
      to: mostRecords,
    });
    if (records.length === mostRecords) return fault("too-many-lines", [String(mostRecords)]);
    return records.map((cells, place) => ({ line: place + 1, cells }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return fault("quotes", [String(error["lines"] ?? "")]);
  }
}

/** A cell without what cannot be seen, its spaces made plain. */
function clean(cell: string): string {
  return cell
    .slice(0, mostCell)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();
}

/** Letters and figures only, without accents: « Identité vérifiée » is `identiteverifiee`. */
export function fold(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll("œ", "oe")
    .normalize("NFD")
    .replace(/[^a-z0-9]/g, "");
}

/** Other words for the same column, folded. */
const synonyms: Record<Column, readonly string[]> = {
  civility: ["titre"],
  givenName: ["prenoms"],
  familyName: ["nomdefamille", "nomdusage", "nomdexercice"],
  occupation: ["profession", "metier", "poste"],
  rpps: ["numerorpps", "nrpps", "norpps"],
  email: ["email", "mail", "courriel", "adresseemail", "messagerieordinaire", "emaildenotification"],
  mobile: ["telephone", "telephonemobile", "portable", "telephoneportable"],
  identity: ["identite", "identiteverifieepar", "verificationdidentite", "piecedidentite"],
  boxes: ["bal", "boite", "boitesetdroits", "boitesauxlettres"],
  from: ["debut", "datededebut", "arrivee"],
  until: ["fin", "datedefin", "depart"],
  login: ["utilisateur", "identifiantdeconnexion"],
};

const columnOf = new Map<string, Column>(
  columns.flatMap(({ key, heading }) =>
    [fold(heading), ...synonyms[key]].map((name) => [name, key] as const),
  ),
);

function readHeadings(
  headings: readonly string[],
): { places: Map<Column, number>; ignored: string[] } | { fault: FileFault } {
  const places = new Map<Column, number>();
  const ignored: string[] = [];
  for (const [place, heading] of headings.entries()) {
    const column = columnOf.get(fold(heading));
    if (column === undefined) {
      if (heading !== "") ignored.push(heading.slice(0, 60));
      continue;
    }
    if (places.has(column)) return fault("heading-twice", [heading]);
    places.set(column, place);
  }
  const missing = columns.filter(({ key, needed }) => needed && !places.has(key));
  if (missing.length > 0)
    return fault(
      "headings",
      missing.map(({ heading }) => heading),
    );
  return { places, ignored: ignored.slice(0, 20) };
}

function cellsOf(places: ReadonlyMap<Column, number>, cells: readonly string[]): Record<Column, string> {
  const raw = (key: Column) => cells[places.get(key) ?? -1] ?? "";
  const cell = (key: Column) => clean(raw(key));
  return {
    civility: cell("civility"),
    givenName: cell("givenName"),
    familyName: cell("familyName"),
    occupation: cell("occupation"),
    rpps: cell("rpps"),
    email: cell("email"),
    mobile: cell("mobile"),
    identity: cell("identity"),
    // A line each, inside the cell, parts them too.
    boxes: clean(
      raw("boxes")
        .trim()
        .replace(/[\r\n]+/g, "|"),
    ),
    from: cell("from"),
    until: cell("until"),
    login: cell("login"),
  };
}

function fault(code: FileFault["code"], what: string[] = []): { fault: FileFault } {
  return { fault: { code, what } };
}
