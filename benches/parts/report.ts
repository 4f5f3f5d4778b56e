import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

/** What a bench found, in milliseconds of processor. */
export interface Finding {
  bench: string;
  /** One operation, and one argon2id of the same run. */
  ms: number;
  yardstick: number;
  /** The median, over the rounds, of one against the other; and the most it should be. */
  ratio: number;
  goal: number;
  /** Whatever else was counted, by name and unit. */
  facts?: Record<string, number>;
}

/** Prints a finding; `--keep` also writes it under benches/results/. Says by the exit code whether the goal is met. */
export function report(finding: Finding): void {
  const { bench, ms, yardstick, ratio, goal, facts = {} } = finding;
  console.log(`${bench}: ${ms.toFixed(2)} ms CPU; argon2id 19 MiB t=2 p=1: ${yardstick.toFixed(2)} ms`);
  console.log(`ratio ${ratio.toFixed(3)}, goal at most ${goal}: ${ratio <= goal ? "met" : "MISSED"}`);
  for (const [name, value] of Object.entries(facts)) console.log(`${name}: ${Number(value.toFixed(2))}`);
  if (process.argv.includes("--compare")) {
    const before = readKept<Finding>(bench);
    if (before) console.log(`kept: ratio ${before.ratio.toFixed(3)}, now ${change(before.ratio, ratio)}`);
  }
  keep(bench, finding);
  process.exitCode = ratio <= goal ? 0 : 1;
}

/** Deeds by size of mailbox, and what they are held against: milliseconds of processor. */
export interface Table {
  table: Record<string, Record<string, number>>;
  yardsticks: Record<string, number>;
}

/**
 * Prints a line per deed: what it takes at each size, and how much more at the largest than at the smallest. `--keep`
 * keeps it, `--compare` prints what changed against what was kept, each held against the argon2id of its own run.
 */
export function reportTable(bench: string, found: Table): void {
  const kept = process.argv.includes("--compare") ? readKept<Table>(bench) : null;
  const [hash = 1] = Object.values(found.yardsticks);
  const [keptHash = 1] = Object.values(kept?.yardsticks ?? {});
  for (const [deed, costs] of Object.entries(found.table)) {
    const values = Object.values(costs);
    const growth = (values.at(-1) ?? 0) / (values[0] || 1);
    const cells = Object.entries(costs).map(([size, ms]) => {
      const before = kept?.table[deed]?.[size];
      const moved = before === undefined ? "" : ` (${change(before / keptHash, ms / hash)})`;
      return `${size}: ${ms.toFixed(2)} ms${moved}`;
    });
    console.log(`${deed.padEnd(22)} ${cells.join("   ")}   ×${growth.toFixed(2)}`);
  }
  for (const [name, ms] of Object.entries(found.yardsticks)) console.log(`${name}: ${ms.toFixed(3)} ms`);
  keep(bench, found);
}

const folder = new URL("../results/", import.meta.url);

function keep(bench: string, found: object): void {
  if (!process.argv.includes("--keep")) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${bench}.json`, folder), `${JSON.stringify(found, null, 2)}\n`);
}

/** What `--keep` kept of a bench, by this very function's own shape. */
function readKept<Found>(bench: string): Found | null {
  const file = new URL(`${bench}.json`, folder);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

function change(before: number, now: number): string {
  const percent = Math.round((now / before - 1) * 100);
  return `${percent > 0 ? "+" : ""}${percent} %`;
}
