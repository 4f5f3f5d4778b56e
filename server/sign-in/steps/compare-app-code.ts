import { openSecret } from "../app-secrets.ts";
import { findStep } from "../totp.ts";
import type { Compare } from "./read-code.ts";

/** The digits against those that the person's applications show about now. */
export const compareAppCode: Compare = async ({ reads, sealing, clock }, given) => {
  for (const app of await reads.apps({ personId: given.challenge.person_id })) {
    const step = findStep(openSecret(sealing, app), given.digits, clock.now());
    if (step !== null) return { ...given, right: true, app: { id: app.id, step }, signed: null };
  }
  return { ...given, right: false, app: null, signed: null };
};
