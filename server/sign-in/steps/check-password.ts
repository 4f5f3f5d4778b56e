import { refuse } from "../../../contracts/refusals.ts";
import type { Begun } from "./known.ts";
import type { Entering } from "./open-session.ts";
import type { Step } from "./step.ts";
import type { TryTaken } from "./take-try.ts";
import { refuseWrongPassword } from "./wrong-password.ts";

/** First factor. An unknown login costs the same hash and the same writes as a wrong password. */
export const checkPassword: Step<TryTaken, Begun & Entering> = async (parts, given) => {
  const { passwords, changes } = parts;
  const { account, password, loginKey, tryId, visitor } = given;
  const checked = await passwords.check(password, account?.hash ?? null);
  if (checked === "busy") {
    await changes.returnTry({ tryId });
    return refuse("busy");
  }
  if (!account || !checked.right) {
    await refuseWrongPassword(parts, { person: account?.person ?? null, tryId, loginKey, visitor });
    return refuse("wrong-login");
  }
  const { person, means, hash: before } = account;
  if (checked.stronger) await changes.rehash({ personId: person.id, before, after: checked.stronger });
  const { method, browserHash, browserId, codesAt, previousTokenHash } = given;
  const known = { method, browserHash, loginKey, person, means };
  const trusts = given.remember ?? false;
  return { ...known, tryId, browserId, codesAt, trusts, sessionId: null, visitor, previousTokenHash };
};
