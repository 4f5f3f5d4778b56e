import { setTimeout as pause } from "node:timers/promises";
import type { CodeStep, Sending } from "../../../contracts/sign-in.ts";
import { asCodeStep } from "./code-step.ts";
import type { Challenged } from "./open-challenge.ts";
import type { Step, StepParts } from "./step.ts";

/** Hands the code to the relay. A slow relay goes on by itself; `sending` tells later what became of it. */
export const sendByEmail: Step<Challenged, CodeStep> = async (parts, given) => {
  const known = new AbortController();
  const settled = send(parts, given);
  const sending = await Promise.race([
    settled.finally(() => known.abort()),
    pause(parts.settings.relayPatienceMs, null, { signal: known.signal }).catch(() => null),
  ]);
  return asCodeStep(given.challenge, sending);
};

async function send(parts: StepParts, { challenge, person, to }: Challenged): Promise<Sending> {
  const { notifications, changes, codes, clock, log } = parts;
  try {
    const sending: Sending =
      to === null
        ? { state: "failed", at: clock.now() }
        : await notifications.sendCode({
            to,
            account: person.login,
            code: codes.of(challenge.id),
            reference: challenge.id,
            until: challenge.expires_at,
          });
    await changes.setSending({ challengeId: challenge.id, sending });
    return sending;
  } catch (error) {
    log.defect("sign-in.sending", error, { person: person.id });
    return { state: "failed", at: clock.now() };
  }
}
