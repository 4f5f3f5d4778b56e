import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * How many times a process asked for bytes to be on disk (fsync, fdatasync; all its threads) while `deed` ran, counted
 * by strace; null where there is none, or where it may not look. What is counted is slowed down: nothing is timed here.
 */
export async function countSyncs(pid: number, deed: () => Promise<void>): Promise<number | null> {
  const tracer = spawn("strace", ["-f", "-c", "-e", "trace=fsync,fdatasync", "-p", `${pid}`], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let printed = "";
  tracer.stderr.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const ended = once(tracer, "close").catch(() => null);
  const attached = new Promise<boolean>((resolve) => {
    tracer.stderr.on("data", () => resolve(printed.includes("attached")));
    tracer.once("error", () => resolve(false));
    tracer.once("close", () => resolve(false));
  });
  if (!(await attached)) return null;
  await deed();
  tracer.kill("SIGINT");
  await ended;
  // « % time  seconds  usecs/call  calls  [errors]  syscall »
  const lines = [...printed.matchAll(/^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?f(?:data)?sync$/gm)];
  return lines.reduce((sum, [, calls]) => sum + Number(calls), 0);
}
