import type { LineMail, LineState, RunState } from "../../../../contracts/administration-arrivals.ts";
import type { RefusalCode } from "../../../../contracts/refusals.ts";
import type { Migration } from "../../../foundations/database/operation.ts";

/** Runs of arrivals and their lines. Times are milliseconds since 1970. */
export interface ArrivalsTables {
  administration_arrivals: ArrivalsRow;
  administration_arrival_lines: ArrivalLineRow;
}

/** Accesses given from one file. */
export interface ArrivalsRow {
  id: string;
  structure_id: string;
  /** The référent in whose name it works: who began it, went on with it, or took it back. */
  actor: string;
  made_at: number;
  state: RunState;
  reason: RefusalCode | null;
  ended_at: number | null;
  /** The process at work on it, and until when it alone is. */
  holder: string | null;
  held_until: number;
  /** Not before: the relay takes nothing. */
  next_at: number;
}

/** One line: who she is and what she gets are sealed. */
export interface ArrivalLineRow {
  run_id: string;
  line: number;
  person_id: string;
  /** JSON of `LineKept`, under (`administration_arrival_lines`, `kept`, `run_id line`). */
  kept: Uint8Array;
  state: LineState;
  reason: RefusalCode | null;
  mail: LineMail;
}

/** The room's first table (docs/decisions/0024). */
export const arrivalsMigration: Migration = {
  id: "administration-0001",
  async up(db, { whole, bytes }) {
    await db.schema
      .createTable("administration_arrivals")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("structure_id", "text", (column) => column.notNull())
      .addColumn("actor", "text", (column) => column.notNull())
      .addColumn("made_at", whole, (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("reason", "text")
      .addColumn("ended_at", whole)
      .addColumn("holder", "text")
      .addColumn("held_until", whole, (column) => column.notNull())
      .addColumn("next_at", whole, (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex("administration_arrivals_structure")
      .on("administration_arrivals")
      .columns(["structure_id", "made_at"])
      .execute();
    await db.schema
      .createTable("administration_arrival_lines")
      .addColumn("run_id", "text", (column) => column.notNull().references("administration_arrivals.id"))
      .addColumn("line", whole, (column) => column.notNull())
      .addColumn("person_id", "text", (column) => column.notNull())
      .addColumn("kept", bytes, (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("reason", "text")
      .addColumn("mail", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("administration_arrival_lines_key", ["run_id", "line"])
      .execute();
  },
};
