import { maskEmail } from "../rules/mask.ts";
import type { PasswordRight } from "./check-password.ts";
import type { Step } from "./step.ts";

export interface Addressed extends PasswordRight {
  /** Where the code goes; null when the person has no verified contact of this kind (RIE-PS 07). */
  to: string | null;
  /** The same for the screen; empty when there is none. */
  masked: string;
}

/** The code goes to the person's verified ordinary mailbox. */
export const toOrdinaryMailbox: Step<PasswordRight, Addressed> = async ({ directory }, given) => {
  const { email } = directory.openContacts(given.contacts);
  const to = email && email.verifiedAt !== null ? email.address : null;
  return { ...given, to, masked: to === null ? "" : maskEmail(to) };
};
