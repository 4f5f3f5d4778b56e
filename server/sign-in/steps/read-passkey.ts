import { refuse } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import type { PasskeyState } from "../passkeys/verify.ts";
import { type Narrowing, narrow } from "../rules/policy.ts";
import { findWay } from "../rules/ways.ts";
import type { PasskeyRow } from "../store/tables.ts";
import type { Step } from "./step.ts";
import type { PasskeyTaken } from "./take-passkey.ts";

export interface PasskeyRead extends PasskeyTaken {
  /** Null when nobody has it. */
  found: { passkey: PasskeyRow; person: Person; narrowing: Narrowing | null } | null;
  /** How it is now; null when the answer does not hold. */
  state: PasskeyState | null;
}

/** Both factors at once: whose passkey it is, and whether it signed this having verified its person. */
export const readPasskey: Step<PasskeyTaken, PasskeyRead> = async (parts, given) => {
  const { reads, passkeys, policy, clock } = parts;
  const { answer, challenge } = given;
  const found = await reads.passkeyWithPerson({ credentialId: answer.id });
  const state = found && (await passkeys.verifyWhole(answer, found.passkey, challenge.text));
  const isForbidden =
    found && findWay("passkey", true, narrow(policy, found.narrowing), clock.now()) === "forbidden";
  // Told to whoever holds it, and to nobody else.
  return state && isForbidden ? refuse("method-forbidden") : { ...given, found, state };
};
