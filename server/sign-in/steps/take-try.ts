import { refuse } from "../../../contracts/refusals.ts";
import type { Begin } from "../../../contracts/sign-in.ts";
import { newId } from "../../foundations/ids.ts";
import type { Account } from "../store/passwords.ts";
import type { Visitor } from "../visitor.ts";
import type { Step } from "./step.ts";

/** What a browser asks when it begins. */
export interface Asked extends Begin {
  /** SHA-256 of the browser's door cookie: only this browser may answer. */
  browserHash: Uint8Array;
  visitor: Visitor;
}

export interface TryTaken extends Asked {
  tryId: string;
  loginKey: string;
  /** Null when nobody has this login; the steps go on just the same. */
  account: Account | null;
  /** From when another code may be sent; null when that is now. Told only to whoever knows the password. */
  codesAt: number | null;
}

/** Takes one of the login's tries before its password is looked at (PGSSI-S RIE, EXI 25). */
export const takeTry: Step<Asked, TryTaken> = async (
  { changes, directory, clock, chance, settings, loginKey },
  asked,
) => {
  const login = directory.normaliseLogin(asked.login);
  const given = { tryId: newId(chance, "t"), loginKey: loginKey(login) };
  const taken = await changes.takeTry({ ...given, login, at: clock.now(), rules: settings.regulation });
  if ("retryAt" in taken) return refuse("too-many-passwords", { retryAt: taken.retryAt });
  return { ...asked, ...given, account: taken.account, codesAt: taken.codesAt };
};
