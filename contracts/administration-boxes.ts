import * as v from "valibot";

/**
 * « Boîtes »: the mailboxes of a structure as its référent looks after them, and the copies that their managers take.
 * Times are milliseconds since 1970, sizes octets.
 */

const id = v.pipe(v.string(), v.maxLength(64));
const line = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most));
/** A megabyte at least, a terabyte at most. */
const quota = v.pipe(v.number(), v.integer(), v.minValue(1_000_000), v.maxValue(1_000_000_000_000));

/** TRE_R257-TypeBAL (domain §1.2). */
export const boxKinds = ["ORG", "PER", "APP", "CAB"] as const;
export type BoxKind = (typeof boxKinds)[number];
export const boxFilters = ["all", "full", "lonely", "closed", "deleted"] as const;
export type BoxFilter = (typeof boxFilters)[number];

/** `boxes`: the mailboxes of one's structure, some at a time. */
export const boxesSchema = v.object({
  search: line(120),
  filter: v.picklist(boxFilters),
  from: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export const boxesAtOnce = 50;

export interface BoxView {
  id: string;
  address: string;
  name: string;
  kind: BoxKind;
  service: string;
  responsible: string;
  description: string;
  redList: boolean;
  /** PER, CAB: whose RPPS it stands under. */
  holder: string | null;
  state: "active" | "suspended" | "unpublished" | "deleted";
  /** The last step of its life; null for one that is older than they are kept. */
  since: BoxStep | null;
  deleteAt: number | null;
  messages: number;
  usedBytes: number;
  quotaBytes: number;
  people: number;
  /** Nobody manages it: nobody can take a copy of it. */
  isUnmanaged: boolean;
  /** The last whole copy that somebody who manages it took. */
  lastExport: { at: number; by: string; messages: number } | null;
}

export interface BoxStep {
  state: BoxView["state"];
  at: number;
  by: string;
  reason: string;
}

export interface BoxesView {
  structure: { name: string; domain: string };
  /** What all of them may hold together, when the operator says so, and what they were given of it. */
  room: { quotaBytes: number | null; givenBytes: number };
  figures: { all: number; full: number; lonely: number; closed: number; deleted: number };
  boxes: BoxView[];
  total: number;
  from: number;
  /** Who may hold a PER or a CAB: persons of the structure with an RPPS. */
  holders: { id: string; name: string }[];
  /** How long a mailbox waits before it goes, in days. */
  deletionDays: number;
}

const facts = {
  name: v.pipe(line(80), v.nonEmpty()),
  service: line(120),
  responsible: line(200),
  description: line(400),
  redList: v.boolean(),
  quotaBytes: quota,
};

/** `make-box`: address and kind never change afterwards. */
export const makeBoxSchema = v.object({
  ...facts,
  kind: v.picklist(boxKinds),
  /** What comes before « @ »: the domain is that of the structure. */
  local: line(64),
  holderId: v.nullable(id),
});
export type MakeBox = v.InferOutput<typeof makeBoxSchema>;
export interface BoxMade {
  boxId: string;
  address: string;
}

/** `change-box` */
export const changeBoxSchema = v.object({ boxId: id, ...facts });
export type ChangeBox = Omit<v.InferOutput<typeof changeBoxSchema>, "boxId">;

/** `close-box`: suspended, or to be deleted when its delay is over. */
export const closeBoxSchema = v.object({
  boxId: id,
  how: v.picklist(["suspend", "delete"]),
  reason: v.pipe(line(200), v.nonEmpty()),
});
/** `open-box`: opens what is suspended, or keeps what was to be deleted. */
export const openBoxSchema = v.object({ boxId: id });
export interface BoxChanged {
  step: "changed";
}

/** `box-steps`: the life of a mailbox, the newest step first. */
export const boxStepsSchema = v.object({ boxId: id });
export interface BoxSteps {
  steps: BoxStep[];
}

/** `POST /api/export/mailboxes`: those that one manages. */
export interface ExportsView {
  mailboxes: {
    id: string;
    name: string;
    address: string;
    messages: number;
    usedBytes: number;
    lastAt: number | null;
  }[];
}
/** `POST /api/export/ask`: prepares a copy, to be fetched once at `file`. */
export const askExportSchema = v.object({ mailboxId: id });
export interface ExportAsked {
  exportId: string;
  file: string;
  messages: number;
}
/** `POST /api/export/progress` */
export const exportProgressSchema = v.object({ exportId: id });
export interface ExportProgressView {
  done: number;
  messages: number;
  isBegun: boolean;
  isWhole: boolean;
}
