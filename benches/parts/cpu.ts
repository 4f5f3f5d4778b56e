import { readdirSync, readFileSync } from "node:fs";
import { hash } from "@node-rs/argon2";

/** `/proc/PID/stat` counts in hundredths of a second on every Linux that Node runs on (man 5 proc, USER_HZ). */
const msPerTick = 10;

/** What a process and all its threads have used of the processors so far, in milliseconds (Linux). */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  // The second field, the name, may hold spaces: counting begins behind its parenthesis (man 5 proc).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}

/** Every process of a PostgreSQL on this machine: those of its sessions come and go. */
export function postgresPids(): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .filter((entry) => {
      try {
        return readFileSync(`/proc/${entry}/comm`, "latin1").trim() === "postgres";
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** How many bytes a process has caused to go to the disk so far (Linux). */
export function writtenBy(pid: number): number {
  return Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, "latin1"))?.[1]);
}

/**
 * One argon2id of 19 MiB, t=2, p=1, in milliseconds of this machine's processor now: what everything is held against.
 * Asked for as the program does it, one at a time from the pool: there, its memory is new each time.
 */
export async function yardstick(hashes: number): Promise<number> {
  const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
  const before = process.cpuUsage();
  for (let count = 0; count < hashes; count++) await hash("heron-maree-basse", options);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / hashes;
}

/** The value that `share` per cent of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)] ?? 0;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
