import { createHash, randomBytes } from "node:crypto";

/** Where the program takes chance from, so that a test can repeat itself. */
export interface Chance {
  /** `count` bytes that nobody can foretell. */
  bytes(count: number): Buffer;
}

/** The system's own cryptographic source. */
export const systemChance: Chance = { bytes: (count) => randomBytes(count) };

/** A repeatable source for tests: SHA-256 over a seed and a counter. Never in a running program. */
export function createSeededChance(seed: string): Chance {
  let counter = 0;
  return {
    bytes(count) {
      const blocks: Buffer[] = [];
      for (let length = 0; length < count; length += 32)
        blocks.push(createHash("sha256").update(`${seed}:${counter++}`).digest());
      return Buffer.concat(blocks).subarray(0, count);
    },
  };
}
