import { mkdirSync, writeFileSync } from "node:fs";

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
  if (process.argv.includes("--keep")) {
    const folder = new URL("../results/", import.meta.url);
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL(`${bench}.json`, folder), `${JSON.stringify(finding, null, 2)}\n`);
  }
  process.exitCode = ratio <= goal ? 0 : 1;
}
