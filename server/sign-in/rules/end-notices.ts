const dayMs = 86_400_000;

/** How many days before codes by e-mail end whoever has nothing else is told once more. */
const stages = [1, 7, 30] as const;
/** Stands for « when the date was set », however far it is. */
export const toldAtOnce = 10_000;

/** Which of the notices is due; whoever had that one, or a later one, has nothing to be told. */
export function findStage(endsAt: number, now: number): number {
  return stages.find((days) => endsAt - now <= days * dayMs) ?? toldAtOnce;
}
