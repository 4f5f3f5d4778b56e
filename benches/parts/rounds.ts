import { cpuOf, median, yardstick } from "./cpu.ts";

/**
 * Runs `operation` in rounds, the yardstick between them, so that both meet the machine in the same mood. Answers the
 * medians: processor time of `pid` per operation, of one argon2id, and of their ratio.
 */
export async function inRounds(
  pid: number,
  { rounds, each }: { rounds: number; each: number },
  operation: (index: number) => Promise<unknown>,
): Promise<{ ms: number; yardstick: number; ratio: number }> {
  const found: { ms: number; yardstick: number; ratio: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = cpuOf(pid);
    for (let index = 0; index < each; index++) await operation(round * each + index);
    const ms = (cpuOf(pid) - before) / each;
    const hash = await yardstick(10);
    found.push({ ms, yardstick: hash, ratio: ms / hash });
  }
  return {
    ms: median(found.map((one) => one.ms)),
    yardstick: median(found.map((one) => one.yardstick)),
    ratio: median(found.map((one) => one.ratio)),
  };
}
