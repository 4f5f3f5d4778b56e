import * as v from "valibot";
import type { RefusalCode } from "./refusals.ts";

/**
 * « Arrivées »: many accesses from one CSV file, `POST /api/administration/<operation>` in a session. The file is read in
 * the browser and travels as text. Times are milliseconds since 1970.
 */

/** The columns of the file, in the order of the template; any order, case and accents are read. */
export const columns = [
  { key: "civility", heading: "Civilité", needed: false },
  { key: "givenName", heading: "Prénom", needed: true },
  { key: "familyName", heading: "Nom", needed: true },
  { key: "occupation", heading: "Fonction", needed: false },
  { key: "rpps", heading: "RPPS", needed: false },
  { key: "email", heading: "Messagerie", needed: true },
  { key: "mobile", heading: "Mobile", needed: false },
  { key: "identity", heading: "Identité vérifiée", needed: true },
  { key: "boxes", heading: "Boîtes", needed: false },
  { key: "from", heading: "Premier jour", needed: false },
  { key: "until", heading: "Dernier jour", needed: false },
  { key: "login", heading: "Identifiant", needed: false },
] as const;
export type Column = (typeof columns)[number]["key"];

/** The ordinary address of the template's one line: whoever has it is left out. */
export const exampleEmail = "camille.exemple@messagerie.invalid";

/** What one file may hold. */
export const mostLines = 2500;
export const mostCharacters = 1_500_000;
/** What one line may name. */
export const mostBoxes = 50;

const id = v.pipe(v.string(), v.maxLength(64));
const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(mostCharacters));

/** `arrivals-check`: each line's fate, and nothing done. */
export const checkArrivalsSchema = v.object({ text });
/** `arrivals-begin`: gives the accesses, if the fates still are those that were shown (`digest`). */
export const beginArrivalsSchema = v.object({ text, digest: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)) });
/** `arrivals`: a run, or the last one of the structure (`null`). */
export const arrivalsSchema = v.object({ runId: v.nullable(id) });
/** `arrivals-lines`, `arrivals-resume`, `arrivals-resend`. */
export const runSchema = v.object({ runId: id });
/** `arrivals-cancel`: stops the rest, or takes back all that nobody has used yet. */
export const cancelArrivalsSchema = v.object({ runId: id, how: v.picklist(["rest", "all"]) });

/** Why a line, or something in it, is not as it should be. */
export type ProblemCode =
  | "missing"
  | "long"
  | "name"
  | "civility"
  | "rpps"
  | "email"
  | "mobile"
  | "identity"
  | "mailbox"
  | "right"
  | "day"
  | "days"
  | "login"
  | "login-taken"
  | "many-cells"
  | "many-boxes"
  /** The same person stands in an earlier line. */
  | "twice"
  /** Somebody of the structure has the same name and address, RPPS or identifier. */
  | "known"
  /** Remarks: the line is good all the same. */
  | "homonym"
  | "same-email";

export interface Problem {
  code: ProblemCode;
  column: Column | null;
  /** What stands there, shortened. */
  value?: string;
  /** The other line, or the identifier of the other person. */
  other?: string;
}

export type Fate = "new" | "known" | "refused" | "example";

/** One line of the file and its fate. */
export interface CheckedLine {
  /** As a spreadsheet numbers it: the headings are line 1. */
  line: number;
  name: string;
  email: string;
  /** The identifier that she will have, or has. */
  login: string;
  mailboxes: number;
  fate: Fate;
  problems: Problem[];
}

/** Why a file is not read at all. */
export interface FileFault {
  code: "empty" | "quotes" | "headings" | "heading-twice" | "too-many-lines" | "too-many-cells";
  /** The headings concerned, or the line. */
  what: string[];
}

/** The answer of `arrivals-check`. */
export type ArrivalsCheck =
  | { step: "unreadable"; fault: FileFault }
  | {
      step: "checked";
      digest: string;
      counts: Record<Fate, number>;
      /** Headings that are not read. */
      ignored: string[];
      lines: CheckedLine[];
    };

export type RunState = "running" | "undoing" | "stopped" | "done" | "undone";
/** `waiting`: its turn has not come. `dropped`: the rest was stopped. `kept`: she came in, and stays. */
export type LineState = "waiting" | "given" | "refused" | "known" | "dropped" | "undone" | "kept";
/** `unsure`: the program stopped between the mark and the relay's answer. `none`: no link is due. */
export type LineMail = "none" | "waiting" | "sending" | "handed" | "failed" | "unsure";

/** How a run stands. */
export interface ArrivalsRun {
  id: string;
  state: RunState;
  /** Why it stopped by itself. */
  reason: RefusalCode | null;
  by: string;
  madeAt: number;
  endedAt: number | null;
  /** The relay takes nothing: when it is tried again. */
  pausedUntil: number | null;
  lines: Record<LineState, number>;
  mails: Record<LineMail, number>;
}

/** The answer of `arrivals`, `arrivals-begin`, `-cancel`, `-resume` and `-resend`. */
export interface ArrivalsState {
  run: ArrivalsRun | null;
  /** For the template. */
  domain: string;
  structure: string;
  mailboxes: string[];
}

/** One line of a run. */
export interface RunLine {
  line: number;
  name: string;
  login: string;
  email: string;
  state: LineState;
  mail: LineMail;
  problems: Problem[];
  /** Why it was refused while it was being given. */
  reason: RefusalCode | null;
}

/** The answer of `arrivals-lines`. */
export interface ArrivalsLines {
  lines: RunLine[];
}
