import type { Way } from "../../../contracts/sign-in.ts";
import { type MethodName, methodsAt } from "./methods.ts";
import type { Policy } from "./policy.ts";

/** What a person has of each method: a verified contact, an application, a passkey, a card that is bound to her. */
export type Held = Readonly<Record<MethodName, boolean>>;

/**
 * Whether one method lets a person in: the rule that every sign-in goes by, and the page that tells who would be locked
 * out.
 */
export function findWay(
  method: MethodName,
  isHeld: boolean,
  policy: Pick<Policy, "methods" | "emailUntil">,
  now: number,
): Way["state"] {
  if (!methodsAt(policy, now).includes(method)) return "forbidden";
  return isHeld ? "ready" : "missing";
}

/** Those that prove both factors by themselves; the others stand after a password. */
const whole: readonly MethodName[] = ["passkey", "psc"];

/** The methods by which a person comes in at `now`; none: she is locked out. */
export function findEntries(
  { hasPassword, held }: { hasPassword: boolean; held: Held },
  policy: Policy,
  now: number,
): MethodName[] {
  return policy.methods.filter(
    (method) =>
      (hasPassword || whole.includes(method)) && findWay(method, held[method], policy, now) === "ready",
  );
}
