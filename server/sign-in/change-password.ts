import type { PasswordSet } from "../../contracts/forgotten-password.ts";
import { isRefusal, refuse, type Refusal } from "../../contracts/refusals.ts";
import { newId } from "../foundations/ids.ts";
import { findPasswordFault } from "./rules/new-password.ts";
import { proofMs } from "./rules/proof.ts";
import type { Holder } from "./security.ts";
import type { StepParts } from "./steps/step.ts";
import { refuseWrongPassword } from "./steps/wrong-password.ts";
import { hashToken, newToken } from "./tokens.ts";
import type { Visitor } from "./visitor.ts";

/** A new password, and the session's new token: a copied cookie of before opens nothing any more. */
export interface PasswordChanged {
  answer: PasswordSet;
  token: string;
}

export interface ChangePasswordParts extends StepParts {
  tellEnded(sessions: readonly string[]): void;
}

/**
 * A password changed by its person inside a session. The one of now is looked at as at the door: tries counted before,
 * waits, a trace. Her other sessions end.
 */
export function createChangePassword(parts: ChangePasswordParts) {
  const { changes, reads, passwords, notices, clock, chance, settings, tellEnded } = parts;

  return async function changePassword(
    { id: sessionId, person }: Holder,
    given: { current: string; password: string },
    visitor: Visitor,
  ): Promise<PasswordChanged | Refusal> {
    // Before the hashes, which cost; the change itself asks again.
    const provedAt = await reads.provedAt({ sessionId });
    if (provedAt === null || provedAt <= clock.now() - proofMs) return refuse("proof-needed");
    const fault = findPasswordFault(given.password, person, settings.passwordLength);
    if (fault) return refuse(fault);
    if (given.password.normalize("NFC") === given.current.normalize("NFC")) return refuse("password-same");

    const [tryId, loginKey] = [newId(chance, "t"), parts.loginKey(person.login)];
    const taken = await changes.takeTry({
      tryId,
      loginKey,
      login: person.login,
      browserHash: visitor.cookie ? hashToken(visitor.cookie) : null,
      // A session is no stranger's.
      networkKey: null,
      at: clock.now(),
      rules: settings.regulation,
      allowance: settings.allowance,
    });
    if (isRefusal(taken)) return taken;
    const before = taken.account?.hash ?? null;
    const checked = await passwords.check(given.current, before);
    if (checked !== "busy" && !checked.right) {
      await refuseWrongPassword(parts, { person, tryId, loginKey, visitor });
      return refuse("wrong-password");
    }
    const hash = checked === "busy" ? checked : await passwords.make(given.password);
    if (hash === "busy" || before === null) {
      await changes.returnTry({ tryId });
      return refuse("busy");
    }

    const [at, token] = [clock.now(), newToken(chance)];
    const changed = await changes.changePassword({
      person,
      sessionId,
      tryId,
      loginKey,
      before,
      hash,
      tokenHash: hashToken(token),
      notice: notices.draft({ kind: "password-changed", at, from: visitor.browser }),
      at,
    });
    if ("refusal" in changed) return changed;
    tellEnded(changed.ended);
    notices.wake();
    return { answer: { step: "password-set" }, token };
  };
}
