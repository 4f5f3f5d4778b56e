import { isRefusal } from "../../../contracts/refusals.ts";
import { newId } from "../../foundations/ids.ts";
import type { Compared } from "./read-code.ts";
import type { Step } from "./step.ts";
import { tellWrongCodes } from "./wrong-codes.ts";

/** Consumes the code and writes down that the session's person gave it; `at` is when. */
export const proveSession: Step<Compared, { at: number }> = async (parts, given) => {
  const { changes, clock, chance, settings } = parts;
  const at = clock.now();
  const { challenge, browserHash, right, app, signed, spare } = given;
  const answered = await changes.proveSession({
    challengeId: challenge.id,
    method: challenge.method,
    browserHash,
    right,
    app,
    passkey: signed,
    spare,
    tryId: newId(chance, "t"),
    rules: settings.regulation,
    at,
  });
  if (spare) parts.notices.wake();
  if (!isRefusal(answered)) return { at };
  await tellWrongCodes(parts, challenge, answered);
  return answered;
};
