import { readdirSync, readFileSync } from "node:fs";
import { hash } from "@node-rs/argon2";

/**
 * What a process and all the threads that it has have used of the processors so far, in milliseconds, to the microsecond
 * (Linux, /proc/PID/task/TID/schedstat: nanoseconds). Nothing for one that has ended.
 */
export function cpuOf(pid: number): number {
  let ns = 0;
  for (const thread of threadsOf(pid))
    try {
      ns += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "latin1").split(" ")[0]);
    } catch {
      // It has ended meanwhile.
    }
  return ns / 1e6;
}

/** Those of a process that cleans PostgreSQL’s tables may be gone before they are asked for. */
function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Waits until what was asked for, and what follows from it, is over; answers what was spent so far. */
export async function rest(soFar: () => number): Promise<number> {
  for (let last = soFar(); ;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const now = soFar();
    if (now - last < 0.2) return now;
    last = now;
  }
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
