import { isRefusal } from "../../../contracts/refusals.ts";
import type { Begin } from "../../../contracts/sign-in.ts";
import { newId } from "../../foundations/ids.ts";
import type { TryGiven } from "../store/passwords.ts";
import { hashToken } from "../tokens.ts";
import type { Visitor } from "../visitor.ts";
import type { Step } from "./step.ts";

/** What a browser asks when it begins. */
export interface Asked extends Begin {
  /** SHA-256 of the browser's door cookie: only this browser may answer. */
  browserHash: Uint8Array;
  /** SHA-256 of the session cookie that it still holds. */
  previousTokenHash: Uint8Array | null;
  visitor: Visitor;
}

/** The account is null when nobody has the login; the steps go on just the same. */
export interface TryTaken extends Asked, TryGiven {
  tryId: string;
  loginKey: string;
}

/** Takes one of the login's tries before its password is looked at (PGSSI-S RIE, EXI 25). */
export const takeTry: Step<Asked, TryTaken> = async (parts, asked) => {
  const { changes, clock, chance, settings } = parts;
  const login = parts.directory.normaliseLogin(asked.login);
  const { cookie } = asked.visitor;
  const given = {
    tryId: newId(chance, "t"),
    loginKey: parts.loginKey(login),
  };
  const taken = await changes.takeTry({
    ...given,
    login,
    browserHash: cookie ? hashToken(cookie) : null,
    networkKey: parts.visitors.allowanceKeyOf(asked.visitor),
    at: clock.now(),
    rules: settings.regulation,
    allowance: settings.allowance,
  });
  return isRefusal(taken) ? taken : { ...asked, ...given, ...taken };
};
