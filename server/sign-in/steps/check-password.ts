import { refuse } from "../../../contracts/refusals.ts";
import { attemptFrom } from "./attempt-from.ts";
import type { Begun } from "./known.ts";
import type { Step } from "./step.ts";
import type { TryTaken } from "./take-try.ts";

/** First factor. An unknown login costs the same hash and the same writes as a wrong password. */
export const checkPassword: Step<TryTaken, Begun> = async (parts, given) => {
  const { passwords, changes, clock } = parts;
  const { account, password, method, browserHash, loginKey, tryId, codesAt, visitor } = given;
  const checked = await passwords.check(password, account?.hash ?? null);
  if (checked === "busy") {
    await changes.returnTry({ tryId });
    return refuse("busy");
  }
  if (!account || !checked.right) {
    const person = account?.person ?? null;
    const from = attemptFrom(parts, tryId, visitor);
    await changes.refusePassword({ person, from, at: clock.now() });
    return refuse("wrong-login");
  }
  const { person, means, hash: before } = account;
  if (checked.stronger) await changes.rehash({ personId: person.id, before, after: checked.stronger });
  return { method, browserHash, loginKey, tryId, codesAt, person, means, sessionId: null, visitor };
};
