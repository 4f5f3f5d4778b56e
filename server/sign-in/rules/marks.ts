import type { Method } from "../../../contracts/sign-in.ts";

/** The first letter of a challenge's id says which journey it is on: no need to ask the store. */
export const marks: Record<Method, string> = { email: "e" };

/** The method of a challenge by its id; null when there is none of that letter. */
export function methodOf(challengeId: string): Method | null {
  const found = Object.entries(marks).find(([, mark]) => challengeId.startsWith(mark));
  // Its keys are the methods.
  return found ? (found[0] as Method) : null;
}
