import { isRefusal } from "../../../contracts/refusals.ts";
import type { Method } from "../../../contracts/sign-in.ts";
import type { Person } from "../../directory/door.ts";
import { newId } from "../../foundations/ids.ts";
import type { Begun } from "./known.ts";
import type { Step } from "./step.ts";

/** Somebody signed in who is to give a second factor anew. */
export interface Proving {
  method: Method;
  browserHash: Uint8Array;
  person: Person;
  sessionId: string;
}

/** Counts one more code among those of the hour: a session left open must not become a way to flood a phone. */
export const takeProof: Step<Proving, Begun> = async (
  { changes, clock, chance, settings, loginKey },
  given,
) => {
  const { person } = given;
  const login = { loginKey: loginKey(person.login), tryId: newId(chance, "t") };
  const taken = await changes.takeProof({
    ...login,
    person,
    sessionId: given.sessionId,
    at: clock.now(),
    rules: settings.regulation,
  });
  if (isRefusal(taken)) return taken;
  const begun = { ...given, ...taken, loginKey: login.loginKey };
  return { ...begun, tryId: null, codesAt: null, trusts: false, visitor: null };
};
