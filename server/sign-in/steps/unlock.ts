import { isRefusal, refuse } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import { newId } from "../../foundations/ids.ts";
import { lifeOf } from "../rules/settings.ts";
import type { Unlocking } from "../store/locks.ts";
import { hashToken, newToken } from "../tokens.ts";
import type { Opened } from "./open-session.ts";
import type { Compared } from "./read-code.ts";
import type { Step, StepParts } from "./step.ts";

/** Somebody before a locked session. */
export interface AtLock {
  person: Person;
  /** SHA-256 of the session's cookie. */
  tokenHash: Uint8Array;
  password: string;
  tellEnded(ids: readonly string[]): void;
}

export interface LockTryTaken extends AtLock {
  tryId: string;
  loginKey: string;
  hash: string | null;
  sessionId: string;
}

/** Takes one of the session's tries, and of the login's: a lock is no second door for guessing. */
export const takeUnlock: Step<AtLock, LockTryTaken> = async (
  { changes, clock, chance, settings, loginKey: keyOf },
  given,
) => {
  const { tokenHash, person } = given;
  const [tryId, loginKey] = [newId(chance, "t"), keyOf(person.login)];
  const taken = await changes.takeUnlockTry({
    tokenHash,
    loginKey,
    tryId,
    life: lifeOf(settings),
    most: settings.unlockTries,
    rules: settings.regulation,
    at: clock.now(),
  });
  return isRefusal(taken) ? taken : { ...given, ...taken, tryId, loginKey };
};

/** Looks at the password; the last wrong one ends the session. */
export const checkUnlock: Step<LockTryTaken, LockTryTaken> = async (
  { passwords, changes, clock, settings },
  given,
) => {
  const { tokenHash, tryId, hash, password, person } = given;
  const checked = await passwords.check(password, hash);
  if (checked === "busy") {
    await changes.returnUnlockTry({ tokenHash, tryId });
    return refuse("busy");
  }
  if (hash === null || !checked.right) {
    const wrong = { tokenHash, at: clock.now(), most: settings.unlockTries };
    const { triesLeft, ended } = await changes.refuseUnlock(wrong);
    given.tellEnded(ended);
    return triesLeft > 0 ? refuse("wrong-unlock", { triesLeft }) : refuse("unlock-over");
  }
  if (checked.stronger) await changes.rehash({ personId: person.id, before: hash, after: checked.stronger });
  return given;
};

/** Opens the session again. */
export const unlockByPassword: Step<LockTryTaken, Opened> = async (parts, given) => {
  const { tryId, loginKey } = given;
  const { token, unlocking } = newUnlocking(parts, given.tokenHash);
  const unlocked = await parts.changes.unlockByPassword({ ...unlocking, tryId, loginKey });
  return isRefusal(unlocked)
    ? unlocked
    : { token, fresh: null, opened: { ...unlocked, replaced: null, isNewPlace: false, met: null } };
};

/** The same, by a code of its person's. */
export const unlockByCode: Step<Compared, Opened> = async (parts, given) => {
  const { challenge, browserHash, right, app, signed, previousTokenHash } = given;
  if (previousTokenHash === null) return refuse("signed-out");
  const { token, unlocking } = newUnlocking(parts, previousTokenHash);
  const unlocked = await parts.changes.unlockByCode({
    challengeId: challenge.id,
    method: challenge.method,
    browserHash,
    right,
    app,
    passkey: signed,
    tryId: newId(parts.chance, "t"),
    rules: parts.settings.regulation,
    at: unlocking.at,
    unlocking,
  });
  return isRefusal(unlocked)
    ? unlocked
    : { token, fresh: null, opened: { ...unlocked, replaced: null, isNewPlace: false, met: null } };
};

function newUnlocking(
  { chance, clock, settings }: Pick<StepParts, "chance" | "clock" | "settings">,
  tokenHash: Uint8Array,
): { token: string; unlocking: Unlocking } {
  const token = newToken(chance);
  const life = lifeOf(settings);
  return { token, unlocking: { tokenHash, newTokenHash: hashToken(token), life, at: clock.now() } };
}
