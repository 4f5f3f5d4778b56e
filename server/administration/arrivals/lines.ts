import { createHash } from "node:crypto";
import type { Give } from "../../../contracts/administration.ts";
import type { CheckedLine, Fate, RunLine } from "../../../contracts/administration-arrivals.ts";
import type { Chance } from "../../foundations/chance.ts";
import { newId } from "../../foundations/ids.ts";
import type { Sealing } from "../../foundations/sealing.ts";
import type { Judged } from "./rules/judge.ts";
import type { ArrivalLineRow } from "./store/tables.ts";

/** What is kept of a line, sealed: names and addresses, and what she is to get. */
export interface LineKept {
  checked: CheckedLine;
  access: Give | null;
}

/** The rows of a run, each with the id that its person will have: made twice, she would be one. */
export function sealLines(
  judged: readonly Judged[],
  runId: string,
  { sealing, chance }: { sealing: Sealing; chance: Chance },
): Omit<ArrivalLineRow, "run_id">[] {
  return judged.flatMap(({ checked, access }) => {
    if (checked.fate === "example") return [];
    const kept: LineKept = { checked, access };
    return {
      line: checked.line,
      person_id: newId(chance, "p"),
      kept: sealing.seal(place(runId, checked.line), Buffer.from(JSON.stringify(kept))),
      state: stateOf[checked.fate],
      reason: null,
      mail: "none" as const,
    };
  });
}

const stateOf = { new: "waiting", known: "known", refused: "refused" } as const satisfies Partial<
  Record<Fate, string>
>;

export function openLine(row: ArrivalLineRow, sealing: Sealing): LineKept {
  // Written by `sealLines` and sealed since.
  return JSON.parse(sealing.open(place(row.run_id, row.line), row.kept).toString()) as LineKept;
}

/** One line as its référent reads it. */
export function viewLine(row: ArrivalLineRow, sealing: Sealing): RunLine {
  const { checked } = openLine(row, sealing);
  const { line, name, login, email, problems } = checked;
  return { line, name, login, email, state: row.state, mail: row.mail, problems, reason: row.reason };
}

/** Names a file together with the fates that its lines had. */
export function digestOf(text: string, judged: readonly Judged[]): string {
  const fates = JSON.stringify(judged.map(({ checked }) => checked));
  return createHash("sha256").update(`${text.length} `).update(text).update(fates).digest("base64url");
}

export function countFates(judged: readonly Judged[]): Record<Fate, number> {
  const counts: Record<Fate, number> = { new: 0, known: 0, refused: 0, example: 0 };
  for (const { checked } of judged) counts[checked.fate] += 1;
  return counts;
}

function place(runId: string, line: number) {
  return { table: "administration_arrival_lines", column: "kept", row: `${runId} ${line}` };
}
