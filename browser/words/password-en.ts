import type { strengthFr } from "./password-fr.ts";

/** The same in English. */
export const strengthEn: typeof strengthFr = {
  short: (left) => (left === 1 ? "At least 1 more character." : `At least ${left} more characters.`),
  common: () => "Too easy to guess: add a word or two.",
  fair: () => "Fair. Longer would be better.",
  good: () => "Good.",
  fine: () => "Very good.",
};
