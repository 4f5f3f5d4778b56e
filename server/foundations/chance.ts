import { createHash, randomBytes, randomFillSync } from "node:crypto";

/** Where the program takes chance from, so that a test can repeat itself. */
export interface Chance {
  /** `count` bytes that nobody can foretell. */
  bytes(count: number): Buffer;
}

/** How much is taken from the system at once: a call of its own for each id would cost more than all the rest of it. */
const drawnAtOnce = 4096;

/** The system's own cryptographic source. */
export const systemChance: Chance = createSystemChance();

function createSystemChance(): Chance {
  const drawn = Buffer.alloc(drawnAtOnce);
  let given = drawn.length;
  return {
    bytes(count) {
      if (count > drawn.length / 8) return randomBytes(count);
      if (given + count > drawn.length) {
        randomFillSync(drawn);
        given = 0;
      }
      const bytes = Buffer.from(drawn.subarray(given, given + count));
      // What was given out is known here no more.
      drawn.fill(0, given, given + count);
      given += count;
      return bytes;
    },
  };
}

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
