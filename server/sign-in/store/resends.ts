import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Method } from "../../../contracts/sign-in.ts";
import type { ChangeTx } from "../../foundations/database/operation.ts";
import { findResendWait, type Regulation } from "../rules/regulation.ts";
import type { ChallengeRow, SendingRow } from "./tables.ts";
import { addTry, findTries } from "./tries.ts";

/** Counts one more sending, or says from when there may be one. The first of a challenge was counted with its password. */
export async function takeResend(
  tx: ChangeTx,
  { method, tryId, rules, at }: { method: Method; tryId: string; rules: Regulation; at: number },
  { login_key: loginKey, browser_id: browser }: Pick<ChallengeRow, "login_key" | "browser_id">,
  before: readonly SendingRow[],
): Promise<Refusal | null> {
  const last = before.find((one) => one.method === method);
  const soon = last ? last.asked_at + rules.resendAfterMs : 0;
  if (soon > at) return refuse("resend-too-soon", { retryAt: soon });
  if (before.length === 0) return null;
  const retryAt = findResendWait(await findTries(tx, loginKey), at, rules, browser);
  if (retryAt !== null) return refuse("resend-too-many", { retryAt });
  await addTry(tx, { id: tryId, loginKey, kind: "resent", at, browser });
  return null;
}
