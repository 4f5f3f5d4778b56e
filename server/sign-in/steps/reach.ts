import type { Way } from "../../../contracts/sign-in.ts";
import type { Contacts } from "../../directory/door.ts";
import { maskEmail, maskMobile } from "../rules/mask.ts";
import { narrow } from "../rules/policy.ts";
import { findWay } from "../rules/ways.ts";
import type { Known, Means } from "./known.ts";
import type { StepParts } from "./step.ts";

/** Where a method finds a person. */
export interface Reached {
  state: Way["state"];
  /** Where the code goes; null when it goes nowhere. */
  to: string | null;
  /** The same for the screen; empty when there is none. */
  masked: string;
}

export interface Addressed extends Known {
  reached: Reached;
}

/** Finds a person by one method; pure. The contacts are in clear. */
export type Reach = (person: Contacts & Pick<Means, "hasApp" | "passkeys">) => Reached;

/** The person's ordinary mailbox, once verified (RIE-PS 07). */
export const byEmail: Reach = ({ email }) =>
  email === null || email.verifiedAt === null ? missing : ready(email.address, maskEmail(email.address));

/** The person's mobile, once verified (RIE-PS 07). */
export const bySms: Reach = ({ mobile }) =>
  mobile === null || mobile.verifiedAt === null ? missing : ready(mobile.address, maskMobile(mobile.address));

/** Nothing is sent: the person's application makes the code. */
export const byApp: Reach = ({ hasApp }) => (hasApp ? ready(null, "") : missing);

/** Nothing is sent: the person's device signs. */
export const byPasskey: Reach = ({ passkeys }) => (passkeys.length > 0 ? ready(null, "") : missing);

const missing: Reached = { state: "missing", to: null, masked: "" };
const forbidden: Reached = { ...missing, state: "forbidden" };

function ready(to: string | null, masked: string): Reached {
  return { state: "ready", to, masked };
}

/** The step that finds where a code goes. What is not accepted is asked for in vain, and told so. */
export function reachBy(reach: Reach) {
  return async <Given extends Known>(parts: StepParts, given: Given): Promise<Given & Addressed> => ({
    ...given,
    reached: reachKnown(parts, reach, given),
  });
}

/** The same, outside a journey. */
export function reachKnown(
  { directory, policy, clock }: Pick<StepParts, "directory" | "policy" | "clock">,
  reach: Reach,
  { method, means }: Pick<Known, "method" | "means">,
): Reached {
  const { contacts, narrowing, ...others } = means;
  const own = narrow(policy, narrowing);
  if (findWay(method, true, own, clock.now()) === "forbidden") return forbidden;
  const reached = reach({ ...directory.openContacts(contacts), ...others });
  return { ...reached, state: findWay(method, reached.state === "ready", own, clock.now()) };
}
