/** Lets few do a costly thing at once, few wait for it, and sends the others away at once. */
export interface Turns {
  take<Result>(work: () => Promise<Result>): Promise<Result | "busy">;
}

export function createTurns(atOnce: number, waiting: number): Turns {
  const line: (() => void)[] = [];
  let running = 0;
  return {
    async take(work) {
      if (running >= atOnce) {
        if (line.length >= waiting) return "busy";
        // Whoever ends hands his place over, so that nobody newer slips in between.
        await new Promise<void>((resolve) => line.push(resolve));
      } else running++;
      try {
        return await work();
      } finally {
        const next = line.shift();
        if (next) next();
        else running--;
      }
    },
  };
}
