import type { CodeStep } from "../../../contracts/sign-in.ts";
import { methodEnd } from "../rules/methods.ts";
import { narrow } from "../rules/policy.ts";
import type { ChallengeRow, SendingRow } from "../store/tables.ts";
import type { Means } from "./known.ts";
import type { StepParts } from "./step.ts";

/** A sending still under way after this was cut off by a restart. */
const sendingAtMostMs = 90_000;

/** A challenge as its page sees it. */
export function asCodeStep(
  { clock, waysOf, passkeys, policy }: Pick<StepParts, "clock" | "waysOf" | "passkeys" | "policy">,
  given: { challenge: ChallengeRow; sendings: readonly SendingRow[]; means: Means },
): CodeStep {
  const { id, method, expires_at: expiresAt, tries_left: triesLeft } = given.challenge;
  const sent = given.sendings.find((one) => one.method === method);
  const isLost = sent?.state === "sending" && clock.now() > sent.asked_at + sendingAtMostMs;
  const ways = waysOf(method, given.means);
  const isReady = ways.some((way) => way.method === method && way.state === "ready");
  return {
    step: "code",
    method,
    challenge: id,
    destination: sent?.destination ?? "",
    sending: sent ? { state: isLost ? "failed" : sent.state, at: sent.at } : null,
    ways,
    passkey:
      method === "passkey" && isReady ? passkeys.askSecond(given.challenge, given.means.passkeys) : null,
    methodEndsAt: methodEnd(method, narrow(policy, given.means.narrowing)),
    expiresAt,
    triesLeft,
  };
}
