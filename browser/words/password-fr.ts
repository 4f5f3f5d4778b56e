import type { Strength } from "../../contracts/password.ts";

/** What is said of a password while it is typed; `left`: the characters that it wants still. */
export const strengthFr: Record<Strength, (left: number) => string> = {
  short: (left) =>
    left === 1 ? "Encore 1\u00a0caractère au moins." : `Encore ${left}\u00a0caractères au moins.`,
  common: () => "Trop facile à deviner\u00a0: ajoutez un mot ou deux.",
  fair: () => "Convenable. Plus long, il serait meilleur.",
  good: () => "Bon.",
  fine: () => "Très bon.",
};
