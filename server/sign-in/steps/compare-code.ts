import type { Compare } from "./read-code.ts";

/** The digits against the challenge's own, whichever way they were sent. */
export const compareCode: Compare = async ({ codes }, given) => {
  return { ...given, right: codes.isRight(given.challenge.id, given.digits), app: null, signed: null };
};
